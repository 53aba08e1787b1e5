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

package io.tlsboot.dialect;

import java.util.List;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Connections that become secure by each protocol, with an independent client and with
 * ours.
 */
class StartTlsDialectTests {

	@ParameterizedTest
	@MethodSource("io.tlsboot.dialect.Combination#all")
	void opensslBecomesSecureAndIsServed(Combination combination) {
		try (DialectServer server = DialectServer.of(combination.provider(), combination.dialect())) {
			OpenSslResult result = OpenSslClient.to(server.port())
				.option("-starttls", opensslName(combination.dialect()))
				.protocol(combination.version())
				.trust(TestPki.ca())
				.strict()
				.exchange("hello\n", "hello\n");
			assertThat(result.connected()).isTrue();
			assertThat(server.running().recorder().secured()).singleElement()
				.satisfies((connection) -> assertThat(connection.protocol()).isEqualTo(combination.version()));
			Await.until("no connection", () -> server.running().server().connections() == 0);
			assertThat(server.failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("io.tlsboot.dialect.Combination#all")
	void ourClientBecomesSecureAndIsServed(Combination combination) {
		try (DialectServer server = DialectServer.of(combination.provider(), combination.dialect());
				TestClient client = TestClient.with(combination.provider()).version(combination.version()).make()) {
			SecureConnection connection = client.client()
				.connect("localhost", server.port(), combination.dialect().client())
				.blockOptional(Await.LIMIT)
				.orElseThrow();
			assertThat(connection.protocol()).isEqualTo(combination.version());
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.bytesRead()).isZero();
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(Await.LIMIT);
			Await.until("no connection", () -> server.running().server().connections() == 0);
			assertThat(server.failures()).isEmpty();
		}
	}

	@Test
	void aNameThatDoesNotFitIntoALineIsRefused() {
		for (String name : List.of("", "a b", "a\r\n250 STARTTLS", "a\u0000", "<a>", "m\u00e4il", "a".repeat(256))) {
			assertThatIllegalArgumentException().isThrownBy(() -> SmtpDialect.server(name))
				.withMessageContaining("is no host name")
				.withMessageNotContainingAny("\r", "\n", "\u0000");
			assertThatIllegalArgumentException().isThrownBy(() -> SmtpDialect.client(name));
			assertThatIllegalArgumentException().isThrownBy(() -> ImapDialect.server(name));
			assertThatIllegalArgumentException().isThrownBy(() -> Pop3Dialect.server(name));
		}
		assertThat(SmtpDialect.server("[IPv6:::1]")).isNotNull();
	}

	private static String opensslName(StartTlsDialect dialect) {
		return switch (dialect) {
			case SMTP -> "smtp";
			case IMAP -> "imap";
			case POP3 -> "pop3";
			case LDAP -> "ldap";
			case POSTGRESQL -> "postgres";
		};
	}

}
