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
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.client.TlsClients;
import io.tlsboot.context.KeyLog;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of TLS: {@code DOWN} when a server does not listen, {@code OUT_OF_SERVICE}
 * when a certificate of a server is not valid now. Certificates that expire soon, and
 * those of clients, are details. Its keys are always the same, but for one that is there
 * while secrets are written for debugging; its lists are short.
 */
public class TlsHealthIndicator extends AbstractHealthIndicator {

	private static final int SHOWN = 10;

	private final @Nullable TlsServers servers;

	private final @Nullable TlsClients clients;

	private final @Nullable KeyLog keyLog;

	private final Duration warning;

	private final Clock clock;

	/**
	 * Create an indicator.
	 * @param servers the servers, or {@code null} when there are none
	 * @param clients the clients, or {@code null} when there are none
	 * @param keyLog writes the secrets of connections, or {@code null} when nobody does
	 * @param warning how long before a certificate expires that becomes a detail
	 * @param clock tells the time that certificates are judged at
	 */
	public TlsHealthIndicator(@Nullable TlsServers servers, @Nullable TlsClients clients, @Nullable KeyLog keyLog,
			Duration warning, Clock clock) {
		super("The health of TLS servers cannot be told");
		this.servers = servers;
		this.clients = clients;
		this.keyLog = keyLog;
		this.warning = warning;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		CertificateSurvey survey = new CertificateSurvey(this.clock.instant(), this.warning);
		List<String> silent = List.of();
		if (this.servers != null) {
			this.servers.all().forEach(survey::add);
			silent = this.servers.all().stream().filter((server) -> !server.listening()).map(TlsServer::name).toList();
		}
		if (this.clients != null) {
			this.clients.all().forEach(survey::add);
		}
		if (!silent.isEmpty()) {
			builder.down();
		}
		else if (survey.invalidOnServer()) {
			builder.outOfService();
		}
		else {
			builder.up();
		}
		builder.withDetail("notListening", silent.stream().limit(SHOWN).toList());
		builder.withDetail("invalidCertificates", new Certificates(survey.invalid(), survey.invalid(SHOWN)));
		builder.withDetail("expiringCertificates", new Certificates(survey.expiring(), survey.expiring(SHOWN)));
		List<ContextReload> refused = refusedReloads();
		builder.withDetail("failedReloads",
				new Reloads(refused.size(), refused.stream().limit(SHOWN).map(FailedReload::of).toList()));
		if (this.keyLog != null && this.keyLog.active()) {
			builder.withDetail("keyLogFile", this.keyLog.file().toString());
		}
	}

	private List<ContextReload> refusedReloads() {
		List<ContextReload> refused = new ArrayList<>();
		if (this.servers != null) {
			this.servers.all().forEach((server) -> refused.addAll(server.reloadState().refused()));
		}
		if (this.clients != null) {
			this.clients.all().forEach((client) -> refused.addAll(client.reloadState().refused()));
		}
		return refused;
	}

	/**
	 * Contexts that go on as they were because their material cannot be used any more.
	 *
	 * @param count how many there are
	 * @param first ten of them
	 */
	public record Reloads(int count, List<FailedReload> first) {
	}

	/**
	 * A context that goes on as it was.
	 *
	 * @param role {@code server} or {@code client}
	 * @param endpoint the name of the server or client
	 * @param context the name of the context
	 * @param problem what is wrong
	 * @param fix what to do
	 */
	public record FailedReload(String role, String endpoint, String context, @Nullable String problem,
			@Nullable String fix) {

		static FailedReload of(ContextReload reload) {
			return new FailedReload(Names.of(reload.role()), reload.endpoint(), reload.context(), reload.problem(),
					reload.action());
		}

	}

	/**
	 * Some of many certificates.
	 *
	 * @param count how many there are
	 * @param first the ten that expire first
	 */
	public record Certificates(int count, List<ExpiryDescriptor> first) {
	}

}
