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

package io.tlsboot.client;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.tlsboot.client.TlsConnectException.Phase;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ConnectionObserver;
import reactor.netty.tcp.TcpClient;

/**
 * One call of a client, from the first request of its subscriber to the secure
 * connection, the failure or the cancellation: whichever of these comes first is the only
 * one that counts.
 */
final class Dial implements Subscription {

	private final TlsClientSpec spec;

	/** Takes part in the context of the client, or returns null when it is closed. */
	private final Supplier<@Nullable SecureContext> contexts;

	private final ReactorTlsClient.Collaborators collaborators;

	private final ClientConnections connections;

	private final TcpClient transport;

	private final CoreSubscriber<? super SecureConnection> subscriber;

	private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

	private volatile @Nullable DialAttempt attempt;

	private volatile @Nullable Disposable timer;

	private volatile @Nullable Thread delivering;

	private volatile @Nullable ReactorSecureConnection delivered;

	/**
	 * Prepare a call; nothing happens before it is requested.
	 * @param contexts takes part in the context of the client, and returns {@code null}
	 * when it is closed
	 */
	Dial(TlsClientSpec spec, Supplier<@Nullable SecureContext> contexts, ReactorTlsClient.Collaborators collaborators,
			ClientConnections connections, TcpClient transport, CoreSubscriber<? super SecureConnection> subscriber) {
		this.contexts = contexts;
		this.spec = spec;
		this.collaborators = collaborators;
		this.connections = connections;
		this.transport = transport;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long count) {
		if (!Operators.validate(count) || !this.state.compareAndSet(State.IDLE, State.DIALLING)) {
			return;
		}
		this.timer = Schedulers.parallel()
			.schedule(this::expired, this.spec.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
		try {
			// Never disposed of: closing the channel ends it, and what it then says is
			// not of interest any more. To dispose of it would drop its failure loudly.
			this.transport.host(this.spec.host())
				.port(this.spec.port())
				.doOnChannelInit(this::initialize)
				.connect()
				.subscribe(null, this::transportFailed);
		}
		catch (RuntimeException ex) {
			fail(Phase.CONNECT, null, ex);
		}
	}

	@Override
	public void cancel() {
		State before = this.state.getAndUpdate(this::cancelled);
		if (before == State.DIALLING) {
			stopTimer();
			abort();
		}
		else if (before == State.DELIVERED) {
			destroyUnused();
		}
	}

	/**
	 * Who cancels just after the connection was handed to him may have dropped it: nobody
	 * would close it who has never used it.
	 */
	private void destroyUnused() {
		ReactorSecureConnection connection = this.delivered;
		if (connection != null && !connection.used()) {
			connection.destroy();
		}
	}

	/**
	 * Who cancels while the connection is handed to him, on another thread, may have
	 * dropped it.
	 */
	private State cancelled(State now) {
		boolean taken = now == State.DELIVERING && Thread.currentThread() == this.delivering;
		return (now.ended() || taken) ? now : State.CANCELLED;
	}

	TlsClientSpec spec() {
		return this.spec;
	}

	ReactorTlsClient.Collaborators collaborators() {
		return this.collaborators;
	}

	ClientConnections connections() {
		return this.connections;
	}

	boolean ended() {
		return Objects.requireNonNull(this.state.get()).ended();
	}

	/**
	 * Put the handlers of a handshake in place.
	 */
	HandshakeWatch handshake(Channel channel, HandshakeListener listener) {
		SecureContext context = this.contexts.get();
		if (context == null) {
			throw new IllegalStateException("The TLS client '" + this.spec.name() + "' is closed");
		}
		try {
			return HandshakeWatch.startClient(
					channel, this.spec.limits(), context, (tasks) -> context.newClientHandler(channel.alloc(),
							this.spec.host(), this.spec.port(), this.spec.serverName(), tasks),
					this.collaborators.tasks(), listener);
		}
		finally {
			context.release();
		}
	}

	/**
	 * The way to the server is open: other time limits are in force now.
	 */
	void connected() {
		stopTimer();
	}

	/**
	 * Hand the connection over.
	 * @return whether somebody has taken it
	 */
	boolean deliver(ReactorSecureConnection connection) {
		this.delivered = connection;
		this.delivering = Thread.currentThread();
		if (!end(State.DELIVERING)) {
			return false;
		}
		this.subscriber.onNext(connection);
		if (!this.state.compareAndSet(State.DELIVERING, State.DELIVERED)) {
			return false;
		}
		this.subscriber.onComplete();
		return true;
	}

	void fail(Phase phase, @Nullable SocketAddress localAddress, Throwable cause) {
		fail(new TlsConnectException(this.spec, phase, localAddress, null, cause));
	}

	void fail(TlsConnectException failure) {
		if (end(State.FAILED)) {
			this.subscriber.onError(failure);
		}
	}

	private boolean end(State how) {
		stopTimer();
		return this.state.compareAndSet(State.DIALLING, how);
	}

	private void stopTimer() {
		Disposable current = this.timer;
		if (current != null) {
			current.dispose();
		}
	}

	private void abort() {
		DialAttempt current = this.attempt;
		if (current != null) {
			current.onEventLoop(current::abort);
		}
	}

	/**
	 * Called for each address that is tried, on the event loop of its channel, before the
	 * host is looked up.
	 */
	private void initialize(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
		if (ended()) {
			channel.close();
			return;
		}
		channel.attr(DialContext.KEY).set(this.subscriber.currentContext());
		DialAttempt next = new DialAttempt(this, channel);
		try {
			next.begin(this.spec.startTls());
		}
		catch (RuntimeException ex) {
			channel.close();
			fail(Phase.CONNECT, null, ex);
			return;
		}
		this.attempt = next;
		if (ended()) {
			next.abort();
		}
	}

	private void transportFailed(Throwable cause) {
		boolean unresolved = cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
				|| cause.getCause() instanceof UnknownHostException;
		fail(unresolved ? Phase.RESOLVE : Phase.CONNECT, null, cause);
	}

	/**
	 * The time to connect is over.
	 */
	private void expired() {
		DialAttempt current = this.attempt;
		if (current == null) {
			fail(Phase.RESOLVE, null, timeout());
		}
		else {
			current.onEventLoop(() -> {
				if (!current.connected()) {
					fail(current.connecting() ? Phase.CONNECT : Phase.RESOLVE, null, timeout());
					abort();
				}
			});
		}
	}

	private ConnectTimeoutException timeout() {
		return new ConnectTimeoutException(
				"not connected within " + this.spec.connectTimeout().toMillis() + " milliseconds");
	}

	private enum State {

		IDLE, DIALLING, DELIVERING, DELIVERED, FAILED, CANCELLED;

		boolean ended() {
			return this == DELIVERED || this == FAILED || this == CANCELLED;
		}

	}

}
