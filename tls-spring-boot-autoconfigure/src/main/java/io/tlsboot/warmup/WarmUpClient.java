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

package io.tlsboot.warmup;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.tlsboot.context.ProbeContext;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.tcp.TcpResources;

/**
 * The client of a warm-up: connects, shakes hands, sends one byte, waits until it comes
 * back and closes.
 */
final class WarmUpClient {

	private static final String SERVER_NAME = "localhost";

	private final InetSocketAddress server;

	private final Duration timeout;

	WarmUpClient(InetSocketAddress server, Duration timeout) {
		this.server = server;
		this.timeout = timeout;
	}

	/**
	 * Make one connection.
	 * @param context the context of the client
	 * @param resume whether the session of an earlier one may resume
	 * @return completes when the connection is closed after all went well
	 */
	Mono<Void> connect(ProbeContext context, boolean resume) {
		return Mono.create((sink) -> connect(context, resume, sink));
	}

	private void connect(ProbeContext context, boolean resume, MonoSink<Void> sink) {
		Channel channel = new Bootstrap().group(TcpResources.get().onClient(false))
			.channel(NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.timeout.toMillis())
			.handler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel created) {
					SslHandler handler = resume
							? context.newHandler(created.alloc(), SERVER_NAME, WarmUpClient.this.server)
							: context.newHandler(created.alloc(), SERVER_NAME);
					handler.setHandshakeTimeoutMillis(WarmUpClient.this.timeout.toMillis());
					created.pipeline().addLast(handler, new Exchange(sink));
				}
			})
			.connect(this.server)
			.addListener((connected) -> {
				if (!connected.isSuccess()) {
					sink.error(connected.cause());
				}
			})
			.channel();
		sink.onCancel(channel::close);
	}

	/**
	 * One byte there and back.
	 */
	private static final class Exchange extends SimpleChannelInboundHandler<ByteBuf> {

		private final MonoSink<Void> sink;

		private boolean answered;

		Exchange(MonoSink<Void> sink) {
			this.sink = sink;
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
			if (event instanceof SslHandshakeCompletionEvent done) {
				if (done.isSuccess()) {
					ctx.writeAndFlush(ctx.alloc().buffer(1).writeByte(0));
				}
				else {
					exceptionCaught(ctx, done.cause());
				}
			}
			ctx.fireUserEventTriggered(event);
		}

		@Override
		protected void channelRead0(ChannelHandlerContext ctx, ByteBuf answer) {
			this.answered = true;
			ctx.close();
		}

		@Override
		public void channelInactive(ChannelHandlerContext ctx) {
			if (this.answered) {
				this.sink.success();
			}
			else {
				this.sink.error(new IllegalStateException("The connection was closed without an answer"));
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
			this.sink.error(cause);
			ctx.close();
		}

	}

}
