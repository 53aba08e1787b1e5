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

class ImapDialectTests {

	private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED";

	private static final String GREETING = "* OK [" + CAPABILITIES + "] mail.example.com ready\r\n";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a NOOP                      | a OK NOOP completed
			a.1] noop                   | a.1] OK NOOP completed
			a LOGIN me secret           | a NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a LOGIN                     | a NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a authenticate PLAIN AGEAYg== | a NO [PRIVACYREQUIRED] Must issue a STARTTLS command first
			a STARTTLS now              | a BAD Not before STARTTLS
			a SELECT inbox              | a BAD Not before STARTTLS
			a CAPABILITY x              | a BAD Not before STARTTLS
			a LOGIN {2}                 | a BAD No literals before STARTTLS
			+ LOGIN {2}                 | * BAD No literals before STARTTLS
			{2}                         | * BAD No literals before STARTTLS
			a                           | * BAD No tag and command
			``                          | * BAD No tag and command
			+ NOOP                      | * BAD No tag and command
			* NOOP                      | * BAD No tag and command
			a" NOOP                     | * BAD No tag and command
			a\\ NOOP                    | * BAD No tag and command
			a% NOOP                     | * BAD No tag and command
			ä NOOP                      | * BAD No tag and command
			""")
	void serverAnswersBeforeTls(String command, String answer) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send(command + "\r\n").expect(answer + "\r\n");
			client.send("z NOOP\r\n").expect("z OK NOOP completed\r\n");
			client.shutdownOutput();
			assertThat(client.awaitEnd().received()).isEmpty();
			server.assertQuiet();
		}
	}

	@Test
	void serverNamesStartTlsAndBeginsIt() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send("a capability\r\n");
			client.expect("* " + CAPABILITIES + "\r\na OK CAPABILITY completed\r\n");
			client.send("b StartTls\r\n").expect("b OK Begin TLS negotiation now\r\n").sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@Test
	void serverPartsFromAClientThatLogsOut() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("a LOGOUT\r\nb NOOP\r\n");
			client.expect(GREETING + "* BYE mail.example.com closing\r\na OK LOGOUT completed\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void aLiteralThatNobodyAskedForIsNotTakenForACommand() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("a LOGIN {12+}\r\nb STARTTLS\r\n");
			client.expect(GREETING + "* BYE No literals before STARTTLS\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverPartsFromAClientThatNeverComesToStartTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("a NOOP\r\n".repeat(30));
			client.expect(
					GREETING + "a OK NOOP completed\r\n".repeat(20) + "* BYE Too many commands before STARTTLS\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NOT_OFFERED    | PREAUTH     | * PREAUTH welcome, already secure
			NOT_OFFERED    | name STARTTLS | * OK hi | * CAPABILITY IMAP4rev1#A1 OK done
			NOT_OFFERED    | name STARTTLS | * OK hi | A1 OK done
			NOT_OFFERED    | name STARTTLS | * OK [CAPABILITY STARTTLS] hi | A1 OK [CAPABILITY STARTTLS] done
			NOT_OFFERED    | name STARTTLS | * OK hi | * CAPABILITY XSTARTTLS#* X STARTTLS#A1 OK done
			REFUSED        | * BYE busy  | * BYE busy
			REFUSED        | A1 BAD what | * OK hi | A1 BAD what
			REFUSED        | * BYE later | * OK hi | * BYE later
			REFUSED        | A2 NO later | * OK hi | * CAPABILITY STARTTLS#A1 OK done | A2 NO later
			REFUSED        | A2 BAD what | * ok hi | * capability starttls#a1 ok done | A2 BAD what
			PROTOCOL_ERROR | no IMAP     | * OK hi | * CAPABILITY STARTTLS#A1 OK done | A1 OK done
			PROTOCOL_ERROR | no IMAP     | * OK hi | * CAPABILITY STARTTLS#A1 OK done | + go on
			PROTOCOL_ERROR | no IMAP     | * OK hi | * X {10}#A1 OK done
			PROTOCOL_ERROR | no IMAP     | * OK hi | A2 OK done
			PROTOCOL_ERROR | 220 hi      | 220 hi
			PROTOCOL_ERROR | * NO hi     | * NO hi
			PROTOCOL_ERROR | OK hi       | OK hi
			""")
	void clientFailsWithoutStartTls(Reason reason, String text, @AggregateWith(Answers.class) String[] answers) {
		StartTlsException failure = Refusal.by(StartTlsDialect.IMAP, answers);
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageContaining(text);
	}

	@Test
	void responseWithoutEndIsCutOff() {
		StartTlsException failure = Refusal.by(StartTlsDialect.IMAP, "* OK hi\r\n", "* 1 EXISTS\r\n".repeat(200));
		assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
	}

	private static DialectServer server() {
		return DialectServer.of(TlsProvider.OPENSSL, StartTlsDialect.IMAP);
	}

}
