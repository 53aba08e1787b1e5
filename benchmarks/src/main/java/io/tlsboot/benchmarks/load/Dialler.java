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

package io.tlsboot.benchmarks.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;

import javax.net.ssl.SSLException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

/**
 * Opens connections with TLS 1.3, X25519 and BoringSSL, all on one event loop.
 */
final class Dialler {

	private static final int SESSIONS = 100_000;

	private static final int ADDRESSES = 16;

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final SslContext anonymous;

	private final SslContext certified;

	private int collections;

	Dialler(Path key, Path certificate) throws SSLException {
		this.anonymous = context().build();
		this.certified = context().keyManager(certificate.toFile(), key.toFile()).build();
	}

	private static SslContextBuilder context() {
		return SslContextBuilder.forClient()
			.sslProvider(SslProvider.OPENSSL)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.protocols("TLSv1.3")
			.sessionTimeout(3600)
			.sessionCacheSize(SESSIONS)
			.option(OpenSslContextOption.GROUPS, new String[] { "X25519" });
	}

	/**
	 * Run something on the event loop.
	 */
	void execute(Runnable task) {
		this.group.next().execute(task);
	}

	/**
	 * Forget the sessions that were collected before.
	 */
	void collect() {
		this.collections++;
	}

	/**
	 * Open a connection; what becomes of it, also that it cannot be opened, is told to
	 * the handler on the event loop.
	 */
	void open(LoadOrder order, int number, LoadHandler handler) {
		new Bootstrap().group(this.group).channel(NioSocketChannel.class).handler(new ChannelInitializer<>() {
			@Override
			protected void initChannel(Channel channel) {
				channel.pipeline().addLast(tls(order, number, channel), handler);
			}
		})
			// Other addresses, so that no ports of closed connections run out
			.connect(new InetSocketAddress("127.0.0." + (1 + number % ADDRESSES), order.port()))
			.addListener((connected) -> {
				if (!connected.isSuccess()) {
					handler.failed(connected.cause());
				}
			});
	}

	private SslHandler tls(LoadOrder order, int number, Channel channel) {
		SslContext context = order.client().certified() ? this.certified : this.anonymous;
		// Sessions are kept by host and port
		SslHandler handler = order.client().keepsSessions()
				? context.newHandler(channel.alloc(), "session-" + this.collections + "-" + number, order.port())
				: context.newHandler(channel.alloc());
		handler.setHandshakeTimeoutMillis(0);
		return handler;
	}

}
