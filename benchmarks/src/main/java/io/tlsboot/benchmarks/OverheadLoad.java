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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.internal.tcnative.SSL;

/**
 * Makes handshakes of TLS 1.3 with X25519, four at a time, and waits for each until the
 * server has closed the connection. Reads lines {@code port count resumed}; checks that
 * each handshake is as wanted, but for those that fetch the first tickets.
 */
public final class OverheadLoad {

	/** What it prints when it is done. */
	static final String DONE = "DONE";

	private static final int CONNECTIONS = 4;

	private static final int ADDRESSES = 16;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final SslContext context;

	private OverheadLoad() throws SSLException {
		this.context = SslContextBuilder.forClient()
			.sslProvider(SslProvider.OPENSSL)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.protocols("TLSv1.3")
			.option(OpenSslContextOption.GROUPS, new String[] { "X25519" })
			.build();
	}

	/**
	 * Run until the input ends.
	 * @param args none
	 * @throws Exception when a handshake fails
	 */
	public static void main(String[] args) throws Exception {
		OverheadLoad load = new OverheadLoad();
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String[] words = line.split(" ");
				new Run(load, Integer.parseInt(words[0]), Integer.parseInt(words[1]), Boolean.parseBoolean(words[2]))
					.await();
				System.out.println(DONE);
			}
		}
		System.exit(0);
	}

	/**
	 * Some handshakes with one server.
	 */
	private static final class Run {

		private final OverheadLoad load;

		private final int port;

		private final int count;

		private final boolean resumed;

		private final AtomicInteger next = new AtomicInteger();

		private final AtomicInteger others = new AtomicInteger();

		private final CountDownLatch left;

		Run(OverheadLoad load, int port, int count, boolean resumed) {
			this.load = load;
			this.port = port;
			this.count = count;
			this.resumed = resumed;
			this.left = new CountDownLatch(count);
		}

		void await() throws InterruptedException {
			for (int i = 0; i < CONNECTIONS; i++) {
				connect();
			}
			this.left.await();
			if (this.others.get() > (this.resumed ? CONNECTIONS : 0)) {
				fail(new IOException(
						this.others + " of " + this.count + " were " + (this.resumed ? "not resumed" : "resumed")));
			}
		}

		private void connect() {
			int number = this.next.getAndIncrement();
			if (number >= this.count) {
				return;
			}
			new Bootstrap().group(this.load.group).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					// Sessions are kept by host and port
					SslHandler handler = Run.this.resumed
							? Run.this.load.context.newHandler(channel.alloc(), "localhost", Run.this.port)
							: Run.this.load.context.newHandler(channel.alloc());
					handler.handshakeFuture().addListener((done) -> judge(handler, done.cause()));
					channel.pipeline().addLast(handler);
					channel.closeFuture().addListener((closed) -> {
						Run.this.left.countDown();
						connect();
					});
				}
			})
				// Other addresses, so that no ports of closed connections run out
				.connect(new InetSocketAddress("127.0.0." + (1 + number % ADDRESSES), this.port))
				.addListener((connected) -> {
					if (!connected.isSuccess()) {
						fail(connected.cause());
					}
				});
		}

		private void judge(SslHandler handler, Throwable failure) {
			if (failure != null) {
				fail(failure);
			}
			long engine = ((ReferenceCountedOpenSslEngine) handler.engine()).sslPointer();
			if (SSL.isSessionReused(engine) != this.resumed) {
				this.others.incrementAndGet();
			}
		}

		private static void fail(Throwable cause) {
			new IOException("A handshake failed", cause).printStackTrace();
			Runtime.getRuntime().halt(1);
		}

	}

}
