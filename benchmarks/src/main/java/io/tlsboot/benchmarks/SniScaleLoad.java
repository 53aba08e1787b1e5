/*
 * Copyright 2026 the tls-spring-boot authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.tlsboot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * Makes full handshakes of TLS 1.3 and waits for each until the server has closed the
 * connection. Reads lines {@code count first names}: make so many handshakes, one name
 * after the other from the first on, and begin again after so many names. Checks that
 * each certificate is for the name.
 */
public final class SniScaleLoad {

	/** What it prints when it is done. */
	static final String DONE = "DONE";

	private static final int CONNECTIONS = 4;

	private static final int ADDRESSES = 16;

	private final int port;

	private final SslContext context;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private SniScaleLoad(int port) throws SSLException {
		this.port = port;
		this.context = SslContextBuilder.forClient()
			.sslProvider(SslProvider.OPENSSL)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.protocols("TLSv1.3")
			.build();
	}

	/**
	 * Run until the input ends.
	 * @param args the port
	 * @throws Exception when a handshake fails
	 */
	public static void main(String[] args) throws Exception {
		SniScaleLoad load = new SniScaleLoad(Integer.parseInt(args[0]));
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			String line = in.readLine();
			while (line != null) {
				String[] numbers = line.split(" ");
				new Run(load, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]))
					.await();
				System.out.println(DONE);
				line = in.readLine();
			}
		}
		System.exit(0);
	}

	/**
	 * Some handshakes.
	 */
	private static final class Run {

		private final SniScaleLoad load;

		private final int count;

		private final int first;

		private final int names;

		private final AtomicInteger next = new AtomicInteger();

		private final CountDownLatch left;

		Run(SniScaleLoad load, int count, int first, int names) {
			this.load = load;
			this.count = count;
			this.first = first;
			this.names = names;
			this.left = new CountDownLatch(count);
		}

		void await() throws InterruptedException {
			for (int i = 0; i < CONNECTIONS; i++) {
				connect();
			}
			this.left.await();
		}

		private void connect() {
			int number = this.next.getAndIncrement();
			if (number >= this.count) {
				return;
			}
			String name = HostCertificates.name(this.first + number % this.names);
			new Bootstrap().group(this.load.group).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					SslHandler handler = Run.this.load.context.newHandler(channel.alloc());
					SSLParameters parameters = handler.engine().getSSLParameters();
					parameters.setServerNames(List.of(new SNIHostName(name)));
					handler.engine().setSSLParameters(parameters);
					channel.pipeline().addLast(handler);
					channel.closeFuture().addListener((closed) -> finish(handler, name));
				}
			})
				// Other addresses, so that no ports of closed connections run out
				.connect(new InetSocketAddress("127.0.0." + (1 + number % ADDRESSES), this.load.port))
				.addListener((connected) -> {
					if (!connected.isSuccess()) {
						fail(name, connected.cause());
					}
				});
		}

		private void finish(SslHandler handler, String name) {
			if (!handler.handshakeFuture().isSuccess()) {
				fail(name, handler.handshakeFuture().cause());
			}
			try {
				SSLSession session = handler.engine().getSession();
				X509Certificate leaf = (X509Certificate) session.getPeerCertificates()[0];
				if (!leaf.getSubjectX500Principal().getName().equals("CN=" + name)) {
					fail(name, new IOException("Another certificate: " + leaf.getSubjectX500Principal()));
				}
			}
			catch (SSLException ex) {
				fail(name, ex);
			}
			this.left.countDown();
			connect();
		}

		private static void fail(String name, Throwable cause) {
			new IOException("The handshake with " + name + " failed", cause).printStackTrace();
			Runtime.getRuntime().halt(1);
		}

	}

}
