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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.client.RawServer;
import io.tlsboot.client.TestClient;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpDialectTests {

	private static final String GREETING = "220 mail.example.com ESMTP\r\n";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NOOP                        | 250 OK
			noop ignored                | 250 OK
			RSET                        | 250 OK
			HELO client                 | 250 mail.example.com
			HELO                        | 501 Syntax error (a domain is needed)
			EHLO                        | 501 Syntax error (a domain is needed)
			STARTTLS now                | 501 Syntax error (no parameters allowed)
			MAIL FROM:<a@example.com>   | 530 Must issue a STARTTLS command first
			AUTH PLAIN AGEAYg==         | 530 Must issue a STARTTLS command first
			Data                        | 530 Must issue a STARTTLS command first
			BDAT 10 LAST                | 530 Must issue a STARTTLS command first
			GET / HTTP/1.1              | 500 Command not recognized
			STARTTLSX                   | 500 Command not recognized
			``                          | 500 Command not recognized
			""")
	void serverAnswersBeforeTls(String command, String answer) {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send(command + "\r\n").expect(answer + "\r\n");
			client.send("NOOP\r\n").expect("250 OK\r\n");
			client.shutdownOutput();
			assertThat(client.awaitEnd().received()).isEmpty();
			server.assertQuiet();
		}
	}

	@Test
	void serverOffersNothingButStartTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.expect(GREETING).send("ehlo client\r\n").expect("250-mail.example.com\r\n250 STARTTLS\r\n");
		}
	}

	@Test
	void pipelinedGroupsBeforeStartTlsWork() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("EHLO client\r\nNOOP\r\nRSET\r\n")
				.expect(GREETING + "250-mail.example.com\r\n250 STARTTLS\r\n250 OK\r\n250 OK\r\n");
			client.send("NOOP\r\nstarttls  \r\n").expect("250 OK\r\n220 Ready to start TLS\r\n");
			client.sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@Test
	void serverPartsFromAClientThatQuits() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("QUIT\r\nNOOP\r\n").expect(GREETING + "221 mail.example.com Closing\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverPartsFromAClientThatNeverComesToStartTls() {
		try (DialectServer server = server(); RawClient client = server.connect()) {
			client.send("\r\n".repeat(10) + "NOOP\r\n".repeat(30));
			client.expect(GREETING + "500 Command not recognized\r\n".repeat(10) + "250 OK\r\n".repeat(10)
					+ "421 mail.example.com Too many commands before STARTTLS\r\n");
			assertThat(client.awaitEnd().received()).isEmpty();
			client.close();
			server.assertQuiet();
		}
	}

	@Test
	void serverWithoutANameGreetsByItsAddress() {
		try (DialectServer server = DialectServer.of(SmtpDialect.server()); RawClient client = server.connect()) {
			client.expect("220 [127.0.0.1] ESMTP\r\n").send("EHLO c\r\n").expect("250-[127.0.0.1]\r\n250 STARTTLS\r\n");
		}
	}

	@Test
	void clientPresentsItself() throws InterruptedException {
		BlockingQueue<String> said = new LinkedBlockingQueue<>();
		try (RawServer server = RawServer.of((socket) -> {
			socket.getOutputStream().write(Messages.text("220 ready\r\n"));
			said.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine());
			socket.close();
		}); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TestClient.refused(client.client().connect("127.0.0.1", server.port(), SmtpDialect.client()));
			assertThat(said.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("EHLO [127.0.0.1]");
			TestClient.refused(client.client().connect("127.0.0.1", server.port(), SmtpDialect.client("me.example")));
			assertThat(said.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("EHLO me.example");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			NOT_OFFERED    | name STARTTLS | 220 hi | 250 mail.example.com
			NOT_OFFERED    | name STARTTLS | 220 hi | 250-STARTTLS#250 AUTH PLAIN
			NOT_OFFERED    | name STARTTLS | 220 hi | 250-mail#250-XSTARTTLS#250 STARTTLSX
			NOT_OFFERED    | '502 what'    | 220 hi | 502 what
			REFUSED        | '421 later'   | 220 hi | 421 later
			REFUSED        | '554 no'      | 554 no
			REFUSED        | '454 later'   | 220 hi | 250-mail#250 STARTTLS | 454 later
			REFUSED        | '502 no'      | 220 hi | 250-mail#250 starttls | 502 no
			PROTOCOL_ERROR | '250 ok'      | 220 hi | 250-mail#250 STARTTLS | 250 ok
			PROTOCOL_ERROR | '354 go'      | 354 go
			PROTOCOL_ERROR | goes on by    | 220 hi | 250-mail#220 STARTTLS
			PROTOCOL_ERROR | SSH-2.0       | SSH-2.0
			PROTOCOL_ERROR | +OK           | +OK hi
			PROTOCOL_ERROR | 2200          | 2200 hi
			PROTOCOL_ERROR | 220+hi        | 220+hi
			PROTOCOL_ERROR | 650           | 650 hi
			""")
	void clientFailsWithoutStartTls(Reason reason, String text, @AggregateWith(Answers.class) String[] answers) {
		StartTlsException failure = Refusal.by(StartTlsDialect.SMTP, answers);
		assertThat(failure.reason()).isEqualTo(reason);
		assertThat(failure).hasMessageContaining(text);
	}

	@Test
	void whatAServerSaysIsEscapedAndCut() {
		StartTlsException failure = Refusal.by(StartTlsDialect.SMTP,
				"554 \u001b[2Jok\u202e\rINFO all is well" + "x".repeat(2000) + "\r\n");
		assertThat(failure.getMessage()).contains("554 \\u001b[2Jok\\u202e\\u000dINFO all is well")
			.hasSizeLessThan(300);
	}

	@Test
	void replyWithoutEndIsCutOff() {
		StartTlsException failure = Refusal.by(StartTlsDialect.SMTP, "220 hi\r\n", "250-x\r\n".repeat(200));
		assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
		assertThat(failure).hasMessageContaining("has no end");
	}

	@Test
	void lineWithoutEndIsCutOff() {
		StartTlsException failure = Refusal.by(StartTlsDialect.SMTP, "220 hi" + "x".repeat(9000));
		assertThat(failure.reason()).isEqualTo(Reason.TOO_LONG);
	}

	@Test
	void codeAloneIsAReply() {
		StartTlsException failure = Refusal.by(StartTlsDialect.SMTP, SmtpDialect.client("me"),
				List.of(Messages.text("220\r\n"), Messages.text("250\r\n")));
		assertThat(failure.reason()).isEqualTo(Reason.NOT_OFFERED);
	}

	private static DialectServer server() {
		return DialectServer.of(TlsProvider.OPENSSL, StartTlsDialect.SMTP);
	}

}
