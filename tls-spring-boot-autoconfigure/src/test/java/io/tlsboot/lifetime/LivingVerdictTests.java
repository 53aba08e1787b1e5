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
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.reload.RecordedReloads;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.ConnectionRecorder.VerdictChange;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrl;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for open connections of servers whose clients lose their authorization, with
 * OpenSSL's client.
 */
class LivingVerdictTests {

	static final ReloadSpec QUICK = new ReloadSpec(true, Duration.ofMillis(100), Duration.ofMillis(50),
			Duration.ofSeconds(2), true);

	static final LifetimeSpec CLOSE = LifetimeSpec.DEFAULTS.withVerdictChange(OnVerdictChange.CLOSE,
			Duration.ofMillis(100));

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	private LiveFiles files;

	private final TestCertificate bad = client("bad");

	private final TestCertificate good = client("good");

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(TestPki.server())
			.trust(TestPki.ca(), TestPki.otherCa())
			.crl(TestCrls.current(), TestCrls.ofOtherCa());
	}

	private static TestCertificate client(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).clientAuth().build();
	}

	private RunningServer.Builder server(TlsProvider provider) {
		return RunningServer.with(provider)
			.context((context) -> context.identities(List.of(this.files.identity()))
				.trust(this.files.trust())
				.requestCert(true)
				.rejectUnauthorized(true))
			.serverListeners(this.reloads)
			.reload(QUICK);
	}

	private RunningServer.Builder serverWithCrl(TlsProvider provider) {
		return server(provider).context((context) -> context.crls(List.of(this.files.crl().toUri().toString())));
	}

	private static OpenSslConnection open(RunningServer server, TestCertificate identity) {
		OpenSslConnection connection = OpenSslClient.to(server.port())
			.trust(TestPki.ca())
			.identity(identity)

			.open();
		connection.awaitHandshake();
		connection.peer().write("hello\n").awaitOutput("hello");
		return connection;
	}

	private static SecureConnection of(RunningServer server, TestCertificate identity) {
		return server.recorder()
			.secured()
			.stream()
			.filter((connection) -> connection.peerCertificate()
				.orElseThrow()
				.certificate()
				.equals(identity.certificate()))
			.findFirst()
			.orElseThrow();
	}

	private static void lives(OpenSslConnection connection, String text) {
		connection.peer().write(text + "\n").awaitOutput(text);
	}

	private static void assertEndedCleanly(OpenSslResult result) {
		assertThat(result.status()).as(result.output()).isZero();
		assertThat(result.output()).doesNotContain("unexpected eof", "errno");
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void revokedClientIsToldOfAndGoesOn(TlsProvider provider) {
		try (RunningServer server = serverWithCrl(provider).start();
				OpenSslConnection revoked = open(server, this.bad);
				OpenSslConnection other = open(server, this.good)) {
			this.files.crl(TestCrls.revoking(this.bad), TestCrls.ofOtherCa());
			VerdictChange change = server.recorder().awaitVerdictChange(1);
			SecureConnection connection = of(server, this.bad);
			assertThat(change.connection()).isSameAs(connection);
			assertThat(change.before()).isEqualTo(Verdict.AUTHORIZED);
			assertThat(change.after().error()).isEqualTo(AuthorizationError.CERT_REVOKED);
			assertThat(change.after().detail()).contains("bad", "revoked");
			assertThat(change.told()).isSameAs(change.after());
			assertThat(change.thread()).startsWith("reactor-tcp");
			assertThat(connection.authorized()).isFalse();
			assertThat(connection.authorizationError()).contains(AuthorizationError.CERT_REVOKED);
			lives(revoked, "still");
			lives(other, "untouched");
			this.files.crl(TestCrls.current(), TestCrls.ofOtherCa());
			VerdictChange again = server.recorder().awaitVerdictChange(2);
			assertThat(again.connection()).isSameAs(connection);
			assertThat(again.before()).isSameAs(change.after());
			assertThat(again.after().authorized()).isTrue();
			assertThat(connection.authorized()).isTrue();
			assertThat(server.recorder().verdictChanges()).hasSize(2);
			assertThat(of(server, this.good).authorized()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void revokedClientIsClosedGracefully(TlsProvider provider) {
		try (RunningServer server = serverWithCrl(provider).lifetime(CLOSE).start();
				OpenSslConnection revoked = open(server, this.bad);
				OpenSslConnection other = open(server, this.good)) {
			this.files.crl(TestCrls.revoking(this.bad), TestCrls.ofOtherCa());
			assertEndedCleanly(revoked.awaitEnd());
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.VERDICT_CHANGED);
			lives(other, "untouched");
			assertThat(server.recorder().verdictChanges()).hasSize(1);
			assertThat(server.recorder().ends()).hasSize(1);
			assertThat(of(server, this.bad).authorizationError()).contains(AuthorizationError.CERT_REVOKED);
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void clientOfAnAuthorityThatIsTrustedNoMoreIsClosed(TlsProvider provider) {
		try (RunningServer server = server(provider).lifetime(CLOSE).start();
				OpenSslConnection stranger = open(server, TestPki.otherClient());
				OpenSslConnection other = open(server, this.good)) {
			this.files.trust(TestPki.ca());
			assertEndedCleanly(stranger.awaitEnd());
			assertThat(server.recorder().awaitVerdictChange(1).after().error())
				.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
			lives(other, "untouched");
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3" })
	void resumedClientIsJudgedByTheChainOfItsSession(TlsProvider provider, String version) {
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = serverWithCrl(provider).start()) {
			OpenSslClient.to(server.port())
				.protocol(version)
				.identity(this.bad)
				.exchangeAndSave(session, "hello\n", "hello");
			try (OpenSslConnection resumed = OpenSslClient.to(server.port())
				.protocol(version)
				.resumeSession(session)
				.open()) {
				assertThat(resumed.awaitHandshake().reused()).isTrue();
				SecureConnection connection = server.recorder().awaitSecured(2);
				assertThat(connection.authorized()).isTrue();
				this.files.crl(TestCrls.revoking(this.bad), TestCrls.ofOtherCa());
				VerdictChange change = server.recorder().awaitVerdictChange(1);
				assertThat(change.connection()).isSameAs(connection);
				assertThat(connection.authorizationError()).contains(AuthorizationError.CERT_REVOKED);
				lives(resumed, "still");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void certificateThatExpiresEndsTheAuthorization(TlsProvider provider) {
		TestCertificate brief = TestCertificate.builder("brief")
			.issuer(TestPki.ca())
			.clientAuth()
			.valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(6))
			.build();
		try (RunningServer server = server(provider).lifetime(CLOSE).start();
				OpenSslConnection expiring = open(server, brief);
				OpenSslConnection other = open(server, this.good)) {
			assertThat(server.recorder().verdictChanges()).isEmpty();
			assertEndedCleanly(expiring.awaitEnd());
			VerdictChange change = server.recorder().awaitVerdictChange(1);
			assertThat(change.after().error()).isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			assertThat(Instant.now()).isAfter(brief.certificate().getNotAfter().toInstant());
			lives(other, "untouched");
		}
	}

	@Test
	void revocationListThatExpiresEndsTheAuthorizationOfAll() {
		Instant end = Instant.now().plusSeconds(6);
		this.files.crl(TestCrl.builder("brief", TestPki.ca()).valid(Instant.now().minusSeconds(60), end).build());
		try (RunningServer server = serverWithCrl(TlsProvider.OPENSSL).start();
				OpenSslConnection one = open(server, this.bad);
				OpenSslConnection other = open(server, this.good)) {
			assertThat(server.recorder().verdictChanges()).isEmpty();
			server.recorder().awaitVerdictChange(2);
			assertThat(server.recorder().verdictChanges()).extracting((change) -> change.after().error())
				.containsOnly(AuthorizationError.CRL_HAS_EXPIRED);
			lives(one, "one");
			lives(other, "other");
			this.files.crl(TestCrls.current());
			server.recorder().awaitVerdictChange(4);
			assertThat(server.recorder().secured()).allMatch(SecureConnection::authorized);
		}
	}

	@Test
	void whoIsNotAskedIsNeverJudged() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.context((context) -> context.identities(List.of(this.files.identity())).trust(this.files.trust()))
			.serverListeners(this.reloads)
			.reload(QUICK)
			.lifetime(CLOSE)
			.start(); OpenSslConnection connection = open(server, this.bad)) {
			this.files.identity(TestPki.serverRsa());
			this.reloads.await(Outcome.RELOADED, 1);
			lives(connection, "still");
			assertThat(server.recorder().secured().get(0).verdict()).isSameAs(Verdict.NOT_ASKED);
			assertThat(server.recorder().verdictChanges()).isEmpty();
		}
	}

	@Test
	void unauthorizedClientIsAuthorizedWhenItsAuthorityIsTrusted() {
		this.files.trust(TestPki.ca());
		try (RunningServer server = server(TlsProvider.OPENSSL).context((context) -> context.rejectUnauthorized(false))
			.lifetime(CLOSE)
			.start(); OpenSslConnection stranger = open(server, TestPki.otherClient())) {
			assertThat(server.recorder().secured().get(0).authorized()).isFalse();
			this.files.trust(TestPki.ca(), TestPki.otherCa());
			assertThat(server.recorder().awaitVerdictChange(1).after().authorized()).isTrue();
			this.files.trust(TestPki.ca());
			assertEndedCleanly(stranger.awaitEnd());
		}
	}

}
