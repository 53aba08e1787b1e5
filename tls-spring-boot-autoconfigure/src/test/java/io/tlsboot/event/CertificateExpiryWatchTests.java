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

package io.tlsboot.event;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.Role;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CertificateExpiryWatch} with certificates that live for seconds.
 */
@ExtendWith(OutputCaptureExtension.class)
class CertificateExpiryWatchTests {

	private static final Duration SOON = Duration.ofSeconds(4);

	@TempDir
	Path directory;

	private final List<CertificateExpiry> told = new CopyOnWriteArrayList<>();

	private final CertificateExpiryWatch watch = new CertificateExpiryWatch(
			List.of(Duration.ofHours(1), SOON, Duration.ZERO), Clock.systemUTC(), this.told::add);

	@AfterEach
	void close() {
		this.watch.close();
	}

	private static TestCertificate certificate(String name, Duration left) {
		return TestCertificate.builder(name)
			.issuer(TestPki.ca())
			.serverAuth()
			.dns("localhost")
			.valid(Instant.now().minusSeconds(60), Instant.now().plus(left))
			.build();
	}

	@Test
	void eachThresholdIsToldOnceAndARenewedCertificateStartsAnew(CapturedOutput output) {
		TestCertificate brief = certificate("brief", Duration.ofSeconds(8));
		LiveFiles files = new LiveFiles(this.directory).identity(brief);
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.context((context) -> context.identities(List.of(files.identity())))
			.reload(ReloadSpec.OFF)
			.serverListeners(this.watch)
			.start()) {
			Await.until("the first", () -> this.told.size() == 1);
			CertificateExpiry first = this.told.get(0);
			assertThat(first.role()).isEqualTo(Role.SERVER);
			assertThat(first.endpoint()).isEqualTo("test");
			assertThat(first.context()).isEqualTo("default");
			assertThat(first.certificate()).isEqualTo(brief.certificate());
			assertThat(first.threshold()).isEqualTo(Duration.ofHours(1));
			assertThat(first.timeLeft()).isBetween(SOON, Duration.ofSeconds(8));
			Await.until("the second", () -> this.told.size() == 2);
			assertThat(this.told.get(1).threshold()).isEqualTo(SOON);
			assertThat(this.told.get(1).timeLeft()).isLessThan(SOON).isPositive();
			Await.until("the end", () -> this.told.size() == 3);
			assertThat(this.told.get(2).threshold()).isZero();
			assertThat(this.told.get(2).timeLeft()).isNegative();
			files.identity(certificate("fresh", Duration.ofMinutes(30)));
			server.server().reload().block(Await.LIMIT);
			Await.until("the new one", () -> this.told.size() == 4);
			assertThat(this.told.get(3).threshold()).isEqualTo(Duration.ofHours(1));
			assertThat(this.told.get(3).certificate().getSubjectX500Principal().getName()).contains("fresh");
			assertThat(output).contains("The certificate of the TLS server 'test', context 'default', expires in",
					"The certificate of the TLS server 'test', context 'default', has expired",
					"its subject is CN=brief");
		}
	}

	@Test
	void hostsAndClientsAreToldOfThoseThatLastAreNot() {
		TestCertificate brief = certificate("brief", Duration.ofMinutes(10));
		TestCertificate identity = TestCertificate.builder("client")
			.issuer(TestPki.ca())
			.clientAuth()
			.valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(600))
			.build();
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.sni("*.example.com",
					(context) -> context.name("*.example.com").identities(List.of(RunningServer.source(brief))))
			.serverListeners(this.watch)
			.start(); TestClient client = TestClient.with(TlsProvider.AUTO).present(identity).make()) {
			this.watch.add(client.client());
			Await.until("both", () -> this.told.size() == 2);
			assertThat(this.told).extracting(CertificateExpiry::role, CertificateExpiry::context)
				.containsExactlyInAnyOrder(tuple(Role.SERVER, "*.example.com"),
						tuple(Role.CLIENT, client.client().context().name()));
			this.watch.contextsChanged(server.server());
			server.server().removeContext("*.example.com");
		}
		assertThat(this.told).hasSize(2);
	}

	@Test
	void wordsOfTheLog() {
		assertThat(ExpiryLog.text(Duration.ofDays(13).plusHours(5))).isEqualTo("13 days");
		assertThat(ExpiryLog.text(Duration.ofHours(30))).isEqualTo("1 day");
		assertThat(ExpiryLog.text(Duration.ofMinutes(90))).isEqualTo("1 hour");
		assertThat(ExpiryLog.text(Duration.ofSeconds(119))).isEqualTo("1 minute");
		assertThat(ExpiryLog.text(Duration.ofSeconds(7))).isEqualTo("7 seconds");
	}

}
