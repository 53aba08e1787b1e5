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

package io.tlsboot.lifetime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.StartTlsDialect;
import io.tlsboot.material.TrustSource;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for verdicts of connections that other contexts than the default one have served,
 * and of those that began in plaintext.
 */
class HostVerdictTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@TempDir
	Path directory;

	private LiveFiles files;

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(TestPki.server()).trust(TestPki.ca(), TestPki.otherCa());
	}

	private RunningServer.Builder server() {
		return RunningServer.with(TlsProvider.OPENSSL)
			.lifetime(LivingVerdictTests.CLOSE)
			.reload(LivingVerdictTests.QUICK);
	}

	private SecureContextSpec.Builder asking(SecureContextSpec.Builder context) {
		return context.trust(this.files.trust()).requestCert(true).rejectUnauthorized(true);
	}

	private static OpenSslConnection open(RunningServer server, String host, TestCertificate identity) {
		OpenSslConnection connection = OpenSslClient.to(server.port()).serverName(host).identity(identity).open();
		connection.awaitHandshake();
		connection.peer().write("hello\n").awaitOutput("hello");
		return connection;
	}

	@Test
	void eachHostJudgesByItsOwnTrust() {
		try (RunningServer server = server().requestCert(true, TestPki.ca(), TestPki.otherCa())
			.sni("*.example.com", (context) -> asking(context.name("*.example.com")))
			.start();
				OpenSslConnection host = open(server, "a.example.com", TestPki.otherClient());
				OpenSslConnection other = open(server, "localhost", TestPki.otherClient())) {
			this.files.trust(TestPki.ca());
			assertThat(host.awaitEnd().status()).isZero();
			assertThat(server.recorder().verdictChanges()).singleElement()
				.satisfies((change) -> assertThat(change.connection().contextName()).isEqualTo("*.example.com"));
			other.peer().write("untouched\n").awaitOutput("untouched");
		}
	}

	@Test
	void contextsOfAResolverFollowToo() {
		SecureContextSpec answer = asking(
				new SecureContextSpec.Builder("test").name("tenant").identities(List.of(this.files.identity())))
			.build();
		try (RunningServer server = server().choices(new TlsServerChoices((name) -> Mono.just(answer), null, null))
			.start(); OpenSslConnection tenant = open(server, "tenant.example.org", TestPki.otherClient())) {
			assertThat(server.recorder().awaitSecured(1).contextName()).isEqualTo("tenant");
			this.files.trust(TestPki.ca());
			assertThat(tenant.awaitEnd().status()).isZero();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.VERDICT_CHANGED);
		}
	}

	@Test
	void protocolsOfASelectorAreVariantsOfTheirContext() {
		try (RunningServer server = server().context(this::asking)
			.choices(new TlsServerChoices(null, (context, name, offered) -> offered.get(0), null))
			.start();
				OpenSslConnection connection = OpenSslClient.to(server.port())
					.alpn("echo/1")
					.identity(TestPki.otherClient())
					.open()) {
			connection.awaitHandshake();
			assertThat(server.recorder().awaitSecured(1).applicationProtocol()).contains("echo/1");
			this.files.trust(TestPki.ca());
			assertThat(connection.awaitEnd().status()).isZero();
		}
	}

	@Test
	void contextThatTakesThePlaceOfAnotherJudgesItsConnections() {
		try (RunningServer server = server().sni("a.example.com", (context) -> asking(context.name("a.example.com")))
			.start(); OpenSslConnection host = open(server, "a.example.com", TestPki.otherClient())) {
			SecureContextSpec stricter = asking(
					new SecureContextSpec.Builder("test").identities(List.of(this.files.identity())))
				.trust(RunningServer.trust(TestPki.ca()))
				.build();
			server.server().addContext("a.example.com", stricter).block(LIMIT);
			assertThat(host.awaitEnd().status()).isZero();
		}
	}

	@Test
	void connectionsOfAHostThatWasRemovedAreJudgedByWhatItHad() {
		TestCertificate brief = TestCertificate.builder("brief")
			.issuer(TestPki.ca())
			.clientAuth()
			.valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(6))
			.build();
		try (RunningServer server = server().sni("a.example.com", (context) -> asking(context.name("a.example.com")))
			.start();
				OpenSslConnection expiring = open(server, "a.example.com", brief);
				OpenSslConnection other = open(server, "a.example.com", TestPki.client())) {
			server.server().removeContext("a.example.com");
			assertThat(expiring.awaitEnd().status()).isZero();
			assertThat(server.recorder().awaitVerdictChange(1).after().error())
				.isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			other.peer().write("goes on\n").awaitOutput("goes on");
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void upgradedConnectionsAreJudgedToo(TlsProvider provider) {
		this.files.crl(TestCrls.current());
		TrustSource ca = RunningServer.trust(TestPki.ca());
		try (RunningServer server = server()
			.context((context) -> context.provider(provider)
				.trust(ca)
				.crls(List.of(this.files.crl().toUri().toString()))
				.requestCert(true))
			.startTls(new StartTlsSpec(StartTlsDialect.SMTP.server("mail.example.com"), PlaintextLimits.DEFAULTS))
			.start();
				OpenSslConnection client = OpenSslClient.to(server.port())
					.option("-starttls", "smtp")
					.identity(TestPki.client())
					.open()) {
			client.awaitHandshake();
			SecureConnection connection = server.recorder().awaitSecured(1);
			assertThat(connection.authorized()).isTrue();
			this.files.crl(TestCrls.revoking(TestPki.client()));
			assertThat(client.awaitEnd().status()).isZero();
			assertThat(connection.authorizationError()).contains(AuthorizationError.CERT_REVOKED);
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.VERDICT_CHANGED);
		}
	}

}
