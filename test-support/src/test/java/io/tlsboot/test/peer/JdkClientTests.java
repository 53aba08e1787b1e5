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

import java.io.UncheckedIOException;

import javax.net.ssl.SSLHandshakeException;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdkClientTests {

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void connectsAndResumes(String protocol) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-alpn", "echo/1")) {
			JdkClient client = JdkClient.to(server.port())
				.trust(TestPki.ca())
				.verifyHost()
				.protocols(protocol)
				.alpn("echo/1");
			assertThat(exchange(client, protocol)).isFalse();
			assertThat(exchange(client, protocol)).isTrue();
		}
	}

	private static boolean exchange(JdkClient client, String protocol) {
		try (JdkConnection connection = client.connect()) {
			assertThat(connection.session().getProtocol()).isEqualTo(protocol);
			assertThat(connection.applicationProtocol()).isEqualTo("echo/1");
			assertThat(connection.write("abc\n").read(4)).asString().isEqualTo("cba\n");
			return connection.resumed();
		}
	}

	@Test
	void trustsNobodyUnlessTold() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> JdkClient.to(server.port()).connect())
				.withCauseInstanceOf(SSLHandshakeException.class);
		}
	}

	@Test
	void checksTheNameWhenTold() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			JdkClient.to(server.port()).trust(TestPki.ca()).host("a.test").connect().close();
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> JdkClient.to(server.port()).trust(TestPki.ca()).host("a.test").verifyHost().connect())
				.withMessageContaining("a.test");
		}
	}

	@Test
	void presentsItsIdentity() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-Verify", "3", "-verify_return_error",
				"-CAfile", TestPki.ca().certFile().toString())) {
			try (JdkConnection connection = JdkClient.to(server.port())
				.trust(TestPki.ca())
				.identity(TestPki.clientUnderIntermediate())
				.connect()) {
				assertThat(connection.write("abc\n").read(4)).asString().isEqualTo("cba\n");
			}
		}
	}

	@Test
	void readsOnAfterItsHalfIsClosed() {
		try (HalfCloseServer server = new HalfCloseServer();
				JdkConnection connection = JdkClient.to(server.port())
					.trust(TestPki.ca())
					.protocols("TLSv1.3")
					.connect()) {
			assertThat(connection.write("abc").shutdownOutput().readAll()).asString().isEqualTo("got abc");
		}
	}

}
