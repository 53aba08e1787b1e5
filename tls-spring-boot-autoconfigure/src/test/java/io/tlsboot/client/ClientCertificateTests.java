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

import java.util.List;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.TlsAlertException;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.TlsAlert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Our certificate at servers that ask for one.
 */
class ClientCertificateTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void isPresented(TlsProvider provider, String version) {
		try (OpenSslServer openSsl = asking();
				RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
					.requestCert(true, TestPki.ca())
					.start()) {
			for (TestCertificate certificate : new TestCertificate[] { TestPki.client(), TestPki.clientRsa(),
					TestPki.clientUnderIntermediate() }) {
				try (TestClient client = TestClient.with(provider).version(version).present(certificate).make()) {
					SecureConnection first = client.connect(openSsl.port());
					assertThat(TestClient.exchange(first, "abc\n")).isEqualTo("cba\n");
					first.close().block(TestClient.LIMIT);
					int count = server.recorder().secured().size() + 1;
					SecureConnection second = client.connect(server.port());
					assertThat(TestClient.exchange(second, "abc")).isEqualTo("abc");
					second.close().block(TestClient.LIMIT);
					assertThat(server.recorder().awaitSecured(count).peerCertificate().orElseThrow().subject())
						.containsEntry("CN", List.of("client"));
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void openSslRefusesItAfterTheHandshake(TlsProvider provider) {
		try (OpenSslServer server = asking()) {
			refusedAfterwards(provider, TestPki.otherClient(), server.port(), TlsAlert.UNKNOWN_CA);
			refusedAfterwards(provider, TestPki.server(), server.port(), TlsAlert.UNSUPPORTED_CERTIFICATE);
			refusedAfterwards(provider, null, server.port(), TlsAlert.CERTIFICATE_REQUIRED);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void ourServerRefusesItAfterTheHandshake(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).requestCert(true, TestPki.ca()).start()) {
			refusedAfterwards(provider, TestPki.otherClient(), server.port(), TlsAlert.UNKNOWN_CA);
			refusedAfterwards(provider, TestPki.server(), server.port(), TlsAlert.UNSUPPORTED_CERTIFICATE);
			refusedAfterwards(provider, null, server.port(), TlsAlert.CERTIFICATE_REQUIRED);
		}
		try (RunningServer server = RunningServer.with(TlsProvider.JDK).requestCert(true, TestPki.ca()).start()) {
			refusedAfterwards(provider, TestPki.otherClient(), server.port(), TlsAlert.CERTIFICATE_UNKNOWN);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void withTls12TheHandshakeFails(TlsProvider provider) {
		try (OpenSslServer server = asking();
				TestClient other = TestClient.with(provider).version("TLSv1.2").present(TestPki.otherClient()).make();
				TestClient none = TestClient.with(provider).version("TLSv1.2").make()) {
			TlsConnectException failure = other.refused(server.port());
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.HANDSHAKE);
			assertThat(failure.reason()).contains(HandshakeFailureReason.LOCAL_CERTIFICATE_REJECTED);
			assertThat(failure.alertReceived()).contains(TlsAlert.UNKNOWN_CA);
			failure = none.refused(server.port());
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.HANDSHAKE);
			assertThat(failure.alertReceived()).contains(TlsAlert.HANDSHAKE_FAILURE);
		}
	}

	private static void refusedAfterwards(TlsProvider provider, TestCertificate certificate, int port, TlsAlert alert) {
		TestClient.Builder builder = TestClient.with(provider).version("TLSv1.3");
		try (TestClient client = ((certificate != null) ? builder.present(certificate) : builder).make()) {
			SecureConnection connection = client.connect(port);
			ConnectionEnd end = client.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.CONNECTION_ERROR);
			names(end.error(), alert);
			names(failure(connection.receive().asString().then()), alert);
			names(failure(connection.sendString("too late")), alert);
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	private static Throwable failure(Mono<Void> mono) {
		return Exceptions.unwrap(catchThrowable(() -> mono.block(TestClient.LIMIT)));
	}

	private static void names(Throwable failure, TlsAlert alert) {
		assertThat(failure).isInstanceOf(TlsAlertException.class).hasMessageContaining(alert.description());
		assertThat(((TlsAlertException) failure).alert()).isEqualTo(alert);
	}

	private static OpenSslServer asking() {
		return OpenSslServer.start(TestPki.server(), "-Verify", "1", "-verify_return_error", "-CAfile",
				TestPki.ca().certFile().toString());
	}

}
