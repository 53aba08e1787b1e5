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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Several listeners as one. A listener that throws harms neither the connection nor the
 * other listeners.
 */
public final class ConnectionListeners implements ConnectionListener {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionListeners.class);

	private final ConnectionListener[] listeners;

	/**
	 * Join listeners.
	 * @param listeners the listeners, called in this order
	 */
	public ConnectionListeners(List<ConnectionListener> listeners) {
		this.listeners = listeners.toArray(new ConnectionListener[0]);
	}

	@Override
	public void accepted(Role role, String endpoint) {
		each((listener) -> listener.accepted(role, endpoint));
	}

	@Override
	public void accepted(Role role, String endpoint, Channel channel) {
		each((listener) -> listener.accepted(role, endpoint, channel));
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		each((listener) -> listener.rejected(role, endpoint, remoteAddress, limit));
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		each((listener) -> listener.handshakeFailed(failed));
	}

	@Override
	public void handshakeFailed(FailedHandshake failed, Channel channel) {
		each((listener) -> listener.handshakeFailed(failed, channel));
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		return waits((listener) -> listener.secured(connection, handshakeNanos));
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos, Channel channel) {
		return waits((listener) -> listener.secured(connection, handshakeNanos, channel));
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		each((listener) -> listener.closed(connection, end));
	}

	private @Nullable Mono<Void> waits(Function<ConnectionListener, @Nullable Mono<Void>> call) {
		List<Mono<Void>> waits = new ArrayList<>(0);
		each((listener) -> {
			Mono<Void> wait = call.apply(listener);
			if (wait != null) {
				waits.add(wait);
			}
		});
		return waits.isEmpty() ? null : Mono.whenDelayError(waits);
	}

	private void each(Consumer<ConnectionListener> call) {
		for (ConnectionListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException | Error ex) {
				logger.error("A connection listener failed: {}", listener.getClass().getName(), ex);
			}
		}
	}

}
