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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.tlsboot.client.TestClient;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our own certificates are told with the time that is left to them.
 */
class CertificateExpiryTests {

	private static final TestCertificate HOST = TestPki.serverFor("api.example.com");

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	@Test
	void contextsComeAndGo() {
		Counts counts = new Counts(100, this.clock);
		try (RunningServer server = start(counts, RunningServer.with(TlsProvider.AUTO))) {
			Await.until("the default context", () -> contexts(counts).equals(Set.of("default")));
			assertThat(counts.gauge(TlsMeters.CERTIFICATE_EXPIRY, "endpoint", "test", "context", "default"))
				.isEqualTo(secondsLeft(TestPki.server()));
			server.server().addContext("api.example.com", spec(HOST)).block(Await.LIMIT);
			Await.until("both contexts", () -> contexts(counts).equals(Set.of("default", "api.example.com")));
			Gauge gauge = counts.find(TlsMeters.CERTIFICATE_EXPIRY, "context", "api.example.com").gauge();
			assertThat(gauge).isNotNull();
			assertThat(gauge.getId().getTag("subject"))
				.isEqualTo(HOST.certificate().getSubjectX500Principal().getName());
			assertThat(gauge.value()).isEqualTo(secondsLeft(HOST));
			server.server().removeContext("api.example.com");
			Await.until("one context", () -> contexts(counts).equals(Set.of("default")));
		}
		Await.until("no context", () -> contexts(counts).isEmpty());
	}

	@Test
	void contextsWithoutTagsOfTheirOwnAreToldByTheFirstToExpire() {
		Counts counts = new Counts(2, this.clock);
		RunningServer.Builder builder = RunningServer.with(TlsProvider.AUTO);
		for (int i = 0; i < 20; i++) {
			builder.sni("host" + (char) ('a' + i) + ".example.com", (spec) -> spec);
		}
		try (RunningServer server = start(counts, builder)) {
			Await.until("all contexts", () -> contexts(counts).equals(Set.of("default", "hosta.example.com", "other")));
			Gauge gauge = counts.find(TlsMeters.CERTIFICATE_EXPIRY, "context", "other", "subject", "other").gauge();
			assertThat(gauge).isNotNull();
			assertThat(gauge.value()).isEqualTo(secondsLeft(TestPki.server()));
			assertThat(server.server().contextsInfo().hosts()).hasSize(20);
		}
	}

	@Test
	void aClientTellsItsCertificate() {
		Counts counts = new Counts(100, this.clock);
		try (TestClient client = TestClient.with(TlsProvider.AUTO).present(TestPki.client()).make()) {
			counts.metrics().client(client.client());
			assertThat(counts.gauge(TlsMeters.CERTIFICATE_EXPIRY, "endpoint", "test"))
				.isEqualTo(secondsLeft(TestPki.client()));
		}
	}

	@Test
	void aServerAndAClientOfOneNameAreTwo() {
		Counts counts = new Counts(100, this.clock);
		try (RunningServer server = start(counts, RunningServer.with(TlsProvider.AUTO));
				TestClient client = TestClient.with(TlsProvider.AUTO).present(TestPki.server()).make()) {
			counts.metrics().client(client.client());
			Await.until("both", () -> counts.find(TlsMeters.CERTIFICATE_EXPIRY).gauges().size() == 2);
			assertThat(server.server().name()).isEqualTo(client.client().name());
			for (String role : List.of("server", "client")) {
				assertThat(counts.gauge(TlsMeters.CERTIFICATE_EXPIRY, "role", role, "endpoint", "test"))
					.isEqualTo(secondsLeft(TestPki.server()));
			}
		}
	}

	private static RunningServer start(Counts counts, RunningServer.Builder builder) {
		return builder.listener(counts.metrics()).serverListeners(counts.metrics()).start();
	}

	private static Set<String> contexts(Counts counts) {
		return counts.find(TlsMeters.CERTIFICATE_EXPIRY)
			.gauges()
			.stream()
			.map((gauge) -> String.valueOf(gauge.getId().getTag("context")))
			.collect(Collectors.toSet());
	}

	private static SecureContextSpec spec(TestCertificate certificate) {
		return SecureContextSpec.server("host", RunningServer.source(certificate));
	}

	private static double secondsLeft(TestCertificate certificate) {
		return certificate.certificate().getNotAfter().toInstant().getEpochSecond() - NOW.getEpochSecond();
	}

}
