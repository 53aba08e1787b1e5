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

package io.tlsboot.test.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An ordinary mutual handshake on an event loop passes both guards, with both engines.
 */
class GuardedHandshakeTests {

	@ParameterizedTest
	@CsvSource({ "JDK, TLSv1.2", "JDK, TLSv1.3", "OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3" })
	void handshakeOnEventLoopIsNotBlocking(SslProvider provider, String protocol) throws Exception {
		SslContext context = SslContextBuilder
			.forServer(TestPki.server().certFile().toFile(), TestPki.server().keyFile().toFile())
			.sslProvider(provider)
			.clientAuth(ClientAuth.REQUIRE)
			.trustManager(TestPki.ca().certificate())
			.build();
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		try {
			Channel server = new ServerBootstrap().group(loops)
				.channel(NioServerSocketChannel.class)
				.childHandler(new Echo(context))
				.bind(InetAddress.getLoopbackAddress(), 0)
				.sync()
				.channel();
			int port = ((InetSocketAddress) server.localAddress()).getPort();
			try (JdkConnection connection = JdkClient.to(port)
				.trust(TestPki.ca())
				.identity(TestPki.client())
				.protocols(protocol)
				.connect()) {
				assertThat(connection.write("abc").read(3)).asString().isEqualTo("abc");
			}
		}
		finally {
			assertThat(loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS)).isTrue();
			ReferenceCountUtil.release(context);
		}
		assertThat(Blocking.find()).isEmpty();
		assertThat(Leaks.find()).isEmpty();
	}

	private static final class Echo extends ChannelInitializer<Channel> {

		private final SslContext context;

		Echo(SslContext context) {
			this.context = context;
		}

		@Override
		protected void initChannel(Channel channel) {
			channel.pipeline().addLast(this.context.newHandler(channel.alloc()), new ChannelInboundHandlerAdapter() {

				@Override
				public void channelRead(ChannelHandlerContext context, Object message) {
					context.writeAndFlush(message);
				}

			});
		}

	}

}
