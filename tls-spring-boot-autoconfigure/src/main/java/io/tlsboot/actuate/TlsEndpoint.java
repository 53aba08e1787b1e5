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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tlsboot.actuate.EndpointDescriptor.EngineDescriptor;
import io.tlsboot.actuate.EndpointDescriptor.LimitsDescriptor;
import io.tlsboot.actuate.EndpointDescriptor.TargetDescriptor;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Role;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.server.ServerContextsInfo;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows TLS servers and clients, and why their connections fail, and renews their keys,
 * certificates and trust where writing is allowed. No key, passphrase or ticket key is in
 * any answer (security rule R23).
 */
@Endpoint(id = "tls", defaultAccess = Access.READ_ONLY)
public class TlsEndpoint {

	private static final String FAILURES = "failures";

	private final @Nullable TlsServers servers;

	private final @Nullable TlsClients clients;

	private final ConnectionHistory history;

	private final Clock clock;

	/**
	 * Create an endpoint.
	 * @param servers the servers, or {@code null} when there are none
	 * @param clients the clients, or {@code null} when there are none
	 * @param history what has become of their connections
	 * @param clock tells how long certificates are valid
	 */
	public TlsEndpoint(@Nullable TlsServers servers, @Nullable TlsClients clients, ConnectionHistory history,
			Clock clock) {
		this.servers = servers;
		this.clients = clients;
		this.history = history;
		this.clock = clock;
	}

	/**
	 * Show all servers and clients.
	 * @return them at a glance
	 */
	@ReadOperation
	public TlsDescriptor overview() {
		Map<String, TlsDescriptor.Summary> shownServers = new LinkedHashMap<>();
		Map<String, TlsDescriptor.Summary> shownClients = new LinkedHashMap<>();
		Instant now = this.clock.instant();
		if (this.servers != null) {
			this.servers.all().forEach((server) -> shownServers.put(server.name(), summary(server, now)));
		}
		if (this.clients != null) {
			this.clients.all().forEach((client) -> shownClients.put(client.name(), summary(client, now)));
		}
		return new TlsDescriptor(shownServers, shownClients);
	}

	/**
	 * Show one server or client.
	 * @param name its name
	 * @param role {@code server} or {@code client}, when there are both of this name;
	 * without it the server
	 * @param host what the names of the hosts contain that are shown
	 * @param offset how many hosts to leave out
	 * @param limit how many hosts to show, a hundred at most
	 * @return it, or {@code null} when there is none of this name
	 */
	@ReadOperation
	public @Nullable EndpointDescriptor endpoint(@Selector String name, @Nullable String role, @Nullable String host,
			@Nullable Integer offset, @Nullable Integer limit) {
		Instant now = this.clock.instant();
		TlsServer server = server(name, role);
		if (server != null) {
			return describe(server, HostsDescriptor.Page.of(host, offset, limit), now);
		}
		TlsClient client = client(name, role);
		return (client != null) ? describe(client, now) : null;
	}

	/**
	 * Show why connections of one server or client fail.
	 * @param name its name
	 * @param section {@code failures}
	 * @param role {@code server} or {@code client}, when there are both of this name;
	 * without it the server
	 * @return its failures, or {@code null} when there is none of this name
	 */
	@ReadOperation
	public @Nullable FailuresDescriptor failures(@Selector String name, @Selector String section,
			@Nullable String role) {
		if (!section.equals(FAILURES)) {
			return null;
		}
		if (server(name, role) != null) {
			return this.history.failures(Role.SERVER, name);
		}
		return (client(name, role) != null) ? this.history.failures(Role.CLIENT, name) : null;
	}

	/**
	 * Read the material of all servers and clients again and use what has changed. Not
	 * called on an event loop.
	 * @return what came of it
	 */
	@WriteOperation
	public ReloadedDescriptor reload() {
		return reload((this.servers != null) ? this.servers.all() : List.of(),
				(this.clients != null) ? this.clients.all() : List.of());
	}

	/**
	 * Read the material of one server or client again and use what has changed. Not
	 * called on an event loop.
	 * @param name its name
	 * @param role {@code server} or {@code client}, when there are both of this name;
	 * without it the server
	 * @return what came of it, or {@code null} when there is none of this name
	 */
	@WriteOperation
	public @Nullable ReloadedDescriptor reload(@Selector String name, @Nullable String role) {
		TlsServer server = server(name, role);
		if (server != null) {
			return reload(List.of(server), List.of());
		}
		TlsClient client = client(name, role);
		return (client != null) ? reload(List.of(), List.of(client)) : null;
	}

