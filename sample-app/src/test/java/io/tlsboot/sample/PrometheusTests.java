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

package io.tlsboot.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.server.PrometheusServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus scrapes the sample by the configuration of the documents while
 * clients of every outcome connect, and its numbers are held against what they did.
 */
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.whoami.port=0", "tls.servers.mail.port=0", "tls.servers.strict.port=0",
				"tls.servers.strict.handler=echo", "tls.servers.strict.request-cert=true",
				"tls.servers.strict.reject-unauthorized=true", "tls.servers.strict.alpn-protocols=echo/2",
				"tls.servers.hasty.port=0", "tls.servers.hasty.handler=echo",
				"tls.servers.hasty.handshake-timeout=500ms", "tls.servers.named.port=0",
				"tls.servers.named.handler=echo", "tls.servers.named.unknown-server-name=reject",
				"tls.servers.small.port=0", "tls.servers.small.handler=echo", "tls.servers.small.max-connections=1" })
class PrometheusTests {

	private static final Path DIRECTORY = TestPki.newDirectory("prometheus");

	private static final Path DOCS = Path.of("..", "docs");

	private static final String SUCCESS = "sum by (role, endpoint) (tls_handshakes_seconds_count{outcome='success'})";

	@Value("${local.server.port}")
	private int web;

	@Autowired
	private @Nullable TlsServers servers;

	private @Nullable PrometheusServer prometheus;

	private @Nullable JdkConnection open;

	private Map<String, Double> made = Map.of();

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		int echo = freePort();
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
		registry.add("tls.servers.echo.port", () -> echo);
		registry.add("tls.clients.echo.port", () -> echo);
		registry.add("tls.clients.stranger.port", () -> echo);
		registry.add("tls.clients.stranger.ca", () -> TestPki.ca().certFile().toString());
		registry.add("tls.servers.strict.ca", () -> TestPki.ca().certFile().toString());
		registry.add("tls.servers.named.reload.enabled", () -> false);
		renew(TestPki.server());
		registry.add("tls.servers.named.key", () -> DIRECTORY.resolve("named.key").toString());
		registry.add("tls.servers.named.cert", () -> DIRECTORY.resolve("named.pem").toString());
		for (String server : List.of("strict", "hasty", "small", "named.sni.[api.example.com]")) {
			registry.add("tls.servers." + server + ".key", () -> TestPki.server().keyFile().toString());
			registry.add("tls.servers." + server + ".cert", () -> TestPki.server().chainFile().toString());
		}
	}

	@BeforeAll
	void everythingHappens() {
		this.prometheus = PrometheusServer.start(
				List.of(DOCS.resolve("prometheus/prometheus.yml"), DOCS.resolve("prometheus/tls-alerts.yml")),
				(config) -> config.replace("localhost:8080", "127.0.0.1:" + this.web).replace("15s", "1s"));
		EveryOutcome outcomes = new EveryOutcome(this::port, this.web, DIRECTORY);
		this.made = outcomes.made();
		// Rates need two looks at each series.
		for (int wave = 0; wave < 2; wave++) {
			outcomes.make();
			reload("wave" + wave + ".example.com");
			Await.untilAsserted(() -> assertThat(counted()).isEqualTo(this.made));
			Await.until("nobody is left", () -> values().result("tls_connections_active > 0").isEmpty());
		}
		this.open = JdkClient.to(port("small")).trust(TestPki.ca()).connect();
		this.made.merge("server small none", 1.0, Double::sum);
		Await.untilAsserted(
				() -> assertThat(values().of("tls_connections_active > 0", "endpoint")).containsKey("small"));
	}

	@AfterAll
	void end() {
		if (this.open != null) {
			this.open.close();
		}
		if (this.prometheus != null) {
			this.prometheus.close();
		}
	}

	@Test
	void eachOutcomeIsCountedAsOftenAsItWasMade() {
		assertThat(this.made).hasSizeGreaterThan(20);
		assertThat(counted()).isEqualTo(this.made);
	}

	@Test
	void acceptedIsRejectedPlusFailedPlusSuccessful() {
		assertThat(values().ofEndpoints("tls_handshakes_pending").values()).isNotEmpty().containsOnly(0.0);
		Map<String, Double> sums = PrometheusValues.sum(values().ofEndpoints(SUCCESS),
				values().ofEndpoints("sum by (role, endpoint) (tls_handshakes_seconds_count{outcome='failure'})"));
		sums = PrometheusValues.sum(sums,
				values().ofEndpoints("sum by (role, endpoint) (tls_connections_total{outcome='rejected'})"));
		Map<String, Double> accepted = values()
			.ofEndpoints("sum by (role, endpoint) (tls_connections_total{outcome='accepted'}) > 0");
		assertThat(accepted).isEqualTo(sums).hasSizeGreaterThan(6).containsEntry("server small", 11.0);
	}

	@Test
	void secureIsActivePlusEnded() {
		Map<String, Double> secure = values().ofEndpoints(SUCCESS);
		Map<String, Double> active = values().ofEndpoints("tls_connections_active > 0");
		assertThat(active).containsExactly(Map.entry("server small", 1.0));
		assertThat(PrometheusValues.sum(active,
				values().ofEndpoints("sum by (role, endpoint) (tls_connection_duration_seconds_count)")))
			.isEqualTo(secure);
	}

	@Test
	void everyPanelOfTheDashboardHasData() throws IOException {
		String dashboard = Files.readString(DOCS.resolve("grafana/tls-dashboard.json"));
		List<String> expressions = JsonPath.read(dashboard, "$.panels[*].targets[*].expr");
		assertThat(expressions).hasSizeGreaterThan(20)
			.allSatisfy((expression) -> assertThat(values().result(expression.replace("$__rate_interval", "5m")
				.replace("$__range", "1h")
				.replaceAll("\\$(application|instance|role|endpoint)", ".*"))).as(expression).isNotEmpty());
	}

	@Test
	void aLimitThatRejectsIsAnAlert() {
		Await.untilAsserted(() -> assertThat(
				values().of("ALERTS{alertname='TlsConnectionsRejected', alertstate='firing', severity='warning'}",
						"application", "endpoint", "reason"))
			.containsOnlyKeys("tls-sample small max-connections"));
		assertThat(values().of("ALERTS", "alertname").keySet()).doesNotContain("TlsInternalErrors",
				"TlsCertificateExpired", "TlsApplicationNotScraped");
	}

	@Test
	void reloadsAreCounted() {
		assertThat(values().of("tls_context_reloads_total", "role", "endpoint", "context", "outcome"))
			.containsExactly(Map.entry("server named default success", 2.0));
	}

	private void reload(String host) {
		assertThat(this.servers).isNotNull();
		renew(TestPki.serverFor(host));
		this.servers.get("named").reload().block(Await.LIMIT);
	}

	private static void renew(TestCertificate certificate) {
		try {
			Files.writeString(DIRECTORY.resolve("named.key"), certificate.keyPem());
			Files.writeString(DIRECTORY.resolve("named.pem"), certificate.chainPem());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, Double> counted() {
		return PrometheusValues.sum(
				values().of("sum by (role, endpoint, reason) (tls_handshakes_seconds_count)", "role", "endpoint",
						"reason"),
				values().of("tls_connections_total{outcome='rejected'}", "role", "endpoint", "reason"));
	}

	private PrometheusValues values() {
		assertThat(this.prometheus).isNotNull();
		return new PrometheusValues(this.prometheus);
	}

	private int port(String server) {
		assertThat(this.servers).isNotNull();
		return this.servers.get(server).address().getPort();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
