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

package io.tlsboot.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * Leads what the engine has decrypted to the operations of Reactor Netty, and tells the
 * end of the peer's side from the end of the connection. It is the last handler of the
 * pipeline.
 */
final class SecureBridge extends ChannelInboundHandlerAdapter {

	private final ReactorSecureConnection connection;

	private final BatchedFlush flush;

	SecureBridge(ReactorSecureConnection connection, BatchedFlush flush) {
		this.connection = connection;
		this.flush = flush;
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		// Reactor Netty would start its handler here; ours starts with the verdict.
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		boolean empty = msg instanceof ByteBuf buffer && !buffer.isReadable();
		if (this.connection.draining() || empty) {
			ReferenceCountUtil.release(msg);
			return;
		}
		if (msg instanceof ByteBuf buffer) {
			this.connection.received(buffer.readableBytes());
		}
		this.flush.read();
		// What a user's codec made of the bytes passes as well.
		this.connection.operations().inboundNext(ctx, msg);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		this.flush.readComplete();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
			this.connection.closeNotifyReceived();
		}
		else if (event instanceof ChannelInputShutdownEvent) {
			this.connection.inputEnded();
		}
		ReferenceCountUtil.release(event);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		this.connection.broken(cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.connection.channelClosed();
	}

	/**
	 * A handler before this one may have kept the end of the channel to itself.
	 */
	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		if (!ctx.channel().isOpen()) {
			this.connection.channelClosed();
		}
	}

}
