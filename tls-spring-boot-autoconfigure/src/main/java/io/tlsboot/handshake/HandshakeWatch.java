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

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateExecutor;
import io.tlsboot.context.SecureContext;
import io.tlsboot.verify.UnauthorizedPeerException;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * Watches one handshake from accept or connect to its end, which it reports exactly once
 * whatever happens. It lives on the event loop of its channel.
 */
public final class HandshakeWatch {

	/** The name of the handler that protects the connection. */
	public static final String SSL_HANDLER = "tls.ssl";

	private static final Logger logger = LoggerFactory.getLogger(HandshakeWatch.class);

	private final Channel channel;

	private final HandshakeLimits limits;

	private final HelloChoice choice;

	private final Executor tasks;

	private final EngineTasks engineTasks;

	private final HandshakeListener listener;

	private final OutcomeHandler outcome = new OutcomeHandler(this);

	private final CloseNotifyHold hold;

	private long startedAt = System.nanoTime();

	private final RecordTap tap;

	private final boolean client;

	private @Nullable String behind;

	private @Nullable SslHandler waiting;

	private @Nullable Future<?> timer;

	private boolean done;

	private boolean ended;

	private boolean abandoned;

	private HandshakeWatch(Channel channel, boolean client, HandshakeLimits limits, HelloChoice choice, Executor tasks,
			HandshakeListener listener) {
		this.client = client;
		this.tap = new RecordTap(this.client);
		this.channel = channel;
		this.limits = limits;
		this.choice = choice;
		this.tasks = tasks;
		this.listener = listener;
		this.engineTasks = new EngineTasks(tasks, channel.eventLoop(), this::engineIdle);
		this.hold = new CloseNotifyHold(this.engineTasks::busy);
	}

	/**
	 * Start to watch a channel that has just been accepted, or whose peer was told to go
	 * ahead. Called on its event loop.
	 * @param channel the channel
	 * @param behind the name of the handler to stand behind, or {@code null} to be first
	 * @param limits what the handshake may cost
	 * @param selector chooses the context
	 * @param tasks runs the verification of peers' certificates
	 * @param listener learns how it ended
	 * @return the watch
	 */
	public static HandshakeWatch start(Channel channel, @Nullable String behind, HandshakeLimits limits,
			ContextSelector selector, Executor tasks, HandshakeListener listener) {
		HandshakeWatch watch = new HandshakeWatch(channel, false, limits, new HelloChoice(selector), tasks, listener);
		watch.behind = behind;
		HandshakePipeline.watch(channel, behind, watch.tap, watch.hold, watch.outcome);
		HandshakePipeline.engine(channel, new HelloHandler(watch, limits.clientHelloMaxSize()));
		watch.startTimer();
		return watch;
	}

	/**
	 * Start to watch a channel that is about to connect, or is told to go ahead. The time
	 * of the handshake begins when it is connected or {@link #resume resumed}. Called on
	 * its event loop.
	 * @param channel the channel
	 * @param limits what the handshake may cost
	 * @param context the context
	 * @param engine makes the handler of the engine, whose tasks run where it is told
	 * @param tasks runs the verification of the server's certificate
	 * @param listener learns how it ended
	 * @return the watch, to be told when the connection is not wanted any more
	 */
	public static HandshakeWatch startClient(Channel channel, HandshakeLimits limits, SecureContext context,
			Function<Executor, SslHandler> engine, Executor tasks, HandshakeListener listener) {
		HandshakeWatch watch = new HandshakeWatch(channel, true, limits, new HelloChoice(context), tasks, listener);
		SslHandler sslHandler = engine.apply(watch.engineTasks);
		sslHandler.setHandshakeTimeoutMillis(0);
		watch.choice
			.said(new ClientHello(SecureContext.requestedName(sslHandler.engine()), context.spec().alpnProtocols()));
		String proxy = (channel.pipeline().get(NettyPipeline.ProxyHandler) != null) ? NettyPipeline.ProxyHandler : null;
		HandshakePipeline.watch(channel, proxy, watch.tap, watch.hold, watch.outcome);
		if (channel.isActive()) {
			watch.waiting = sslHandler;
		}
		else {
			HandshakePipeline.engine(channel, sslHandler);
		}
		return watch;
	}

	/**
	 * Go on on a channel that was in plaintext so far and is active already. Called on
	 * the event loop.
	 * @param received what has come of the handshake already; it is released
	 * @param inputEnded whether the peer has ended its side already
	 */
	public void resume(ByteBuf received, boolean inputEnded) {
		active();
		SslHandler engine = this.waiting;
		this.waiting = null;
		if (engine != null) {
			HandshakePipeline.engine(this.channel, engine);
		}
		HandshakePipeline.replay(this.channel, this.behind, received);
		if (inputEnded) {
			this.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
		}
	}

	/**
	 * Give up, because plaintext came where the handshake should begin. Called on the
	 * event loop.
	 */
	public void refusePlaintext() {
		if (this.waiting != null) {
			ReferenceCountUtil.release(this.waiting.engine());
			this.waiting = null;
		}
		fail(new InjectedPlaintextException());
	}

