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

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Reads and sends in plaintext, as much as is asked for, and bounds the time that each of
 * these takes. It leaves the pipeline for good when the handshake begins.
 */
final class PlaintextHandler extends ChannelInboundHandlerAdapter {

	static final String NAME = "tls.plaintext";

	/** In place of a length: up to the next line feed. */
	static final int LINE = -1;

	private final Channel channel;

	private final PlaintextLimits limits;

	private final PlaintextReader reader;

	private final GracefulClose closing;

	private final Runnable onActive;

	private @Nullable MonoSink<byte[]> read;

	private int readLength;

	private final Set<MonoSink<Void>> sending = new LinkedHashSet<>();

	private boolean inputEnded;

	private boolean removed;

	private @Nullable Future<?> timer;

	private @Nullable Future<?> total;

	PlaintextHandler(Channel channel, PlaintextLimits limits, GracefulClose closing, Runnable onActive) {
		this.channel = channel;
		this.limits = limits;
		this.reader = new PlaintextReader(limits.maxLength());
		this.closing = closing;
		this.onActive = onActive;
	}

	static StartTlsException closed() {
		return new StartTlsException(StartTlsException.Reason.CLOSED, "The connection is closed");
	}

	void read(int length, MonoSink<byte[]> sink) {
		if (this.read != null) {
			throw new IllegalStateException("Another read is under way");
		}
		if (this.removed && this.channel.isActive()) {
			throw new IllegalStateException("The connection is not in plaintext any more");
		}
		this.read = sink;
		this.readLength = length;
		sink.onCancel(() -> cancel(sink));
		serve();
		if (this.read != null) {
			watchTime();
			this.channel.read();
		}
	}

	void send(byte[] bytes, MonoSink<Void> sink) {
		if (this.removed || this.closing.begun() || !this.channel.isActive()) {
			sink.error(closed());
			return;
		}
		this.sending.add(sink);
		watchTime();
		ChannelHandlerContext ctx = this.channel.pipeline().context(this);
		ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener((future) -> sent(sink, future.cause()));
	}

	private void sent(MonoSink<Void> sink, @Nullable Throwable failure) {
		if (!this.sending.remove(sink)) {
			return;
		}
		restTime();
		if (failure == null) {
			sink.success();
		}
		else {
			sink.error(failure);
		}
	}

	/**
	 * Return whether the peer has ended its side.
	 */
	boolean inputEnded() {
		return this.inputEnded;
	}

	/**
	 * Give away what was received and not read, because the handshake begins.
	 */
	ByteBuf takeAll() {
		if (this.read != null) {
			throw new IllegalStateException("A read is under way");
		}
		return this.reader.takeAll();
	}

	/**
	 * Read nothing more: the connection closes.
	 */
	void end() {
		this.inputEnded = true;
		this.reader.release();
		serve();
	}

	@Override
	public void channelActive(ChannelHandlerContext ctx) {
		this.total = this.channel.eventLoop()
			.schedule(() -> expired("as a whole ", this.limits.total()), this.limits.total().toNanos(),
					TimeUnit.NANOSECONDS);
		this.onActive.run();
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object msg) {
		if (this.inputEnded || !(msg instanceof ByteBuf buffer)) {
			ReferenceCountUtil.release(msg);
			return;
		}
		this.reader.add(ctx.alloc(), buffer);
		serve();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		if (this.read != null) {
			ctx.read();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
		if (event instanceof ChannelInputShutdownEvent) {
			this.inputEnded = true;
			serve();
			this.closing.inputEnded();
		}
		ReferenceCountUtil.release(event);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		fail((cause instanceof IOException) ? closed() : cause);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		this.removed = true;
		end();
		stopTimer();
		if (this.total != null) {
			this.total.cancel(false);
		}
	}

	/**
	 * Give the pending read what it waits for, if that is here.
	 */
	private void serve() {
		MonoSink<byte[]> sink = this.read;
		if (sink == null) {
			return;
		}
		byte[] bytes;
		try {
			bytes = (this.readLength == LINE) ? this.reader.line() : this.reader.read(this.readLength);
		}
		catch (StartTlsException ex) {
			readEnded();
			sink.error(ex);
			return;
		}
		if (bytes != null) {
			readEnded();
			sink.success(bytes);
		}
		else if (this.inputEnded) {
			readEnded();
			sink.success();
		}
	}

	private void cancel(MonoSink<byte[]> sink) {
		if (this.channel.eventLoop().inEventLoop()) {
			cancelled(sink);
		}
		else {
			this.channel.eventLoop().execute(() -> cancelled(sink));
		}
	}

	private void cancelled(MonoSink<byte[]> sink) {
		if (this.read == sink) {
			readEnded();
		}
	}

	private void readEnded() {
		this.read = null;
		restTime();
	}

	private void fail(Throwable cause) {
		MonoSink<byte[]> sink = this.read;
		if (sink != null) {
			readEnded();
			sink.error(cause);
		}
		List.copyOf(this.sending).forEach((each) -> sent(each, cause));
		this.channel.close();
	}

	private void watchTime() {
		if (this.timer == null && !this.removed) {
			this.timer = this.channel.eventLoop()
				.schedule(() -> expired("", this.limits.timeout()), this.limits.timeout().toNanos(),
						TimeUnit.NANOSECONDS);
		}
	}

	private void expired(String what, Duration limit) {
		fail(new StartTlsException(StartTlsException.Reason.TIMEOUT,
				"The plaintext took " + what + "longer than " + limit.toMillis() + " milliseconds"));
	}

	/**
	 * Something was done in time: what else is under way has the full time again.
	 */
	private void restTime() {
		stopTimer();
		if (this.read != null || !this.sending.isEmpty()) {
			watchTime();
		}
	}

	private void stopTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

}
