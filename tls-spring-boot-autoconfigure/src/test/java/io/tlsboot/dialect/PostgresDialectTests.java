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

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresDialectTests {

	private static final byte[] STARTUP = Messages.join(Messages.hex("0000001100030000"),
			Messages.text("user\0me\0\0"));

	@Test
	void serverDeclinesEncryptionByGssAndAgreesToTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.GSS_REQUEST).expect("N").send(Messages.SSL_REQUEST).expect("S").sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@Test
	void serverRefusesToStartInPlaintext() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(STARTUP);
			client.expect("E\0\0\0006SFATAL\0VFATAL\0C28000\0MSSL connection is required\0\0");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverEndsTheConnectionOfACancelRequest() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("0000001004d2162e0000000100000002"));
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "0000000904d2162f00", "0000000704d2162f", "ffffffff04d2162f", "0000000800030000",
			"0000271100030000", "0000001300020000", "0000001300040000", "16030100c8010000", "474554202f204854" })
	void serverRefusesWhatIsNoRequest(String hex) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex(hex));
			assertThat(new String(client.awaitEnd().received(), StandardCharsets.US_ASCII)).startsWith("E")
				.contains("C08P01");
			client.close();
			server.assertFailed(Reason.PROTOCOL_ERROR);
		}
	}

	@Test
	void serverDeclinesEncryptionByGssOnce() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.GSS_REQUEST).expect("N").send(Messages.GSS_REQUEST);
			assertThat(client.awaitEnd().received()).startsWith('E');
			client.close();
			server.assertFailed(Reason.PROTOCOL_ERROR);
		}
	}

	@Test
	void whoLeavesIsNoFailure() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send(Messages.hex("00000008")).shutdownOutput();
			assertThat(client.awaitEnd().received()).isEmpty();
			server.assertQuiet();
		}
	}

	@ParameterizedTest
	@CsvSource({ "4e,NOT_OFFERED,declines TLS", "45,REFUSED,by an error", "00,PROTOCOL_ERROR,0x00",
			"73,PROTOCOL_ERROR,0x73", "ff,PROTOCOL_ERROR,0xff",
			// An error with a text, which is not read.
			"450000002d5346415441, REFUSED, by an error" })
	void clientFailsWithoutTls(String hex, Reason reason, String text) {
		StartTlsException failure = Refusal.by(StartTlsDialect.POSTGRESQL, PostgresDialect.client(),
				List.of(new byte[0], Messages.hex(hex)));
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageContaining(text).hasMessageNotContaining("FATA");
	}

	private static DialectServer server() {
		return DialectServer.of(TlsProvider.OPENSSL, StartTlsDialect.POSTGRESQL);
	}

}