	/**
	 * The channel is connected. The engine may have failed at once.
	 */
	void active() {
		if (this.client && !this.ended) {
			this.startedAt = System.nanoTime();
			startTimer();
		}
	}

	/**
	 * Nobody waits for the connection any more: close it and report that it was
	 * cancelled. Called on the event loop. While a task of the engine waits or runs, only
	 * the socket is closed at once.
	 */
	public void cancel() {
		this.abandoned = this.engineTasks.busy();
		try {
			if (!this.ended) {
				end();
				this.listener.failed(FailureClassifier.explain(this, new HandshakeCancelledException()));
			}
		}
		finally {
			close();
		}
	}

	private void close() {
		if (this.abandoned) {
			this.channel.unsafe().closeForcibly();
		}
		else {
			this.channel.close();
		}
	}

	/**
	 * The engine has gone on after its tasks.
	 */
	private void engineIdle() {
		if (this.abandoned) {
			this.channel.close();
		}
		else {
			this.outcome.engineIdle();
		}
	}

	private void startTimer() {
		this.timer = this.channel.eventLoop()
			.schedule(() -> fail(new HandshakeTimeoutException(this.limits.timeout())), this.limits.timeout().toNanos(),
					TimeUnit.NANOSECONDS);
	}

	/**
	 * Give up, because the transport is gone. Called on the event loop.
	 */
	public void transportGone() {
		fail(new PeerClosedException());
	}

	/**
	 * Give up, because this side shuts down. Called on the event loop.
	 */
	public void shutdown() {
		fail(new ShutdownException());
	}

	boolean client() {
		return this.client;
	}

	boolean ended() {
		return this.ended;
	}

	/**
	 * Return whether the handshake is done on the wire, so that no alert can tell what is
	 * wrong any more.
	 */
	boolean done() {
		return this.done;
	}

	RecordTap tap() {
		return this.tap;
	}

	HelloChoice choice() {
		return this.choice;
	}

	CloseNotifyHold hold() {
		return this.hold;
	}

	EngineTasks engineTasks() {
		return this.engineTasks;
	}

	/**
	 * Choose the context for a hello, or for what is none.
	 */
	Future<SecureContext> select(@Nullable ClientHello hello) {
		if (this.ended) {
			return this.channel.eventLoop().newFailedFuture(new HandshakeCancelledException());
		}
		return this.choice.select(hello, this.channel.eventLoop());
	}

	/**
	 * The context is chosen.
	 * @return whether the handshake can go on with it
	 */
	boolean chosen(SecureContext selected) {
		this.choice.chosen(selected);
		return !this.ended;
	}

	SslHandler newSslHandler(SecureContext selected) {
		SslHandler handler = selected.spec().requestCert() ? PeerTasks.handler(selected, this.channel, this.engineTasks)
				: selected.newHandler(this.channel.alloc(), ImmediateExecutor.INSTANCE);
		handler.setHandshakeTimeoutMillis(0);
		return handler;
	}

	Executor tasks() {
		return this.tasks;
	}

	/**
	 * The handshake is done on the wire and the peer was judged.
	 */
	void succeed(SslHandler sslHandler, SecureContext selected, Verdict verdict) {
		if (this.ended) {
			return;
		}
		this.done = true;
		if (selected.spec().rejectUnauthorized() && selected.spec().requestCert() && !verdict.authorized()) {
			try {
				// The next connection shall not resume what was refused.
				sslHandler.engine().getSession().invalidate();
			}
			finally {
				fail(new UnauthorizedPeerException(verdict));
			}
			return;
		}
		end();
		try {
			TicketRoom.takePlace(this.tap, this.channel.pipeline(),
					!this.client && this.tap.tls13() && sslHandler.engine() instanceof ReferenceCountedOpenSslEngine);
			this.listener.secured(
					Handshake.of(sslHandler, selected, this.choice.hello().serverName(), verdict, this.tap, elapsed()));
		}
		catch (RuntimeException | Error ex) {
			try {
				logger.error("A connection could not be opened after its handshake", ex);
			}
			finally {
				report(ex);
			}
		}
	}

	/**
	 * The handshake failed: report it once and close the channel.
	 */
	void fail(Throwable cause) {
		if (this.ended) {
			return;
		}
		end();
		try {
			HandshakePipeline.flushAlert(this.channel);
		}
		finally {
			report(cause);
		}
	}

	private void report(Throwable cause) {
		HandshakeFailure failure = FailureClassifier.explain(this, cause);
		try {
			if (failure.alertSent() != null && this.tap.bytesSent() == 0) {
				HandshakePipeline.sendLostAlert(this.channel, failure.alertSent());
			}
		}
		finally {
			tell(failure, cause);
		}
	}

	private void tell(HandshakeFailure failure, Throwable cause) {
		try {
			this.listener.failed(failure);
			if (failure.reason() == HandshakeFailureReason.INTERNAL_ERROR) {
				logger.debug("A handshake failed on this side", cause);
			}
		}
		finally {
			// The engine would keep the event loop waiting for the end of its task.
			this.abandoned = !this.done && this.engineTasks.refuse();
			close();
		}
	}

	long elapsed() {
		return System.nanoTime() - this.startedAt;
	}

	private void end() {
		this.ended = true;
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.choice.cancel();
	}

}
