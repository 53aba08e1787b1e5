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

package io.tlsboot.metrics;

import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.server.ServerContextsInfo;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Records what happens to servers, clients and pairs in the meters of Micrometer. The
 * number of its series is bounded, whatever peers send.
 */
public final class TlsMetrics implements ConnectionListener, TlsServerListener {

	/** How many contexts of an endpoint are told apart, unless something else is said. */
	public static final int DEFAULT_MAX_CONTEXTS = 100;

	private static final int MAX_ENDPOINTS = 1000;

	/** So long further changes of the contexts of a server are waited for. */
	private static final Duration QUIET = Duration.ofSeconds(1);

	private final MeterRegistry registry;

	private final int maxContexts;

	private final NegotiatedValues values = new NegotiatedValues();

	private final Map<String, EndpointMeters> servers = new ConcurrentHashMap<>();

	private final Map<String, EndpointMeters> clients = new ConcurrentHashMap<>();

	private final Map<String, TlsClient> declared = new ConcurrentHashMap<>();

	private final CertificateGauges certificates;

	/** Micrometer has only a weak reference. */
	private volatile @Nullable LongSupplier shed;

	/** Servers whose certificates will be looked at. */
	private final Set<TlsServer> changed = ConcurrentHashMap.newKeySet();

	/**
	 * Create a recorder.
	 * @param registry has the meters
	 * @param maxContexts how many contexts of an endpoint have tags of their own
	 * @param clock tells for how long certificates are valid
	 */
	public TlsMetrics(MeterRegistry registry, int maxContexts, Clock clock) {
		this.registry = registry;
		this.maxContexts = maxContexts;
		this.certificates = new CertificateGauges(registry, clock);
	}

	/**
	 * Count what an event publisher sheds.
	 * @param shed tells how many events were shed since the start
	 */
	public void events(LongSupplier shed) {
		this.shed = shed;
		FunctionCounter.builder(TlsMeters.EVENTS_SHED, shed, LongSupplier::getAsLong)
			.description("Events that were shed because their listeners fell behind in a flood")
			.register(this.registry);
	}

	/**
	 * Show the certificates and sessions of a client.
	 * @param client the client
	 */
	public void client(TlsClient client) {
		this.declared.put(client.name(), client);
		EndpointMeters meters = meters(Role.CLIENT, client.name());
		meters.sessions().observe(() -> List.of(client.context()));
		this.certificates.show(client, Role.CLIENT, client.name(), meters.contexts(),
				Map.of(client.context().name(), client.context().packed()));
	}

	@Override
	public void accepted(Role role, String endpoint) {
		meters(role, endpoint).accepted();
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		meters(role, endpoint).rejected(limit);
	}

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		meters(failed.role(), failed.endpoint()).failed(failed.failure());
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		meters(connection.role(), connection.endpoint()).secured(connection, handshakeNanos);
		return null;
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		meters(connection.role(), connection.endpoint()).closed(connection, end);
	}

	@Override
	public void listening(TlsServer server) {
		EndpointMeters meters = declare(server);
		meters.sessions().observe(server::builtContexts);
		refresh(server, Duration.ZERO);
	}

	@Override
	public void contextsChanged(TlsServer server) {
		declare(server);
		refresh(server, QUIET);
	}

	@Override
	public void closed(TlsServer server) {
		refresh(server, Duration.ZERO);
	}

	@Override
	public void contextReloaded(ContextReload reload) {
		if (reload.outcome() == Outcome.UNCHANGED) {
			return;
		}
		EndpointMeters meters = meters(reload.role(), reload.endpoint());
		meters.reloaded(reload.context(), reload.outcome() == Outcome.RELOADED);
		TlsClient client = (reload.role() == Role.CLIENT) ? this.declared.get(reload.endpoint()) : null;
		if (client != null) {
			client(client);
		}
	}

	private EndpointMeters declare(TlsServer server) {
		EndpointMeters meters = meters(Role.SERVER, server.name());
		meters.contexts().declare(server.spec().context().name(), server::contexts);
		return meters;
	}

	/**
	 * Look at the certificates of a server, off its threads and once for many changes.
	 */
	private void refresh(TlsServer server, Duration delay) {
		if (this.changed.add(server)) {
			Schedulers.boundedElastic().schedule(() -> {
				this.changed.remove(server);
				show(server);
			}, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * One look at a time, so that the last one shows the latest.
	 */
	private synchronized void show(TlsServer server) {
		this.certificates.show(server, Role.SERVER, server.name(), meters(Role.SERVER, server.name()).contexts(),
				certificates(server.contextsInfo()));
	}

	/**
	 * Return the certificates of the contexts in use by their names.
	 */
	private static Map<String, List<PackedIdentity>> certificates(ServerContextsInfo contexts) {
		Map<String, List<PackedIdentity>> certificates = new HashMap<>();
		Stream.concat(Stream.of(contexts.defaultContext()), contexts.hosts().stream()).forEach((context) -> {
			PreparedContext prepared = context.prepared();
			if (prepared != null) {
				certificates.put(context.spec().name(), prepared.packed());
			}
		});
		return certificates;
	}

	private EndpointMeters meters(Role role, String endpoint) {
		Map<String, EndpointMeters> ofRole = (role == Role.SERVER) ? this.servers : this.clients;
		EndpointMeters known = ofRole.get(endpoint);
		return (known != null) ? known : make(ofRole, role, endpoint);
	}

	private EndpointMeters make(Map<String, EndpointMeters> ofRole, Role role, String endpoint) {
		String name = (ofRole.size() < MAX_ENDPOINTS) ? endpoint : TlsMeters.OTHER;
		return ofRole.computeIfAbsent(name,
				(made) -> new EndpointMeters(this.registry, role, made, this.values, this.maxContexts));
	}

}
