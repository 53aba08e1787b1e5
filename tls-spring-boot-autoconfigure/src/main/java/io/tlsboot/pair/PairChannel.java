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

package io.tlsboot.pair;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.tlsboot.material.EscapedText;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose transport is the encrypted side of a pair: it reads what is put in
 * there and writes what is taken out there. It can be closed by halves, and has an event
 * loop from the beginning, although it is registered later.
 */
final class PairChannel extends AbstractChannel implements DuplexChannel {

	/** What the address says of a pair that has none. */
	private static final InetSocketAddress NO_ADDRESS = InetSocketAddress.createUnresolved("secure-pair", 0);

	/** How long the input may go on without an end when nobody takes the output. */
	private static final long LINGER_MILLIS = 2_000;

	private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

	private final EventLoop loop;

	private final ChannelConfig config;

	private final PairInput input;

	private final PairOutput output;

	private volatile InetSocketAddress localAddress = NO_ADDRESS;

	private volatile InetSocketAddress remoteAddress = NO_ADDRESS;

	private volatile State state = State.NEW;

	private volatile boolean inputShutdown;

	private volatile boolean outputShutdown;

	private Runnable gone = () -> {
	};

	private @Nullable Future<?> linger;

	/**
	 * Create a channel.
	 * @param loop where it will live
	 * @param start is run before something is first taken from the transport or given to
	 * it
	 */
	PairChannel(EventLoop loop, Runnable start) {
		super(null);
		this.loop = loop;
		this.input = new PairInput(this);
		this.output = new PairOutput(this, start);
		this.config = new Config();
		this.config.setAutoRead(false);
	}

	PairInput input() {
		return this.input;
	}

	/**
	 * Say who wants to know that the transport is gone, before the channel closes.
	 */
	void onTransportGone(Runnable gone) {
		this.gone = gone;
	}

	PairOutput output() {
		return this.output;
	}

	/**
	 * Set the addresses that are known, unless they were set before.
	 */
	void addresses(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
		if (local instanceof InetSocketAddress known && this.localAddress == NO_ADDRESS) {
			this.localAddress = known;
		}
		if (remote instanceof InetSocketAddress known && this.remoteAddress == NO_ADDRESS) {
			this.remoteAddress = known;
		}
	}

	/**
	 * All handlers are in place: become active. Called on the event loop.
	 */
	void activate() {
		if (this.state == State.NEW) {
			this.state = State.ACTIVE;
			pipeline().fireChannelActive();
			this.input.schedule();
		}
	}

