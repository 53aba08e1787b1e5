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

package io.tlsboot.test.peer;

import java.nio.file.Path;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenSslClientTests {

	@Test
	void readsWhatWasChosenByNpn() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-nextprotoneg", "echo/2,echo/1")) {
			OpenSslResult result = OpenSslClient.to(server.port()).tls12().npn("echo/1").exchange("abc\n", "cba");
			assertThat(result.advertisedProtocols()).isEqualTo("echo/2, echo/1");
			assertThat(result.nextProtocol()).isEqualTo("echo/1");
			assertThat(result.applicationProtocol()).isNull();
		}
	}

	@Test
	void readsWhatWasAgreedOn() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-alpn", "echo/1")) {
			OpenSslResult result = OpenSslClient.to(server.port())
				.tls13()
				.trust(TestPki.ca())
				.alpn("echo/2", "echo/1")
				.serverName("localhost")
				.exchange("abc\n", "cba");
			assertThat(result.connected()).isTrue();
			assertThat(result.status()).isZero();
			assertThat(result.protocol()).isEqualTo("TLSv1.3");
			assertThat(result.cipher()).isEqualTo("TLS_AES_256_GCM_SHA384");
			assertThat(result.reused()).isFalse();
			assertThat(result.verifyCode()).isZero();
			assertThat(result.alert()).isNull();
			assertThat(result.applicationProtocol()).isEqualTo("echo/1");
			assertThat(result.peerSubject()).isEqualTo("O = Test, CN = localhost");
			assertThat(result.group()).isEqualTo("X25519");
		}
	}

	@Test
	void untrustedServerIsReportedAndRefusedOnlyWhenStrict() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			OpenSslResult lenient = OpenSslClient.to(server.port()).trust(TestPki.otherCa()).exchange("abc\n", "cba");
			assertThat(lenient.verifyCode()).isEqualTo(21);
			OpenSslResult strict = OpenSslClient.to(server.port()).trust(TestPki.otherCa()).strict().awaitEnd();
			assertThat(strict.connected()).isFalse();
			assertThat(strict.status()).isNotZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void resumesSavedSession(String protocol, @TempDir Path directory) {
		Path session = directory.resolve("session");
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			OpenSslResult first = OpenSslClient.to(server.port())
				.protocol(protocol)
				.exchangeAndSave(session, "abc\n", "cba");
			assertThat(first.reused()).isFalse();
			OpenSslResult second = OpenSslClient.to(server.port())
				.protocol(protocol)
				.resumeSession(session)
				.exchange("abc\n", "cba");
			assertThat(second.reused()).isTrue();
			assertThat(second.protocol()).isEqualTo(protocol);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void alertIsRead(String protocol) {
		String ca = TestPki.ca().certFile().toString();
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-Verify", "3", "-verify_return_error",
				"-CAfile", ca)) {
			OpenSslResult missing = OpenSslClient.to(server.port()).protocol(protocol).awaitEnd();
			assertThat(missing.alert()).isEqualTo(protocol.equals("TLSv1.3") ? 116 : 40);
			// With TLS 1.3 the client has finished before the server judges.
			assertThat(missing.connected()).isEqualTo(protocol.equals("TLSv1.3"));
			assertThat(
					OpenSslClient.to(server.port()).protocol(protocol).identity(TestPki.expired()).awaitEnd().alert())
				.isEqualTo(45);
			assertThat(OpenSslClient.to(server.port())
				.protocol(protocol)
				.identity(TestPki.clientUnderIntermediate().presenting())
				.awaitEnd()
				.alert()).isEqualTo(48);
			OpenSslResult accepted = OpenSslClient.to(server.port())
				.protocol(protocol)
				.identity(TestPki.clientUnderIntermediate())
				.exchange("abc\n", "cba");
			assertThat(accepted.alert()).isNull();
		}
	}

	@Test
	void presentsExactlyItsChainWhateverItTrusts() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-verify", "3", "-CAfile",
				TestPki.otherCa().certFile().toString())) {
			OpenSslClient.to(server.port()).trust(TestPki.ca()).identity(TestPki.client()).exchange("abc\n", "cba");
			server.peer().awaitOutput("verify error:num=21:unable to verify the first certificate");
			assertThat(server.peer().output()).doesNotContain("self-signed certificate in certificate chain");
		}
	}

}
