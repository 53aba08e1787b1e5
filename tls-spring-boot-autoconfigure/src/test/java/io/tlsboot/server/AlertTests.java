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

package io.tlsboot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.NodeClient;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestKeys;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is told on the wire when a handshake fails, and that we know what was told.
 */
class AlertTests {

	private static final String CIPHER_OF_YESTERDAY = "ECDHE-ECDSA-AES128-SHA";

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@MethodSource("refusals")
	void aRefusedClientHearsWhy(TlsProvider provider, String version, Refusal refusal) {
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.context((spec) -> refusal.crl()
					? spec.crls(List.of(TestCrls.revoking(TestPki.client()).file().toUri().toString())) : spec)
			.start()) {
			OpenSslClient client = OpenSslClient.to(server.port()).protocol(version);
			TestCertificate presented = refusal.presented();
			OpenSslResult result = ((presented != null) ? client.identity(presented) : client).awaitEnd();
			HandshakeFailure failure = server.recorder().awaitFailure();
			int expected = refusal.alert(provider, version);
			assertThat(result.alert()).as(result.output()).isEqualTo(expected);
			assertThat(failure.alertSent()).isEqualTo(TlsAlert.of(expected));
			assertThat(failure.alertReceived()).isNull();
			assertThat(failure.reason())
				.isEqualTo((presented != null) ? HandshakeFailureReason.PEER_CERTIFICATE_REJECTED
						: HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
			assertThat(Objects.requireNonNull(failure.verdict()).error()).isEqualTo(refusal.error());
			assertThat(server.recorder().secured()).isEmpty();
		}
	}