	private static ReloadedDescriptor reload(Collection<TlsServer> servers, Collection<TlsClient> clients) {
		List<ContextReload> reloads = new ArrayList<>();
		servers.forEach((server) -> reloads.addAll(Objects.requireNonNull(server.reload().block())));
		clients.forEach((client) -> reloads.add(Objects.requireNonNull(client.reload().block())));
		return ReloadedDescriptor.of(reloads);
	}

	private TlsDescriptor.Summary summary(TlsServer server, Instant now) {
		ServerContextsInfo contexts = server.contextsInfo();
		CertificateSurvey survey = new CertificateSurvey(now, Duration.ZERO).add(server.name(), contexts);
		PreparedContext prepared = contexts.defaultContext().prepared();
		return new TlsDescriptor.Summary(server.listening(), address(server),
				(prepared != null) ? Names.of(prepared.engine().provider()) : null, contexts.hosts().size(),
				connections(server), this.history.handshakes(Role.SERVER, server.name()), survey.invalid(),
				survey.first());
	}

	private TlsDescriptor.Summary summary(TlsClient client, Instant now) {
		CertificateSurvey survey = new CertificateSurvey(now, Duration.ZERO).add(client);
		return new TlsDescriptor.Summary(null, client.spec().host() + ":" + client.spec().port(),
				Names.of(client.context().engine().provider()), null,
				this.history.connections(Role.CLIENT, client.name()),
				this.history.handshakes(Role.CLIENT, client.name()), survey.invalid(), survey.first());
	}

	private EndpointDescriptor describe(TlsServer server, HostsDescriptor.Page page, Instant now) {
		ServerContextsInfo contexts = server.contextsInfo();
		PreparedContext prepared = contexts.defaultContext().prepared();
		return new EndpointDescriptor(server.name(), Names.of(Role.SERVER), server.listening(), address(server), null,
				(prepared != null) ? EngineDescriptor.of(prepared.engine()) : null, server.spec().startTls() != null,
				LimitsDescriptor.ofServer(server.spec().limits(), server.maxConnections()),
				SessionDescriptor.ofServer(server.spec().context(), contexts.ownTicketKeys()), connections(server),
				this.history.handshakes(Role.SERVER, server.name()), ReloadDescriptor.of(server.reloadState()),
				ContextDescriptor.of(contexts.defaultContext(), now), HostsDescriptor.of(server, contexts, page, now));
	}

	private EndpointDescriptor describe(TlsClient client, Instant now) {
		return new EndpointDescriptor(client.name(), Names.of(Role.CLIENT), null, null,
				TargetDescriptor.of(client.spec()), EngineDescriptor.of(client.context().engine()),
				client.spec().startTls() != null, LimitsDescriptor.ofClient(client.spec()),
				SessionDescriptor.ofClient(client.spec().context()),
				this.history.connections(Role.CLIENT, client.name()),
				this.history.handshakes(Role.CLIENT, client.name()), ReloadDescriptor.of(client.reloadState()),
				ContextDescriptor.of(client.context(), now), null);
	}

	private static ConnectionsDescriptor connections(TlsServer server) {
		int pending = server.pendingHandshakes();
		return ConnectionsDescriptor.of(pending, server.connections() - pending);
	}

	private static @Nullable String address(TlsServer server) {
		try {
			return server.listening() ? FailureExample.text(server.address()) : null;
		}
		catch (IllegalStateException ex) {
			// It has closed since it was asked.
			return null;
		}
	}

	private @Nullable TlsServer server(String name, @Nullable String role) {
		if (this.servers == null || !asked(role, Role.SERVER)) {
			return null;
		}
		return this.servers.all().stream().filter((one) -> one.name().equals(name)).findFirst().orElse(null);
	}

	private @Nullable TlsClient client(String name, @Nullable String role) {
		if (this.clients == null || !asked(role, Role.CLIENT)) {
			return null;
		}
		return this.clients.all().stream().filter((one) -> one.name().equals(name)).findFirst().orElse(null);
	}

	private static boolean asked(@Nullable String text, Role role) {
		if (text == null) {
			return true;
		}
		Role wanted = Names.find(Role.class, text);
		if (wanted == null) {
			throw new InvalidEndpointRequestException("The role is 'server' or 'client'",
					"The role is 'server' or 'client'");
		}
		return wanted == role;
	}

}
