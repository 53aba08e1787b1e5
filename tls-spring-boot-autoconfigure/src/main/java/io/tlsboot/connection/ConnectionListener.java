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

import java.net.SocketAddress;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Hears what becomes of the connections of all endpoints. Methods are called on the event
 * loop of the connection and must not block. For each connection, {@link #accepted} is
 * followed by exactly one of {@link #rejected}, {@link #handshakeFailed} and
 * {@link #secured}, and {@link #secured} by {@link #closed}.
 */
public interface ConnectionListener {

	/**
	 * A connection was accepted or dialled.
	 * @param role which side we are
	 * @param endpoint the name of the server or client
	 */
	default void accepted(Role role, String endpoint) {
	}

	/**
	 * The handshake of a connection that was accepted or dialled begins. It takes the
	 * place of {@link #accepted(Role, String)}, which it calls unless it is overridden,
	 * for all connections that are not rejected.
	 * @param role which side we are
	 * @param endpoint the name of the server, client or pair
	 * @param channel the channel, the same until the connection is closed
	 */
	default void accepted(Role role, String endpoint, Channel channel) {
		accepted(role, endpoint);
	}

	/**
	 * A connection was closed at once, before any handshake.
	 * @param role which side we are
	 * @param endpoint the name of the server
	 * @param remoteAddress the peer's address, or {@code null} when it is not known any
	 * more
	 * @param limit the property whose limit was reached
	 */
	default void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
	}

	/**
	 * A handshake failed.
	 * @param failed the handshake
	 */
	default void handshakeFailed(FailedHandshake failed) {
	}

	/**
	 * A handshake failed. It takes the place of
	 * {@link #handshakeFailed(FailedHandshake)}, which it calls unless it is overridden.
	 * @param failed the handshake
	 * @param channel the channel of {@link #accepted(Role, String, Channel)}
	 */
	default void handshakeFailed(FailedHandshake failed, Channel channel) {
		handshakeFailed(failed);
	}

	/**
	 * A handshake is done and the verdict is final.
	 * @param connection the connection
	 * @param handshakeNanos how long it took from accept on, in nanoseconds
	 * @return {@code null} to go on at once, or what the connection waits for before its
	 * handler is called
	 */
	default @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		return null;
	}

	/**
	 * A handshake is done and the verdict is final. It takes the place of
	 * {@link #secured(SecureConnection, long)}, which it calls unless it is overridden.
	 * @param connection the connection
	 * @param handshakeNanos how long it took from accept on, in nanoseconds
	 * @param channel the channel of {@link #accepted(Role, String, Channel)}; to ask the
	 * connection for it would be to use the connection
	 * @return {@code null} to go on at once, or what the connection waits for before its
	 * handler is called
	 */
	default @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos, Channel channel) {
		return secured(connection, handshakeNanos);
	}

	/**
	 * A secure connection is closed.
	 * @param connection the connection
	 * @param end how it ended
	 */
	default void closed(SecureConnection connection, ConnectionEnd end) {
	}

}
