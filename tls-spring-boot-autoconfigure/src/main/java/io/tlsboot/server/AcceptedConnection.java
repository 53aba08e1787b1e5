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

package io.tlsboot.server;

import java.net.SocketAddress;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One connection of a server from accept to close. It lives on the event loop of its
 * channel, as the first handler of its pipeline: that one leaves last, when all others
 * have said what became of the connection and have released what they held.
 */
final class AcceptedConnection extends ChannelHandlerAdapter implements HandshakeListener, AcceptedPlaintext.Outcome {

	private static final String NAME = "tls.connection";

	private static final Logger logger = LoggerFactory.getLogger(AcceptedConnection.class);

	private final ReactorTlsServer server;

	private final Channel channel;

	private final TlsServerCollaborators collaborators;

	private final LiveConnections live;

	private final Consumer<ReactorSecureConnection> ended;

	private final @Nullable SocketAddress remoteAddress;

	private boolean pending;

	private @Nullable AcceptedPlaintext plaintext;

	private @Nullable HandshakeWatch watch;

	private volatile @Nullable ReactorSecureConnection connection;

	AcceptedConnection(ReactorTlsServer server, Channel channel, TlsServerCollaborators collaborators,
			LiveConnections live, Consumer<ReactorSecureConnection> ended) {
		this.server = server;
		this.channel = channel;
		this.collaborators = collaborators;
		this.live = live;
		this.ended = ended;
		this.remoteAddress = channel.remoteAddress();
	}

	/**
	 * Begin with the handshake or with the plaintext before it, or reject the connection
	 * when a limit is reached.
	 */
	void begin() {
		LiveConnections.Admission admission = this.live.admit(this, this.server.maxConnections(),
				this.server.spec().limits().maxPending());
		if (admission == LiveConnections.Admission.CLOSED) {
			this.channel.close();
			return;
		}
		String limit = admission.limit();
		if (limit != null) {
			ConnectionListener listener = this.collaborators.connectionListener();
			listener.accepted(Role.SERVER, this.server.name());
			listener.rejected(Role.SERVER, this.server.name(), this.remoteAddress, limit);
			this.channel.close();
			return;
		}
		this.pending = true;
		try {
			this.channel.pipeline().addFirst(NAME, this);
			StartTlsSpec startTls = this.server.spec().startTls();
			if (startTls != null) {
				this.plaintext = new AcceptedPlaintext(this.server.name(), this.channel, NAME, startTls,
						this::handshake, this);
			}
			else {
				handshake();
			}
		}
		catch (RuntimeException ex) {
			pendingEnded();
			this.live.remove(this);
			this.channel.close();
			throw ex;
		}
	}

	private HandshakeWatch handshake() {
		HandshakeWatch begun = HandshakeWatch.start(this.channel, NAME, this.server.spec().limits(),
				this.server.choice(), this.collaborators.tasks(), this);
		this.watch = begun;
		this.collaborators.connectionListener().accepted(Role.SERVER, this.server.name(), this.channel);
		return begun;
	}

	private void pendingEnded() {
		if (this.pending) {
			this.pending = false;
			this.live.handshakeEnded();
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		pendingEnded();
		if (this.connection != null) {
			this.ended.accept(this.connection);
		}
		this.live.remove(this);
	}

	@Override
	public void failed(HandshakeFailure failure) {
		if (this.watch == null) {
			return;
		}
		this.watch = null;
		pendingEnded();
		this.collaborators.connectionListener()
			.handshakeFailed(new FailedHandshake(Role.SERVER, this.server.name(), this.channel.localAddress(),
					this.remoteAddress, failure), this.channel);
		if (this.plaintext != null) {
			this.plaintext.failed(failure);
		}
	}

	@Override
	public void secured(Handshake handshake) {
		ConnectionListener listener = this.collaborators.connectionListener();
		ReactorSecureConnection opened = ReactorSecureConnection.open(Role.SERVER, this.server.name(), this.channel,
				handshake, listener::closed);
		this.watch = null;
		this.connection = opened;
		pendingEnded();
		this.server.secured(opened);
		Mono<Void> wait = listener.secured(opened, handshake.durationNanos(), this.channel);
		if (wait == null) {
			handOver(opened);
		}
		else {
			// Counted as pending, so that their number is bounded even if peers go away.
			this.live.handshakeHeld();
			wait.subscribe(null, (failure) -> admitted(opened), () -> admitted(opened));
		}
	}

	/**
	 * Return the secure connection, or {@code null} before the handshake is done. May be
	 * called on any thread.
	 */
	@Nullable ReactorSecureConnection secure() {
		return this.connection;
	}

	private void admitted(ReactorSecureConnection opened) {
		this.live.handshakeEnded();
		this.channel.eventLoop().execute(() -> handOver(opened));
	}

	private void handOver(ReactorSecureConnection opened) {
		if (this.plaintext != null) {
			this.plaintext.secured(opened);
		}
		else {
			serve(opened);
		}
	}

	/**
	 * Close gracefully, whatever the state. May be called on any thread.
	 */
	void shutdown() {
		this.channel.eventLoop().execute(() -> {
			if (this.watch != null) {
				this.watch.shutdown();
			}
			else if (this.connection != null) {
				this.connection.close(ConnectionEnd.Cause.SHUTDOWN, null);
			}
			else if (this.plaintext != null) {
				this.plaintext.close();
			}
		});
	}

	/**
	 * Close by force. May be called on any thread.
	 */
	void destroy() {
		this.channel.eventLoop().execute(() -> {
			if (this.watch != null) {
				this.watch.shutdown();
			}
			if (this.connection != null) {
				this.connection.destroy();
			}
			this.channel.unsafe().close(this.channel.voidPromise());
		});
	}

	@Override
	public void serve(SecureConnection opened) {
		serve((ReactorSecureConnection) opened);
	}

	@Override
	public void unserved(@Nullable Throwable failure) {
		this.channel.eventLoop().execute(() -> {
			if (this.connection != null) {
				this.connection.close((failure != null) ? ConnectionEnd.Cause.HANDLER_ERROR : ConnectionEnd.Cause.LOCAL,
						failure);
			}
		});
	}

	private void serve(ReactorSecureConnection opened) {
		SecureConnectionHandler handler = this.collaborators.handler();
		if (handler == null || !this.channel.isActive()) {
			return;
		}
		Mono<Void> served;
		try {
			served = Mono.fromDirect(handler.handle(opened));
		}
		catch (Throwable ex) {
			failed(opened, ex);
			return;
		}
		Disposable subscription = served.contextWrite((context) -> context.put(SecureConnection.class, opened))
			.subscribe(null, (failure) -> failed(opened, failure), () -> opened.close(ConnectionEnd.Cause.LOCAL, null));
		if (!subscription.isDisposed()) {
			this.channel.closeFuture().addListener((future) -> subscription.dispose());
		}
	}

	private void failed(ReactorSecureConnection opened, Throwable failure) {
		if (opened.handlerFailed(failure)) {
			logger.warn("The handler of the TLS server '{}' failed, its connection is closed", this.server.name(),
					failure);
		}
	}

}
