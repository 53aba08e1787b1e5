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

package io.tlsboot.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions are kept for each target and resumed only under the same trust; each time the
 * server is judged anew.
 */
class ClientResumptionTests {

	private static final String ENGINES_AND_VERSIONS = """
			OPENSSL,TLSv1.3
			OPENSSL,TLSv1.2
			JDK,TLSv1.3
			JDK,TLSv1.2
			""";

	@ParameterizedTest
	@CsvSource(textBlock = ENGINES_AND_VERSIONS)
	void eachTargetHasItsSessions(TlsProvider provider, String version) {
		try (RunningServer server = server();
				RunningServer another = server();
				TestClient client = TestClient.with(provider).version(version).make()) {
			talk(client, "localhost", server, false);
			SecureConnection resumed = talk(client, "localhost", server, true);
			assertThat(resumed.authorized()).isTrue();
			assertThat(resumed.protocol()).isEqualTo(version);
			assertThat(resumed.peerCertificate().orElseThrow().subject()).containsEntry("CN", List.of("localhost"));
			talk(client, "127.0.0.1", server, false);
			talk(client, "localhost", another, false);
			talk(client, "127.0.0.1", server, true);
			talk(client, "localhost", server, true);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = ENGINES_AND_VERSIONS)
	void aWrongNameIsNoticedOnResumptionToo(TlsProvider provider, String version) {
		try (RunningServer server = serverFor("other.test");
				TestClient lenient = TestClient.with(provider).version(version).reject(false).make();
				TestClient strict = TestClient.with(provider).version(version).make()) {
			for (int i = 0; i < 3; i++) {
				SecureConnection connection = talk(lenient, "localhost", server, i > 0);
				assertThat(connection.authorized()).isFalse();
				assertThat(connection.verdict().error()).isEqualTo(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
				assertThat(strict.refused(server.port()).verdict().orElseThrow().error())
					.isEqualTo(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
			}
			assertThat(strict.recorder().secured()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = ENGINES_AND_VERSIONS)
	void aCertificateThatExpiredMeanwhileIsNoticed(TlsProvider provider, String version) {
		MovingClock clock = new MovingClock();
		try (RunningServer server = server();
				TestClient lenient = TestClient.with(provider).version(version).reject(false).clock(clock).make();
				TestClient strict = TestClient.with(provider).version(version).clock(clock).make()) {
			assertThat(talk(lenient, "localhost", server, false).authorized()).isTrue();
			assertThat(talk(strict, "localhost", server, false).authorized()).isTrue();
			clock.ahead = Duration.ofDays(400);
			SecureConnection connection = talk(lenient, "localhost", server, true);
			assertThat(connection.verdict().error()).isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			int count = server.recorder().secured().size() + 1;
			TlsConnectException failure = strict.refused(server.port());
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.VERIFY);
			assertThat(failure.verdict().orElseThrow().error()).isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			assertThat(server.recorder().awaitSecured(count).sessionReused()).isTrue();
			assertThat(server.recorder().awaitEnd(count).bytesRead()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = ENGINES_AND_VERSIONS)
	void aSessionThatWasRefusedIsNotOfferedForEver(TlsProvider provider, String version) {
		MovingClock clock = new MovingClock();
		try (RunningServer server = server();
				TestClient strict = TestClient.with(provider).version(version).clock(clock).make()) {
			assertThat(talk(strict, "localhost", server, false).authorized()).isTrue();
			clock.ahead = Duration.ofDays(400);
			for (int i = 0; i < 4; i++) {
				strict.refused(server.port());
			}
			// Only a full handshake ends with an alert.
			assertThat(server.recorder().awaitFailure().reason())
				.isEqualTo(HandshakeFailureReason.LOCAL_CERTIFICATE_REJECTED);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = ENGINES_AND_VERSIONS)
	void clientsShareNothing(TlsProvider provider, String version) {
		try (RunningServer server = server();
				TestClient trusting = TestClient.with(provider).version(version).make();
				TestClient lenient = TestClient.with(provider)
					.version(version)
					.trust(TestPki.otherCa())
					.reject(false)
					.make();
				TestClient strict = TestClient.with(provider).version(version).trust(TestPki.otherCa()).make()) {
			talk(trusting, "localhost", server, false);
			for (int i = 0; i < 2; i++) {
				assertThat(talk(lenient, "localhost", server, i > 0).verdict().error())
					.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
				assertThat(strict.refused(server.port()).verdict().orElseThrow().error())
					.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
				assertThat(talk(trusting, "localhost", server, true).authorized()).isTrue();
			}
		}
	}

	private static SecureConnection talk(TestClient client, String host, RunningServer server, boolean reused) {
		int count = server.recorder().secured().size() + 1;
		SecureConnection connection = client.connect(host, server.port());
		assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
		connection.close().block(TestClient.LIMIT);
		assertThat(connection.sessionReused()).as(host + " reused").isEqualTo(reused);
		assertThat(server.recorder().awaitSecured(count).sessionReused()).isEqualTo(reused);
		return connection;
	}

	private static RunningServer server() {
		return RunningServer.with(TlsProvider.OPENSSL).start();
	}

	private static RunningServer serverFor(String name) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.identities(List.of(RunningServer.source(TestPki.serverFor(name)))))
			.start();
	}

	private static final class MovingClock extends Clock {

		private volatile Duration ahead = Duration.ZERO;

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return Instant.now().plus(this.ahead);
		}

	}

}
