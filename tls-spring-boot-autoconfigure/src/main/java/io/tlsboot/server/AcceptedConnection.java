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

import io.netty.channel.Channel;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContext;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One connection of a server from accept to close. It lives on the event loop of its
 * channel.
 */
final class AcceptedConnection implements HandshakeListener {

	private static final Logger logger = LoggerFactory.getLogger(AcceptedConnection.class);

	private final ReactorTlsServer server;

	private final Channel channel;

	private final ReactorTlsServer.Collaborators collaborators;

	private final LiveConnections live;

	private volatile @Nullable ReactorSecureConnection connection;

	AcceptedConnection(ReactorTlsServer server, Channel channel, ReactorTlsServer.Collaborators collaborators,
			LiveConnections live) {
		this.server = server;
		this.channel = channel;
		this.collaborators = collaborators;
		this.live = live;
	}

	/**
	 * Begin with the handshake, or reject the connection when a limit is reached.
	 */
	void begin() {
		ConnectionListener listener = this.collaborators.connectionListener();
		listener.accepted(Role.SERVER, this.server.name());
		SecureContext context = this.server.context();
		int maxConnections = this.server.maxConnections();
		String limit = null;
		if (maxConnections > 0 && this.live.count() >= maxConnections) {
			limit = "max-connections";
		}
		else if (this.live.pending() >= this.server.spec().limits().maxPending()) {
			limit = "max-pending-handshakes";
		}
		if (limit != null || context == null) {
			listener.rejected(Role.SERVER, this.server.name(), this.channel.remoteAddress(),
					(limit != null) ? limit : "closed");
			this.channel.unsafe().closeForcibly();
			return;
		}
		this.live.add(this);
		this.channel.closeFuture().addListener((future) -> this.live.remove(this));
		HandshakeWatch.start(this.channel, this.server.spec().limits(), (hello) -> context, this.collaborators.tasks(),
				this);
	}

	@Override
	public void failed(HandshakeFailure failure) {
		this.live.handshakeEnded();
		this.collaborators.connectionListener()
			.handshakeFailed(new FailedHandshake(Role.SERVER, this.server.name(), this.channel.localAddress(),
					this.channel.remoteAddress(), failure));
	}

	@Override
	public void secured(Handshake handshake) {
		this.live.handshakeEnded();
		ConnectionListener listener = this.collaborators.connectionListener();
		ReactorSecureConnection opened = ReactorSecureConnection.open(Role.SERVER, this.server.name(), this.channel,
				handshake, listener::closed);
		this.connection = opened;
		Mono<Void> wait = listener.secured(opened, handshake.durationNanos());
		if (wait == null) {
			serve(opened);
		}
		else {
			// Counted as pending, so that their number is bounded even if peers go away.
			this.live.handshakeHeld();
			wait.subscribe(null, (failure) -> admitted(opened), () -> admitted(opened));
		}
	}

	private void admitted(ReactorSecureConnection opened) {
		this.live.handshakeEnded();
		this.channel.eventLoop().execute(() -> serve(opened));
	}

	/**
	 * Close gracefully, whatever the state.
	 */
	void shutdown() {
		ReactorSecureConnection open = this.connection;
		if (open != null) {
			open.close(ConnectionEnd.Cause.SHUTDOWN, null);
		}
		else {
			this.channel.close();
		}
	}

	/**
	 * Close by force.
	 */
	void destroy() {
		ReactorSecureConnection open = this.connection;
		if (open != null) {
			open.destroy();
		}
		else {
			this.channel.close();
		}
	}

	private void serve(ReactorSecureConnection opened) {
		SecureConnectionHandler handler = this.collaborators.handler();
		if (handler == null || !this.channel.isActive()) {
			return;
		}
		Publisher<Void> served;
		try {
			served = handler.handle(opened);
		}
		catch (Throwable ex) {
			failed(opened, ex);
			return;
		}
		Disposable subscription = Mono.fromDirect(served)
			.contextWrite((context) -> context.put(SecureConnection.class, opened))
			.subscribe(null, (failure) -> failed(opened, failure), () -> opened.close(ConnectionEnd.Cause.LOCAL, null));
		if (!subscription.isDisposed()) {
			this.channel.closeFuture().addListener((future) -> subscription.dispose());
		}
	}

	private void failed(ReactorSecureConnection opened, Throwable failure) {
		if (opened.isOpen()) {
			logger.warn("The handler of the TLS server '{}' failed, its connection is closed", this.server.name(),
					failure);
		}
		opened.close(ConnectionEnd.Cause.HANDLER_ERROR, failure);
	}

}