	static Stream<Arguments> refusals() {
		TestCertificate forged = TestCertificate.builder("forged")
			.issuer(TestPki.ca())
			.clientAuth()
			.signedBy(TestKeys.ec("secp256r1").getPrivate())
			.build();
		List<Refusal> refusals = List.of(
				new Refusal("unknown ca", TestPki.otherClient(), AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE,
						48),
				new Refusal("self-signed", TestPki.selfSigned(), AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT, 48),
				new Refusal("expired", TestPki.expired(), AuthorizationError.CERT_HAS_EXPIRED, 45),
				new Refusal("not yet valid", TestPki.notYetValid(), AuthorizationError.CERT_NOT_YET_VALID, 45),
				new Refusal("purpose", TestPki.server(), AuthorizationError.INVALID_PURPOSE, 43),
				new Refusal("revoked", TestPki.client(), AuthorizationError.CERT_REVOKED, 44),
				new Refusal("bad signature", forged, AuthorizationError.CERT_SIGNATURE_FAILURE, 51),
				new Refusal("name constraint", TestPki.nameNotPermitted(), AuthorizationError.NAME_CONSTRAINT_VIOLATION,
						42),
				new Refusal("none", null, AuthorizationError.UNABLE_TO_GET_ISSUER_CERT, 0));
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((provider) -> Stream.of("TLSv1.3", "TLSv1.2")
				.flatMap((version) -> refusals.stream().map((refusal) -> Arguments.of(provider, version, refusal))));
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,-tls1_1", "JDK,-tls1_1", "OPENSSL,-tls1", "JDK,-tls1" })
	void aVersionOfYesterdayIsRefused(TlsProvider provider, String option) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			refused(server, OpenSslClient.to(server.port()).option(option, "-cipher", "DEFAULT@SECLEVEL=0"), 70,
					HandshakeFailureReason.UNSUPPORTED_PROTOCOL);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3,TLSv1.2", "JDK,TLSv1.3,TLSv1.2", "OPENSSL,TLSv1.2,TLSv1.3", "JDK,TLSv1.2,TLSv1.3" })
	void aVersionThatIsNotServedIsRefused(TlsProvider provider, String served, String offered) {
		try (RunningServer server = RunningServer.with(provider)
			.context((spec) -> spec.protocols(List.of(served)))
			.start()) {
			refused(server, OpenSslClient.to(server.port()).protocol(offered), 70,
					HandshakeFailureReason.UNSUPPORTED_PROTOCOL);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,false", "JDK,false", "OPENSSL,true", "JDK,true" })
	void withoutACommonSuiteTheHandshakeFails(TlsProvider provider, boolean requestCert) {
		try (RunningServer server = RunningServer.with(provider)
			.context((spec) -> spec.requestCert(requestCert).trust(RunningServer.trust(TestPki.ca())))
			.start()) {
			refused(server, OpenSslClient.to(server.port()).tls12().option("-cipher", CIPHER_OF_YESTERDAY), 40,
					HandshakeFailureReason.NO_SHARED_CIPHER);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void withoutACommonSuiteOfTls13TheHandshakeFails(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			refused(server, OpenSslClient.to(server.port()).tls13().option("-ciphersuites", "TLS_AES_128_CCM_SHA256"),
					40, HandshakeFailureReason.NO_SHARED_CIPHER);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void withoutACommonKindOfKeyTheHandshakeFails(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			refused(server, OpenSslClient.to(server.port()).protocol(version).option("-sigalgs", "RSA-PSS+SHA256"), 40,
					HandshakeFailureReason.NO_SHARED_CIPHER);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void withoutACommonApplicationProtocolTheHandshakeFails(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.context((spec) -> spec.alpnProtocols(List.of("echo/2", "echo/1")))
			.start()) {
			refused(server, OpenSslClient.to(server.port()).protocol(version).alpn("h2", "http/1.1"), 120,
					HandshakeFailureReason.NO_APPLICATION_PROTOCOL);
			OpenSslResult common = OpenSslClient.to(server.port())
				.protocol(version)
				.alpn("echo/1", "echo/2")
				.exchange("hello\n", "hello");
			assertThat(common.applicationProtocol()).isEqualTo("echo/2");
			assertThat(server.recorder().awaitSecured(1).applicationProtocol()).contains("echo/2");
			OpenSslClient.to(server.port()).protocol(version).exchange("hello\n", "hello");
			assertThat(server.recorder().awaitSecured(2).applicationProtocol()).isEmpty();
		}
	}

	@Test
	void aNeedlessFallbackIsRefused() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			refused(server, OpenSslClient.to(server.port()).tls12().option("-fallback_scsv"), 86,
					HandshakeFailureReason.INAPPROPRIATE_FALLBACK);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aMalformedHelloIsToldSo(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start();
				RawClient client = RawClient.connect(server.port())) {
			client.send(new byte[] { 0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0, 0x55 });
			assertThat(client.readAlert()).isEqualTo(new RawClient.Alert(2, 50));
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.MALFORMED);
			assertThat(failure.alertSent()).isEqualTo(TlsAlert.DECODE_ERROR);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,100", "JDK,40" })
	void renegotiationIsRefused(TlsProvider provider, int alert) {
		try (RunningServer server = RunningServer.with(provider).start();
				OpenSslConnection client = OpenSslClient.to(server.port()).tls12().commands().open()) {
			client.awaitHandshake();
			client.peer().write("hello\n").awaitOutput("hello");
			client.peer().write("R\n");
			assertThat(client.awaitEnd().alert()).isEqualTo(alert);
			assertThat(server.recorder().awaitEnd(1).cleanly()).isFalse();
			assertThat(server.recorder().failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void earlyDataIsNeverOffered(TlsProvider provider, @TempDir Path directory) throws IOException {
		Path session = directory.resolve("session.pem");
		Path early = Files.writeString(directory.resolve("early"), "early\n");
		try (RunningServer server = RunningServer.with(provider).start()) {
			OpenSslClient.to(server.port()).tls13().exchangeAndSave(session, "hello\n", "hello");
			OpenSslResult resumed = OpenSslClient.to(server.port())
				.tls13()
				.resumeSession(session)
				.option("-early_data", early.toString())
				.exchange("hello\n", "hello");
			assertThat(resumed.reused()).isTrue();
			assertThat(resumed.output()).contains("Early data was not sent").doesNotContain("\nearly\n");
			assertThat(server.recorder().awaitEnd(2).bytesRead()).isEqualTo(6);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aClientThatDoesNotTrustUsIsUnderstood(TlsProvider provider, String version) {
		Path other = TestPki.otherCa().certFile();
		try (RunningServer server = RunningServer.with(provider).start()) {
			OpenSslClient.to(server.port()).protocol(version).trust(other).strict().awaitEnd();
			distrusted(server, 1, TlsAlert.UNKNOWN_CA);
			String number = version.substring(4);
			Curl.run("https://127.0.0.1:" + server.port(), "--cacert", other.toString(), "--tlsv" + number, "--tls-max",
					number);
			distrusted(server, 2, TlsAlert.UNKNOWN_CA);
			try (JdkConnection connection = JdkClient.to(server.port())
				.trust(TestPki.otherCa())
				.protocols(version)
				.open()) {
				assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(connection::handshake);
			}
			distrusted(server, 3, TlsAlert.CERTIFICATE_UNKNOWN);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void nodeDoesNotTellWhyItLeaves(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			String node = NodeClient.connect(Map.of("port", server.port(), "minVersion", version, "maxVersion", version,
					"ca", TestPki.otherCa().certFile().toString()));
			assertThat(node).contains("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
			Await.until("the connection ends",
					() -> server.recorder().failures().size() + server.recorder().ends().size() == 1);
			assertThat(server.recorder().failures())
				.allMatch((failure) -> failure.reason() == HandshakeFailureReason.PEER_CLOSED
						&& failure.alertReceived() == null && failure.alertSent() == null);
		}
	}

	private static void distrusted(RunningServer server, int count, TlsAlert alert) {
		HandshakeFailure failure = server.recorder().awaitFailure(count);
		assertThat(failure.reason()).as("%s", failure).isEqualTo(HandshakeFailureReason.LOCAL_CERTIFICATE_REJECTED);
		assertThat(failure.alertReceived()).as("%s", failure).isEqualTo(alert);
		assertThat(failure.alertSent()).as("%s", failure).isNull();
	}

	private static void refused(RunningServer server, OpenSslClient client, int alert, HandshakeFailureReason reason) {
		OpenSslResult result = client.awaitEnd();
		HandshakeFailure failure = server.recorder().awaitFailure();
		assertThat(result.alert()).as(result.output()).isEqualTo(alert);
		assertThat(failure.reason()).as("%s", failure).isEqualTo(reason);
		assertThat(failure.alertSent()).as("%s", failure).isEqualTo(TlsAlert.of(alert));
		assertThat(failure.alertReceived()).isNull();
		assertThat(server.recorder().failures()).hasSize(1);
		assertThat(server.recorder().secured()).isEmpty();
	}

	private record Refusal(String name, TestCertificate presented, AuthorizationError error, int boringSsl) {

		boolean crl() {
			return this.error == AuthorizationError.CERT_REVOKED;
		}

		int alert(TlsProvider provider, String version) {
			if (this.presented == null) {
				// JSSE of newer Java says what BoringSSL says.
				if (provider == TlsProvider.JDK && Runtime.version().feature() == 17) {
					return 42;
				}
				return version.equals("TLSv1.3") ? 116 : 40;
			}
			return (provider == TlsProvider.JDK) ? 46 : this.boringSsl;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
