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
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.SmtpDialect;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client that requires a stapled OCSP response judges what openssl staples, however the
 * connection began (security rules R11 and R12).
 */
class StapleVerdictTests {

	private static final int BAD_CERTIFICATE = 42;

	static Stream<Arguments> combinations() {
		return Stream.of("TLSv1.2", "TLSv1.3")
			.flatMap((version) -> Stream.of(StapleCase.values()).map((staple) -> Arguments.of(version, staple)));
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void isJudged(String version, StapleCase staple) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), staple.options());
				TestClient strict = requiring(version).make();
				TestClient lenient = requiring(version).reject(false).make()) {
			judged(strict, lenient, server.port(), staple);
			if (staple.expected() != null) {
				int alert = (staple == StapleCase.REVOKED) ? 44 : BAD_CERTIFICATE;
				server.peer().awaitOutput("SSL alert number " + alert);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void isJudgedAfterStartTls(String version, StapleCase staple) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), staple.options());
				StartTlsFront front = new StartTlsFront(server.port());
				TestClient strict = startTls(requiring(version)).make();
				TestClient lenient = startTls(requiring(version).reject(false)).make()) {
			judged(strict, lenient, front.port(), staple);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isNotLookedAtUnlessItIsRequired(StapleCase staple) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), staple.options());
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			SecureConnection connection = client.connect(server.port());
			assertThat(connection.authorized()).isTrue();
			connection.destroy();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void theAnswerOfASessionCountsOnResumption(String version) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), StapleCase.GOOD.options());
				TestClient client = requiring(version).make()) {
			talk(client, server.port(), false);
			talk(client, server.port(), true);
			talk(client, server.port(), true);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aSessionIsNotOfferedWhenItsAnswerIsTooOld(String version) {
		TwoClocks clock = new TwoClocks();
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-status_file",
				TestOcspResponse.of(TestPki.ca()).good(TestPki.server()).file().toString());
				TestClient client = requiring(version).clock(clock).make()) {
			talk(client, server.port(), false);
			clock.verdicts = Duration.ofHours(2);
			clock.sessions = Duration.ofHours(2);
			TlsConnectException failure = client.refused(server.port());
			assertThat(failure.verdict().orElseThrow().error()).isEqualTo(AuthorizationError.OCSP_HAS_EXPIRED);
			// Only a full handshake ends with an alert.
			server.peer().awaitOutput("SSL alert number " + BAD_CERTIFICATE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aSessionThatIsOfferedNeverthelessIsRefused(String version) {
		TwoClocks clock = new TwoClocks();
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-status_file",
				TestOcspResponse.of(TestPki.ca()).good(TestPki.server()).file().toString());
				TestClient client = requiring(version).clock(clock).make()) {
			talk(client, server.port(), false);
			clock.verdicts = Duration.ofHours(2);
			TlsConnectException failure = client.refused(server.port());
			assertThat(failure.verdict().orElseThrow().error()).isEqualTo(AuthorizationError.OCSP_HAS_EXPIRED);
			assertThat(server.peer().output()).doesNotContain("SSL alert number");
			clock.verdicts = Duration.ZERO;
			talk(client, server.port(), false);
			talk(client, server.port(), true);
		}
	}

	@Test
	void theOtherEngineRefuses() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> TestClient.with(TlsProvider.JDK)
				.context((context) -> context.ocsp(OcspSpec.requiringStaple()))
				.make())
			.satisfies((failure) -> assertThat(failure.key()).isEqualTo("ocsp.require-staple"));
	}

	private static void judged(TestClient strict, TestClient lenient, int port, StapleCase staple) {
		SecureConnection connection = lenient.connect(port);
		assertThat(connection.verdict().error()).as(String.valueOf(connection.verdict().detail()))
			.isEqualTo(staple.expected());
		connection.destroy();
		if (staple.expected() == null) {
			talk(strict, port, false);
			return;
		}
		TlsConnectException failure = strict.refused(port);
		assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.VERIFY);
		assertThat(failure.reason()).contains(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
		assertThat(failure.verdict().orElseThrow().error()).isEqualTo(staple.expected());
		assertThat(strict.recorder().secured()).isEmpty();
	}

	private static void talk(TestClient client, int port, boolean reused) {
		SecureConnection connection = client.connect(port);
		assertThat(connection.authorized()).isTrue();
		assertThat(TestClient.exchange(connection, "hello\n")).isEqualTo("olleh\n");
		assertThat(connection.sessionReused()).isEqualTo(reused);
		connection.close().block(TestClient.LIMIT);
	}

	private static TestClient.Builder requiring(String version) {
		return TestClient.with(TlsProvider.OPENSSL)
			.version(version)
			.context((context) -> context.ocsp(OcspSpec.requiringStaple()));
	}

	private static TestClient.Builder startTls(TestClient.Builder client) {
		return client.spec((spec) -> spec.withStartTls(new StartTlsSpec(SmtpDialect.client())));
	}

	/**
	 * One time for verdicts and another for looking after sessions.
	 */
	private static final class TwoClocks extends Clock {

		private volatile Duration verdicts = Duration.ZERO;

		private volatile Duration sessions = Duration.ZERO;

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
			return Instant.now().plus(this.verdicts);
		}

		@Override
		public long millis() {
			return Instant.now().plus(this.sessions).toEpochMilli();
		}

	}

}
