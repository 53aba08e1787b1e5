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

package io.tlsboot.handshake;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what may be the peer's close_notify from the engine until the application has
 * received, and had the chance to answer, all that came before. BoringSSL under Netty,
 * and JSSE with TLS 1.2, refuse to send from the moment they see close_notify, so that an
 * echo to a slow reader would lose what was still waiting here. Stands before the
 * engine's handler from the first byte on, so as to know where records begin.
 * <p>
 * A close_notify is the last record of its side: of the type alert in TLS 1.2, of 19
 * bytes in TLS 1.3, or of 35 from the JDK, which pads its records. Application data of
 * two or eighteen bytes looks the same and loses nothing by waiting its turn.
 */
public final class CloseNotifyHold extends ChannelInboundHandlerAdapter {

	static final String NAME = "tls.hold";

	private static final int HEADER = 5;

	private static final int ALERT = 21;

	private static final int APPLICATION_DATA = 23;

	private static final int TLS13_ALERT_LENGTH = 2 + 1 + 16;

	private static final int JDK_PADDING = 16;

	/** More than it takes to write all that operators before a send prefetch. */
	private static final int ROUNDS = 64;

	private final byte[] header = new byte[HEADER];

	private int headerLength;

	private int remaining;

	private BooleanSupplier undelivered;

	private LongSupplier sent = () -> 0;

	private boolean attached;

	private @Nullable ByteBuf held;

	private @Nullable Object heldEvent;

	private boolean draining;

	private boolean endsLikeCloseNotify;

	/**
	 * Create a hold.
	 * @param engineBusy whether the engine works off the event loop, so that the
	 * handshake may be done with what it has got already
	 */
	CloseNotifyHold(BooleanSupplier engineBusy) {
		this.undelivered = engineBusy;
	}

	/**
	 * The handshake is done: say who knows what the application has received.
	 * @param undelivered whether the application has not yet received all that was
	 * decrypted
	 * @param sent how much it has sent
	 */
	public void attach(BooleanSupplier undelivered, LongSupplier sent) {
		this.undelivered = undelivered;
		this.sent = sent;
		this.attached = true;
	}

	/**
	 * Return whether the last record so far may be a close_notify.
	 * @return whether it looks like one
	 */
	public boolean endsLikeCloseNotify() {
		return this.endsLikeCloseNotify;
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (!(msg instanceof ByteBuf buffer)) {
			ctx.fireChannelRead(msg);
			return;
		}
		release(ctx);
		int candidate = follow(buffer);
		this.endsLikeCloseNotify = candidate >= 0;
		if (candidate < 0 || this.draining) {
			ctx.fireChannelRead(buffer);
			return;
		}
		if (candidate > buffer.readerIndex()) {
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
		// A busy engine's handler would throw away at the end of the input what it has
		// not
		// decrypted yet.
		boolean busy = !this.attached && this.undelivered.getAsBoolean();
		if (inputEnd && (!isEmpty() || busy)) {
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
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		release(ctx);
		ctx.fireExceptionCaught(cause);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		releaseAndComplete(ctx);
	}

	/**
	 * Pass on what is held and hold nothing more: the application receives nothing more.
	 * @param ctx the context of this handler
	 */
	public void drain(ChannelHandlerContext ctx) {
		this.draining = true;
		releaseAndComplete(ctx);
	}

	/**
	 * Pass on what is held, once the application has received all that came before and
	 * its answers, which may still wait in a queue for those before them, are written.
	 * During the handshake nothing waits but for the engine.
	 * @param ctx the context of this handler
	 */
	public void releaseWhenDelivered(ChannelHandlerContext ctx) {
		if (isEmpty() || this.undelivered.getAsBoolean()) {
			return;
		}
		if (this.attached) {
			ctx.executor().execute(() -> releaseWhenWritten(ctx, 1));
		}
		else {
			releaseAndComplete(ctx);
		}
	}

	/**
	 * Send nothing, and wait until that is written and so all before it; again when the
	 * application has sent more meanwhile. The rounds are bounded: what an application
	 * sends without end is no answer.
	 */
	private void releaseWhenWritten(ChannelHandlerContext ctx, int round) {
		if (isEmpty()) {
			return;
		}
		long before = this.sent.getAsLong();
		ctx.pipeline().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((future) -> ctx.executor().execute(() -> {
			if (isEmpty() || this.undelivered.getAsBoolean()) {
				return;
			}
			if (this.sent.getAsLong() != before && round < ROUNDS) {
				releaseWhenWritten(ctx, round + 1);
			}
			else {
				releaseAndComplete(ctx);
			}
		}));
	}

	private boolean isEmpty() {
		return this.held == null && this.heldEvent == null;
	}

	/**
	 * Pass on what is held, outside of a read: so this is the end of one.
	 */
	private void releaseAndComplete(ChannelHandlerContext ctx) {
		boolean read = this.held != null;
		release(ctx);
		if (read) {
			ctx.fireChannelReadComplete();
		}
	}

	private void release(ChannelHandlerContext ctx) {
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
				this.remaining = length();
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
		return this.header[0] == ALERT || (this.header[0] == APPLICATION_DATA
				&& (length() == TLS13_ALERT_LENGTH || length() == TLS13_ALERT_LENGTH + JDK_PADDING));
	}

	private int length() {
		return ((this.header[3] & 0xff) << 8) | (this.header[4] & 0xff);
	}

}