	/**
	 * Run something on the event loop, at once when this is it.
	 */
	void execute(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	/**
	 * Run something on the event loop, but not now.
	 */
	void later(Runnable task) {
		this.loop.execute(task);
	}

	/**
	 * The transport will bring nothing more.
	 */
	void inputEnded() {
		this.inputShutdown = true;
		pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
		if (this.output.cancelled()) {
			closeNow();
		}
	}

	/**
	 * The transport has failed.
	 */
	void inputFailed(Throwable failure) {
		this.inputShutdown = true;
		pipeline().fireExceptionCaught((failure instanceof IOException) ? failure
				: new IOException(
						"The transport of the pair has failed: " + EscapedText.of(String.valueOf(failure.getMessage())),
						failure));
		closeNow();
	}

	/**
	 * The transport takes nothing more. What it has brought, and may still bring, is
	 * delivered; then the channel closes.
	 */
	void outputGone() {
		if (this.state != State.ACTIVE || this.input.ended()) {
			closeNow();
			return;
		}
		shutdownOutput();
		if (isOpen()) {
			this.linger = this.loop.schedule(this.input::abandon, LINGER_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Write what waits for demand.
	 */
	void flushPending() {
		if (isActive()) {
			((PairUnsafe) unsafe()).flushPending();
		}
	}

	/**
	 * Close, unless a handshake that was given up has done so and waits for its engine.
	 */
	private void closeNow() {
		this.gone.run();
		if (isOpen()) {
			unsafe().close(unsafe().voidPromise());
		}
	}

	@Override
	public EventLoop eventLoop() {
		return this.loop;
	}

	@Override
	protected boolean isCompatible(EventLoop loop) {
		return loop == this.loop;
	}

	@Override
	protected AbstractUnsafe newUnsafe() {
		return new PairUnsafe();
	}

	@Override
	public ChannelConfig config() {
		return this.config;
	}

	@Override
	public ChannelMetadata metadata() {
		return METADATA;
	}

	@Override
	public boolean isOpen() {
		return this.state != State.CLOSED;
	}

	@Override
	public boolean isActive() {
		return this.state == State.ACTIVE;
	}

	@Override
	protected SocketAddress localAddress0() {
		return this.localAddress;
	}

	@Override
	protected SocketAddress remoteAddress0() {
		return this.remoteAddress;
	}

	@Override
	protected void doBind(SocketAddress address) {
		throw new UnsupportedOperationException("A pair is not bound to an address");
	}

	@Override
	protected void doDisconnect() {
		doClose();
	}

	@Override
	protected void doClose() {
		if (this.state == State.CLOSED) {
			return;
		}
		this.state = State.CLOSED;
		this.inputShutdown = true;
		this.outputShutdown = true;
		if (this.linger != null) {
			this.linger.cancel(false);
		}
		this.input.close();
		this.output.end();
	}

	@Override
	protected void doShutdownOutput() {
		this.outputShutdown = true;
		this.output.end();
	}

	@Override
	protected void doBeginRead() {
		this.input.read();
	}

	@Override
	protected void doWrite(ChannelOutboundBuffer buffer) {
		ByteBuf message;
		while ((message = (ByteBuf) buffer.current()) != null) {
			if (message.isReadable()) {
				if (!this.output.wanted()) {
					return;
				}
				this.output.give(message.retain());
			}
			buffer.remove();
		}
	}

	@Override
	protected Object filterOutboundMessage(Object message) {
		if (message instanceof ByteBuf) {
			return message;
		}
		throw new UnsupportedOperationException("A pair writes buffers only, not " + message.getClass().getName());
	}

	@Override
	public boolean isInputShutdown() {
		return this.inputShutdown;
	}

	@Override
	public boolean isOutputShutdown() {
		return this.outputShutdown;
	}

	@Override
	public boolean isShutdown() {
		return this.inputShutdown && this.outputShutdown;
	}

	@Override
	public ChannelFuture shutdownInput() {
		return shutdownInput(newPromise());
	}

	@Override
	public ChannelFuture shutdownInput(ChannelPromise promise) {
		execute(() -> {
			this.input.abandon();
			promise.setSuccess();
		});
		return promise;
	}

	@Override
	public ChannelFuture shutdownOutput() {
		return shutdownOutput(newPromise());
	}

	@Override
	public ChannelFuture shutdownOutput(ChannelPromise promise) {
		execute(() -> ((PairUnsafe) unsafe()).shutdownOutput(promise));
		return promise;
	}

	@Override
	public ChannelFuture shutdown() {
		return shutdown(newPromise());
	}

	@Override
	public ChannelFuture shutdown(ChannelPromise promise) {
		execute(() -> {
			this.input.abandon();
			((PairUnsafe) unsafe()).shutdownOutput(promise);
		});
		return promise;
	}

	private enum State {

		NEW, ACTIVE, CLOSED

	}

	private final class PairUnsafe extends AbstractUnsafe {

		@Override
		public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
			promise.setFailure(new UnsupportedOperationException("A pair is not connected to an address"));
		}

		void flushPending() {
			flush0();
		}

	}

	/**
	 * Stops a read that has not begun when automatic reading is switched off, as a socket
	 * does.
	 */
	private final class Config extends DefaultChannelConfig {

		Config() {
			super(PairChannel.this);
		}

		@Override
		protected void autoReadCleared() {
			execute(PairChannel.this.input::stopReading);
		}

	}

}
