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

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.handshake.Handshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeListener;
import io.tlsboot.handshake.HandshakeWatch;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.ConnectionObserver;
import reactor.netty.tcp.TcpClient;

/**
 * One attempt of a client to get a connection, from the call to the secure connection or
 * the failure.
 */
final class Dial {

	private final TlsClientSpec spec;

	private final SecureContext context;

	private final ReactorTlsClient.Collaborators collaborators;

	private final MonoSink<SecureConnection> sink;

	private volatile @Nullable Attempt attempt;

	private volatile boolean cancelled;

	Dial(TlsClientSpec spec, SecureContext context, ReactorTlsClient.Collaborators collaborators,
			MonoSink<SecureConnection> sink) {
		this.spec = spec;
		this.context = context;
		this.collaborators = collaborators;
		this.sink = sink;
	}

	void begin(TcpClient transport) {
		Disposable connecting = transport.host(this.spec.host())
			.port(this.spec.port())
			.doOnChannelInit(this::initialize)
			.connect()
			.subscribe(null, this::transportFailed);
		this.sink.onCancel(() -> {
			this.cancelled = true;
			connecting.dispose();
			Attempt current = this.attempt;
			if (current != null) {
				current.cancel();
			}
		});
	}

	/**
	 * Called for each address that is tried, on the event loop of its channel.
	 */
	private void initialize(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
		SslHandler sslHandler = this.context.newClientHandler(channel.alloc(), this.spec.host(), this.spec.port(),
				this.spec.serverName(), this.collaborators.tasks());
		Attempt next = new Attempt(channel);
		next.watch = HandshakeWatch.startClient(channel, this.spec.limits(), this.context, sslHandler,
				this.collaborators.tasks(), next);
		this.attempt = next;
		if (this.cancelled) {
			next.cancel();
		}
	}

	private void transportFailed(Throwable cause) {
		boolean unresolved = cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
				|| cause.getCause() instanceof UnknownHostException;
		this.sink.error(new TlsConnectException(this.spec,
				unresolved ? TlsConnectException.Phase.RESOLVE : TlsConnectException.Phase.CONNECT, null, null, cause));
	}

	/**
	 * The handshake on one channel.
	 */
	private final class Attempt implements HandshakeListener {

		private final Channel channel;

		private @Nullable HandshakeWatch watch;

		private boolean started;

		private @Nullable ReactorSecureConnection opened;

		Attempt(Channel channel) {
			this.channel = channel;
		}

		@Override
		public void started() {
			this.started = true;
			Dial.this.collaborators.connectionListener().accepted(Role.CLIENT, Dial.this.spec.name());
		}

		@Override
		public void secured(Handshake handshake) {
			ConnectionListener listener = Dial.this.collaborators.connectionListener();
			ReactorSecureConnection connection = ReactorSecureConnection.open(Role.CLIENT, Dial.this.spec.name(),
					this.channel, handshake, listener::closed);
			this.opened = connection;
			Mono<Void> wait = listener.secured(connection, handshake.durationNanos());
			if (wait == null) {
				deliver(connection);
			}
			else {
				wait.subscribe(null, (failure) -> deliver(connection), () -> deliver(connection));
			}
		}

		@Override
		public void failed(HandshakeFailure failure) {
			if (!this.started) {
				return;
			}
			SocketAddress localAddress = this.channel.localAddress();
			Dial.this.collaborators.connectionListener()
				.handshakeFailed(new FailedHandshake(Role.CLIENT, Dial.this.spec.name(), localAddress,
						this.channel.remoteAddress(), failure));
			Dial.this.sink.error(new TlsConnectException(Dial.this.spec, (failure.verdict() != null)
					? TlsConnectException.Phase.VERIFY : TlsConnectException.Phase.HANDSHAKE, localAddress, failure,
					null));
		}

		void cancel() {
			this.channel.eventLoop().execute(() -> {
				ReactorSecureConnection connection = this.opened;
				HandshakeWatch current = this.watch;
				if (connection != null) {
					connection.destroy();
				}
				else if (current != null) {
					current.cancel();
				}
			});
		}

		/**
		 * Hand the connection over; if nobody takes it any more, close it.
		 */
		private void deliver(ReactorSecureConnection connection) {
			if (Dial.this.cancelled) {
				connection.destroy();
			}
			else {
				Dial.this.sink.success(connection);
			}
		}

	}

}
