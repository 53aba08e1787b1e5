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

package io.tlsboot.actuate;

import java.net.SocketAddress;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.TlsAlertException;
import io.tlsboot.handshake.HandshakeFailureReason;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers what has become of the connections of servers and clients: how many there
 * were, and the last failures by reason. Its memory is bounded whatever peers do, it
 * never blocks, and it keeps no secret and no text of a peer that is not escaped.
 */
public final class ConnectionHistory implements ConnectionListener {

	/**
	 * How many endpoints that nobody declared are remembered; code may name any number.
	 */
	private static final int MOST_OTHERS = 256;

	private final Clock clock;

	private final int most;

	private final Map<Key, EndpointHistory> endpoints = new ConcurrentHashMap<>();

	/**
	 * Create a history.
	 * @param clock tells the time of failures
	 * @param servers the names of the servers that are declared
	 * @param clients the names of the clients that are declared
	 */
	public ConnectionHistory(Clock clock, Collection<String> servers, Collection<String> clients) {
		this.clock = clock;
		servers.forEach((name) -> this.endpoints.put(new Key(Role.SERVER, name), new EndpointHistory()));
		clients.forEach((name) -> this.endpoints.put(new Key(Role.CLIENT, name), new EndpointHistory()));
		this.most = this.endpoints.size() + MOST_OTHERS;
	}

	@Override
	public void accepted(Role role, String endpoint) {
		EndpointHistory history = history(role, endpoint);
		if (history != null) {
			history.accepted();
		}
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		EndpointHistory history = history(role, endpoint);
		if (history != null) {
			history.rejected(limit, FailureExample.of(remoteAddress, this.clock.millis()));
		}
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		EndpointHistory history = history(failed.role(), failed.endpoint());
		if (history != null) {
			history.failed(failed.failure().reason(), FailureExample.of(failed, this.clock.millis()));
		}
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		EndpointHistory history = history(connection.role(), connection.endpoint());
		if (history != null) {
			history.secured();
		}
		return null;
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		EndpointHistory history = history(connection.role(), connection.endpoint());
		if (history == null) {
			return;
		}
		history.closed();
		if (end.error() instanceof TlsAlertException alert) {
			history.refusedLater(HandshakeFailureReason.of(alert.alert()), new FailureExample(this.clock.millis(),
					connection.remoteAddress(), null, connection.contextName(), null, alert.alert(), null, null));
		}
	}

	private @Nullable EndpointHistory history(Role role, String endpoint) {
		Key key = new Key(role, endpoint);
		EndpointHistory known = this.endpoints.get(key);
		if (known != null || this.endpoints.size() >= this.most) {
			return known;
		}
		return this.endpoints.computeIfAbsent(key, (missing) -> new EndpointHistory());
	}

	HandshakesDescriptor handshakes(Role role, String endpoint) {
		EndpointHistory known = this.endpoints.get(new Key(role, endpoint));
		return (known != null) ? known.handshakes() : HandshakesDescriptor.NONE;
	}

	ConnectionsDescriptor connections(Role role, String endpoint) {
		EndpointHistory known = this.endpoints.get(new Key(role, endpoint));
		return (known != null) ? known.connections() : ConnectionsDescriptor.NONE;
	}

	FailuresDescriptor failures(Role role, String endpoint) {
		EndpointHistory known = this.endpoints.get(new Key(role, endpoint));
		return ((known != null) ? known : new EndpointHistory()).describe(endpoint, Names.of(role));
	}

	int size() {
		return this.endpoints.size();
	}

	/**
	 * Whose history it is.
	 */
	private record Key(Role role, String endpoint) {
	}

}
