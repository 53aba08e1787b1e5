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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Some handshakes with one server, a few at a time, each on a connection that sends one
 * byte or a request, waits for the answer and closes. Runs on the event loop.
 */
final class HandshakeRun {

	private static final ByteBuf REQUEST = Unpooled.unreleasableBuffer(Unpooled
		.copiedBuffer("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", StandardCharsets.US_ASCII));

	private final Dialler dialler;

	private final LoadOrder order;

	private final CompletableFuture<String> done = new CompletableFuture<>();

	private int next;

	private int left;

	private int others;

	HandshakeRun(Dialler dialler, LoadOrder order) {
		this.dialler = dialler;
		this.order = order;
		this.left = order.count();
	}

	CompletableFuture<String> start() {
		if (this.order.client().collects()) {
			this.dialler.collect();
		}
		for (int i = Math.min(this.order.connections(), this.order.count()); i > 0; i--) {
			connect(this.next++);
		}
		return this.done;
	}

	private void connect(int number) {
		this.dialler.open(this.order, number, new One());
	}

	private void ended() {
		if (--this.left == 0) {
			if (this.others > 0) {
				this.done.completeExceptionally(new IOException(this.others + " of " + this.order.count() + " were "
						+ (this.order.client().resumes() ? "not resumed" : "resumed")));
			}
			this.done.complete(Integer.toString(this.others));
		}
		else if (this.next < this.order.count()) {
			connect(this.next++);
		}
	}

	/**
	 * One of them.
	 */
	private final class One extends LoadHandler {

		private boolean answered;

		One() {
			super(HandshakeRun.this.done::completeExceptionally);
		}

		@Override
		void secured(ChannelHandlerContext context, boolean resumed) {
			LoadOrder.Client client = HandshakeRun.this.order.client();
			if (resumed != client.resumes()) {
				HandshakeRun.this.others++;
			}
			context.writeAndFlush(client.http() ? REQUEST.duplicate() : zeros(1));
		}

		@Override
		protected void channelRead0(ChannelHandlerContext context, ByteBuf received) {
			if (!this.answered && !HandshakeRun.this.order.client().http()) {
				// The server hears close_notify and the end, and closes as well
				context.pipeline()
					.get(SslHandler.class)
					.closeOutbound()
					.addListener((sent) -> ((SocketChannel) context.channel()).shutdownOutput());
			}
			this.answered = true;
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			if (!this.answered) {
				failed(new IOException("The server closed without an answer"));
			}
			ended();
		}

	}

}
