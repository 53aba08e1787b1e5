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
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what may be the peer's close_notify from the openssl engine until the application
 * has received, and had the chance to answer, all that came before. BoringSSL under Netty
 * refuses to send from the moment it sees close_notify, so that an echo to a slow reader
 * would lose what was still waiting here. Stands before the engine's handler.
 * <p>
 * A close_notify is the last record of its side: of the type alert in TLS 1.2, of 19
 * bytes in TLS 1.3, where two bytes of application data look the same and lose nothing by
 * waiting their turn.
 */
final class CloseNotifyHold extends ChannelInboundHandlerAdapter {

	private static final int HEADER = 5;

	private static final int ALERT = 21;

	private static final int APPLICATION_DATA = 23;

	private static final int TLS13_ALERT_LENGTH = 2 + 1 + 16;

	private final boolean tls13;

	private @Nullable Tail tail;

	private final byte[] header = new byte[HEADER];

	private int headerLength;

	private int remaining;

	private @Nullable ByteBuf held;

	private @Nullable Object heldEvent;

	CloseNotifyHold(boolean tls13) {
		this.tls13 = tls13;
	}

	/**
	 * Say who knows whether the application has received everything.
	 */
	void attach(Tail tail) {
		this.tail = tail;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (!(msg instanceof ByteBuf buffer)) {
			ctx.fireChannelRead(msg);
			return;
		}
		release(ctx);
		int candidate = follow(buffer);
		Tail end = this.tail;
		if (candidate < 0 || end == null) {
			ctx.fireChannelRead(buffer);
			return;
		}
		int before = candidate - buffer.readerIndex();
		if (before > 0) {
			this.held = buffer.retainedSlice(candidate, buffer.writerIndex() - candidate);
			ctx.fireChannelRead(buffer.writerIndex(candidate));
		}
		else {
			this.held = buffer;
		}
		releaseWhenDelivered(ctx);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		boolean inputEnd = event == ChannelInputShutdownEvent.INSTANCE
				|| event == ChannelInputShutdownReadComplete.INSTANCE;
		if (inputEnd && this.held != null) {
			this.heldEvent = (this.heldEvent != null) ? this.heldEvent : event;
			return;
		}
		ctx.fireUserEventTriggered(event);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		release(ctx);
		ctx.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		release(ctx);
	}

	/**
	 * Pass on what is held, once the application has received all that came before. A
	 * turn of the event loop lies between, so that its answer is written first.
	 */
	void releaseWhenDelivered(ChannelHandlerContext ctx) {
		Tail end = this.tail;
		if (this.held != null && (end == null || !end.hasUndelivered())) {
			ctx.executor().execute(() -> {
				Tail now = this.tail;
				if (now == null || !now.hasUndelivered()) {
					release(ctx);
					ctx.fireChannelReadComplete();
				}
			});
		}
	}

	/**
	 * Pass on what is held, now.
	 */
	void release(ChannelHandlerContext ctx) {
		ByteBuf buffer = this.held;
		this.held = null;
		if (buffer != null) {
			ctx.fireChannelRead(buffer);
		}
		Object event = this.heldEvent;
		this.heldEvent = null;
		if (event != null) {
			ctx.fireUserEventTriggered(event);
		}
	}

	/**
	 * Follow the records.
	 * @return where the part begins that may belong to a close_notify at the very end, or
	 * -1
	 */
	private int follow(ByteBuf buffer) {
		int index = buffer.readerIndex();
		int end = buffer.writerIndex();
		int candidate = -1;
		while (index < end) {
			int start = index;
			if (this.headerLength < HEADER) {
				int count = Math.min(HEADER - this.headerLength, end - index);
				buffer.getBytes(index, this.header, this.headerLength, count);
				this.headerLength += count;
				index += count;
				if (this.headerLength < HEADER) {
					return -1;
				}
				this.remaining = ((this.header[3] & 0xff) << 8) | (this.header[4] & 0xff);
			}
			int count = Math.min(this.remaining, end - index);
			index += count;
			this.remaining -= count;
			candidate = mayBeCloseNotify() ? start : -1;
			if (this.remaining == 0) {
				this.headerLength = 0;
			}
		}
		return candidate;
	}

	private boolean mayBeCloseNotify() {
		if (!this.tls13) {
			return this.header[0] == ALERT;
		}
		int length = ((this.header[3] & 0xff) << 8) | (this.header[4] & 0xff);
		return this.header[0] == APPLICATION_DATA && length == TLS13_ALERT_LENGTH;
	}

	/**
	 * Knows what the application has received.
	 */
	interface Tail {

		/**
		 * Return whether the application has not yet received all that was decrypted.
		 */
		boolean hasUndelivered();

	}

}
