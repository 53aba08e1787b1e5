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

import java.util.concurrent.Executor;
import java.util.function.Function;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.NettyPipeline;

/**
 * The handshake of a pair, from its start to the secure connection or the failure, and
 * what the listeners are told of it. It lives on the event loop of the channel.
 */
final class PairHandshake implements HandshakeListener {

	private final Role role;

	private final PairOptions options;

	private final PairChannel channel;

	private final ConnectionListener listener;

	private final Executor tasks;

	private final Sinks.One<SecureConnection> secured = Sinks.one();

	private @Nullable HandshakeWatch watch;

	private @Nullable ReactorSecureConnection connection;

	PairHandshake(Role role, PairOptions options, PairChannel channel, ConnectionListener listener, Executor tasks) {
		this.role = role;
		this.options = options;
		this.channel = channel;
		this.listener = listener;
		this.tasks = tasks;
		channel.closeFuture().addListener((closed) -> neverBegun());
	}

	Role role() {
		return this.role;
	}

	PairOptions options() {
		return this.options;
	}

	PairChannel channel() {
		return this.channel;
	}

	Executor tasks() {
		return this.tasks;
	}

	Mono<SecureConnection> result() {
		return this.secured.asMono();
	}

	/**
	 * Begin. Called on the event loop.
	 * @param watch starts to watch the channel
	 */
	void begin(Function<PairHandshake, HandshakeWatch> watch) {
		if (!this.channel.isOpen()) {
			return;
		}
		try {
			this.channel.eventLoop().register(this.channel);
			this.channel.pipeline().addLast(NettyPipeline.ReactiveBridge, new ChannelInboundHandlerAdapter());
			this.watch = watch.apply(this);
			this.channel.onTransportGone(this::transportGone);
		}
		catch (RuntimeException ex) {
			fail(ex);
			return;
		}
		this.listener.accepted(this.role, this.options.name(), this.channel);
		this.channel.activate();
	}

	/**
	 * It cannot begin at all.
	 */
	void fail(Throwable failure) {
		this.secured.tryEmitError(failure);
		this.channel.unsafe().close(this.channel.unsafe().voidPromise());
	}

	/**
	 * Close gracefully what is secure, and give up what is not yet.
	 */
	void close() {
		if (this.connection != null) {
			this.connection.close();
		}
		else if (this.watch != null) {
			this.watch.cancel();
		}
		else {
			this.channel.unsafe().close(this.channel.unsafe().voidPromise());
		}
	}

	/**
	 * Nothing more comes or goes: give up a handshake, without waiting for its engine.
	 */
	private void transportGone() {
		if (this.connection == null && this.watch != null) {
			this.watch.transportGone();
		}
	}

	@Override
	public void secured(Handshake handshake) {
		ReactorSecureConnection opened = ReactorSecureConnection.openPaired(this.role, this.options.name(),
				this.channel, handshake, this.listener::closed);
		this.connection = opened;
		Mono<Void> wait = this.listener.secured(opened, handshake.durationNanos(), this.channel);
		if (wait == null) {
			this.secured.tryEmitValue(opened);
		}
		else {
			wait.subscribe(null, (failure) -> deliverLater(opened), () -> deliverLater(opened));
		}
	}

	@Override
	public void failed(HandshakeFailure failure) {
		if (this.connection != null || this.watch == null) {
			return;
		}
		this.listener.handshakeFailed(new FailedHandshake(this.role, this.options.name(), this.channel.localAddress(),
				this.channel.remoteAddress(), failure), this.channel);
		this.secured.tryEmitError(new PairHandshakeException(this.options.name(), failure));
	}

	private void deliverLater(SecureConnection opened) {
		this.channel.execute(() -> this.secured.tryEmitValue(opened));
	}

	/**
	 * The channel has closed. If no handshake had begun, nobody has said so yet.
	 */
	private void neverBegun() {
		if (this.watch == null) {
			this.secured.tryEmitError(new PairHandshakeException(this.options.name(), new HandshakeFailure(
					HandshakeFailureReason.CANCELLED, null, null, null, null, null, "the pair was never started", 0)));
		}
	}

}
