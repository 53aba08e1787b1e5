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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client and a server, the plain case.
 */
class DialTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,-tls1_3,TLSv1.3", "OPENSSL,-tls1_2,TLSv1.2", "JDK,-tls1_3,TLSv1.3", "JDK,-tls1_2,TLSv1.2" })
	void talksToOpenSsl(TlsProvider provider, String option, String protocol) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), option);
				TestClient client = TestClient.of(provider)) {
			SecureConnection connection = client.connect(server.port());
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.protocol()).isEqualTo(protocol);
			assertThat(connection.sessionReused()).isFalse();
			assertThat(connection.peerCertificate()).isPresent();
			ByteBuf line = Unpooled.copiedBuffer("hello\n", UTF_8);
			String answer = connection.send(Mono.just(line))
				.thenMany(connection.receive().asString())
				.blockFirst(TestClient.LIMIT);
			assertThat(answer).isEqualTo("olleh\n");
			connection.close().block(TestClient.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void resumesWithTheSameTarget(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start(); TestClient client = TestClient.of(provider)) {
			for (int i = 0; i < 3; i++) {
				SecureConnection connection = client.connect(server.port());
				assertThat(connection.authorized()).isTrue();
				connection.sendString("hello").block(TestClient.LIMIT);
				assertThat(connection.receive().asString().blockFirst(TestClient.LIMIT)).isEqualTo("hello");
				assertThat(connection.sessionReused()).as("connection " + i).isEqualTo(i > 0);
				connection.close().block(TestClient.LIMIT);
			}
		}
	}

}
