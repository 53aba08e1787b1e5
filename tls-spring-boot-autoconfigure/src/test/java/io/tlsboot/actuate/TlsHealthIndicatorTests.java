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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.context.KeyLog;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class TlsHealthIndicatorTests {

	private static final Duration WARNING = Duration.ofDays(14);

	private static final String[] KEYS = { "notListening", "invalidCertificates", "expiringCertificates",
			"failedReloads" };

	private static final Instant EXPIRY = TestPki.server().certificate().getNotAfter().toInstant();

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void serverThatListensIsUp(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			Health health = health(server, EXPIRY.minus(Duration.ofDays(15)));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsOnlyKeys(KEYS);
			assertThat(health.getDetails()).containsEntry("notListening", List.of());
			assertThat(certificates(health, "invalidCertificates").count()).isZero();
			assertThat(certificates(health, "expiringCertificates").count()).isZero();
		}
	}

	@Test
	void serverThatWasClosedIsDown() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			server.server().close().block(Await.LIMIT);
			Health health = health(server, EXPIRY.plusSeconds(1));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsOnlyKeys(KEYS).containsEntry("notListening", List.of("test"));
			server.server().listen().block(Await.LIMIT);
			assertThat(health(server, EXPIRY.minus(Duration.ofDays(1))).getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void certificateThatExpiresSoonIsADetail() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			Health health = health(server, EXPIRY.minus(Duration.ofDays(13)));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			TlsHealthIndicator.Certificates expiring = certificates(health, "expiringCertificates");
			assertThat(expiring.count()).isEqualTo(1);
			assertThat(expiring.first()).singleElement().satisfies((certificate) -> {
				assertThat(certificate.role()).isEqualTo("server");
				assertThat(certificate.endpoint()).isEqualTo("test");
				assertThat(certificate.context()).isEqualTo("default");
				assertThat(certificate.validTo()).isEqualTo(EXPIRY);
				assertThat(certificate.daysLeft()).isEqualTo(13);
			});
			assertThat(certificates(health(server, EXPIRY.minus(WARNING)), "expiringCertificates").count()).isZero();
		}
	}

	@Test
	void certificateIsValidUntilItsLastSecond() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			assertThat(health(server, EXPIRY).getStatus()).isEqualTo(Status.UP);
			Health expired = health(server, EXPIRY.plusSeconds(1));
			assertThat(expired.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(expired.getDetails()).containsOnlyKeys(KEYS);
			assertThat(certificates(expired, "invalidCertificates").first().get(0).daysLeft()).isEqualTo(-1);
			assertThat(certificates(expired, "expiringCertificates").count()).isZero();
		}
	}

	@Test
	void certificateThatIsNotValidYetIsOutOfService() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			Instant from = TestPki.server().certificate().getNotBefore().toInstant();
			assertThat(health(server, from.minusSeconds(1)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		}
	}

	@Test
	void oneHostOfThousandsIsFound() {
		TestCertificate early = TestCertificate.builder("early")
			.issuer(TestPki.ca())
			.subject("CN=early.example")
			.dns("early.example")
			.valid(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(5)))
			.build();
		RunningServer.Builder many = RunningServer.with(TlsProvider.OPENSSL);
		for (int i = 0; i < 10_000; i++) {
			many.sni("host-" + i + ".example", (spec) -> spec);
		}
		many.sni("early.example", (spec) -> spec.identities(List.of(RunningServer.source(early))));
		try (RunningServer server = many.start()) {
			Health soon = health(server, Instant.now());
			assertThat(soon.getStatus()).isEqualTo(Status.UP);
			assertThat(certificates(soon, "expiringCertificates").first()).extracting(ExpiryDescriptor::context)
				.containsExactly("early.example");
			Health late = health(server, Instant.now().plus(Duration.ofDays(6)));
			assertThat(late.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(certificates(late, "invalidCertificates").count()).isEqualTo(1);
			Health never = health(server, EXPIRY.plusSeconds(1));
			assertThat(certificates(never, "invalidCertificates").count()).isEqualTo(10_002);
			assertThat(certificates(never, "invalidCertificates").first()).hasSize(10)
				.extracting(ExpiryDescriptor::context)
				.startsWith("early.example");
			assertThat(never.toString()).hasSizeLessThan(5000);
		}
	}

	@Test
	void certificateOfAClientIsADetailOnly() {
		try (TestClient client = TestClient.with(TlsProvider.OPENSSL).present(TestPki.client()).make()) {
			Instant expiry = TestPki.client().certificate().getNotAfter().toInstant();
			Health health = new TlsHealthIndicator(null,
					new TlsClients(List.of(client.client()), (spec) -> client.client()), null, WARNING,
					Clock.fixed(expiry.plusSeconds(1), ZoneOffset.UTC))
				.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(certificates(health, "invalidCertificates").first()).extracting(ExpiryDescriptor::role)
				.containsExactly("client");
		}
	}

	@Test
	void aKeyLogIsADetailWhileItIsOn(@TempDir Path directory) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				KeyLog keyLog = KeyLog.open(directory.resolve("keys.log"))) {
			TlsHealthIndicator indicator = new TlsHealthIndicator(new TlsServers(List.of(server.server())), null,
					keyLog, WARNING, Clock.systemUTC());
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			assertThat(indicator.health().getDetails()).containsEntry("keyLogFile",
					directory.resolve("keys.log").toString());
			keyLog.close();
			assertThat(indicator.health().getDetails()).doesNotContainKey("keyLogFile");
		}
	}

	private static Health health(RunningServer server, Instant now) {
		return new TlsHealthIndicator(new TlsServers(List.of(server.server())), null, null, WARNING,
				Clock.fixed(now, ZoneOffset.UTC))
			.health();
	}

	private static TlsHealthIndicator.Certificates certificates(Health health, String key) {
		return (TlsHealthIndicator.Certificates) health.getDetails().get(key);
	}

}
