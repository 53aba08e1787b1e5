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

import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Pop3DialectTests {

	private static final String GREETING = "+OK mail.example.com ready\r\n";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			USER me              | -ERR Must issue an STLS command first
			pass secret          | -ERR Must issue an STLS command first
			APOP me c4c9334bac56 | -ERR Must issue an STLS command first
			AUTH PLAIN AGEAYg==  | -ERR Must issue an STLS command first
			STLS now             | -ERR No parameters allowed
			STAT                 | -ERR Not before STLS
			NOOP                 | -ERR Not before STLS
			``                   | -ERR Not before STLS
			""")
	void serverAnswersBeforeTls(String command, String answer) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send(command + "\r\n").expect(answer + "\r\n");
			client.send("CAPA\r\n").expect("+OK Capability list follows\r\nSTLS\r\n.\r\n");
			client.shutdownOutput();
			assertThat(client.awaitEnd().received()).isEmpty();
			server.assertQuiet();
		}
	}

	@Test
	void serverBeginsTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send("stls\r\n").expect("+OK Begin TLS negotiation\r\n").sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@Test
	void serverPartsFromAClientThatQuits() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("QUIT\r\nCAPA\r\n").expect(GREETING + "+OK mail.example.com closing\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverPartsFromAClientThatNeverComesToStls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("NOOP\r\n".repeat(30));
			client.expect(GREETING + "-ERR Not before STLS\r\n".repeat(20) + "-ERR Too many commands before STLS\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NOT_OFFERED    | name STLS   | +OK hi | +OK#USER#.
			NOT_OFFERED    | name STLS   | +OK hi | +OK#XSTLS#STLSX#.
			NOT_OFFERED    | -ERR what   | +OK hi | -ERR what
			REFUSED        | -ERR busy   | -ERR busy
			REFUSED        | -ERR later  | +OK    | +OK#STLS#. | -ERR later
			PROTOCOL_ERROR | +go         | +OK hi | +OK#stls#. | +go
			PROTOCOL_ERROR | +OKAY       | +OKAY
			PROTOCOL_ERROR | * OK hi     | * OK hi
			PROTOCOL_ERROR | 220 hi      | 220 hi
			""")
	void clientFailsWithoutStls(Reason reason, String text, @AggregateWith(Answers.class) String[] answers) {
		StartTlsException failure = Refusal.by(StartTlsDialect.POP3, answers);
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageContaining(text);
	}

	@Test
	void listWithoutEndIsCutOff() {
		StartTlsException failure = Refusal.by(StartTlsDialect.POP3, "+OK hi\r\n", "+OK\r\n" + "STLS\r\n".repeat(200));
		assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
	}

	private static DialectServer server() {
		return DialectServer.of(TlsProvider.OPENSSL, StartTlsDialect.POP3);
	}

}
