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

package io.tlsboot.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends mails to the sample as a mail program does.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.echo.port=0", "tls.servers.whoami.port=0", "tls.servers.mail.port=0" })
class MailTests {

	private static final Path DIRECTORY = TestPki.newDirectory("sample-mail");

	private static final Path AUTHORITY = DIRECTORY.resolve("ca.pem");

	@Value("${local.server.port}")
	private int web;

	@Value("${local.tls.mail.port}")
	private int mail;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
	}

	@Test
	void swaksSendsThroughStartTls() {
		String transcript = Program.require("swaks")
			.run("--server", "127.0.0.1", "--port", String.valueOf(this.mail), "--tls", "--tls-verify", "--tls-ca-path",
					AUTHORITY.toString(), "--from", "ann@example.com", "--to", "bob@example.org,eve@example.org",
					"--header", "Subject: from swaks", "--body", ".a line that begins with a dot")
			.success();
		assertThat(transcript).contains("=== TLS started with cipher", "~> QUIT", "<~  221");
		Map<String, Object> received = received("from swaks");
		assertThat(received).containsEntry("from", "ann@example.com")
			.containsEntry("to", List.of("bob@example.org", "eve@example.org"))
			.containsEntry("protocol", "TLSv1.3");
	}

	@Test
	void opensslSpeaksSmtp() {
		try (OpenSslConnection connection = OpenSslClient.to(this.mail)
			.option("-starttls", "smtp", "-crlf")
			.trust(AUTHORITY)
			.strict()
			.open()) {
			connection.awaitHandshake();
			connection.peer().write("EHLO test\n").awaitOutput("250 SIZE");
			connection.peer().write("MAIL FROM:<ann@example.com>\n").awaitOutput("250 Ok");
			connection.peer().write("RCPT TO:<bob@example.org>\nDATA\n").awaitOutput("354 ");
			connection.peer().write("Subject: from openssl\n\nhello\n.\nQUIT\n").awaitOutput("221 Bye");
		}
		assertThat(received("from openssl")).containsEntry("from", "ann@example.com");
	}

	@Test
	void nothingIsTakenInPlaintext() {
		try (RawClient client = RawClient.connect(this.mail)) {
			assertThat(new String(client.readBytes(4))).isEqualTo("220 ");
			client.send("MAIL FROM:<ann@example.com>\r\nQUIT\r\n");
			assertThat(new String(client.awaitEnd().received())).contains("\r\n530 ", "\r\n221 ");
		}
	}

	private Map<String, Object> received(String subject) {
		List<Map<String, Object>> mails = Await.await()
			.until(() -> JsonPath.<List<Map<String, Object>>>read(
					Curl.run("-s", "http://127.0.0.1:" + this.web + "/api/mails").success(),
					"$[?(@.subject == '" + subject + "')]"), (found) -> !found.isEmpty());
		assertThat(mails).hasSize(1);
		return mails.get(0);
	}

}
