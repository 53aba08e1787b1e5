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

package io.tlsboot.test.peer.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.Program;
import io.tlsboot.test.peer.Swaks;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * OpenSSL and swaks against the servers.
 */
class ServersTests {

	private static final ServerTls TLS = ServerTls.of(TestPki.server());

	private static final ServerTls RSA = ServerTls.of(TestPki.serverRsa());

	private static final ServerTls DEMANDING = TLS.demand(TestPki.ca());

	@Test
	void postfix() {
		try (PostfixServer server = PostfixServer.start(TLS)) {
			upgrades(server.port(), "smtp");
			client(server.port(), "smtp").exchange("NOOP\r\n", "250 2.0.0 Ok");
		}
		try (PostfixServer server = PostfixServer.start(DEMANDING)) {
			asks(server.port(), "smtp");
		}
	}

	@Test
	void swaks() {
		try (PostfixServer server = PostfixServer.start(TLS)) {
			Program.Result sent = Swaks.send(server.port(), TestPki.ca());
			assertThat(sent.success()).contains("-> STARTTLS", "TLS peer DN=\"/O=Test/CN=localhost\"",
					"<~  250 2.0.0 Ok: queued as");
			server.peer().awaitOutput("status=sent");
			Program.Result refused = Swaks.send(server.port(), TestPki.otherCa());
			assertThat(refused.status()).as(refused.output()).isEqualTo(29);
			assertThat(refused.output()).doesNotContain("queued as");
		}
		try (PostfixServer server = PostfixServer.start(ServerTls.off())) {
			Program.Result refused = Swaks.send(server.port(), TestPki.ca());
			assertThat(refused.status()).as(refused.output()).isEqualTo(29);
			assertThat(refused.output()).contains("did not advertise STARTTLS").doesNotContain("queued as");
		}
	}

	@Test
	void dovecot() {
		try (DovecotServer server = DovecotServer.start(TLS)) {
			upgrades(server.port(), "imap");
			upgrades(server.pop3Port(), "pop3");
			client(server.port(), "imap").exchange("a LOGIN user secret\r\n", "a OK");
			client(server.pop3Port(), "pop3").exchange("USER user\r\nPASS secret\r\n", "+OK Logged in.");
		}
		try (DovecotServer server = DovecotServer.start(DEMANDING)) {
			asks(server.port(), "imap");
			asks(server.pop3Port(), "pop3");
		}
	}

	@Test
	void slapd() {
		try (SlapdServer server = SlapdServer.start(RSA)) {
			upgrades(server.port(), "ldap");
		}
		try (SlapdServer server = SlapdServer.start(RSA.demand(TestPki.ca()))) {
			asks(server.port(), "ldap");
		}
	}

	@Test
	void postgres() {
		try (PostgresServer server = PostgresServer.start(TLS)) {
			upgrades(server.port(), "postgres");
		}
		try (PostgresServer server = PostgresServer.start(DEMANDING)) {
			asks(server.port(), "postgres");
		}
	}

	@Test
	void prometheus(@TempDir Path directory) throws IOException {
		Path config = Files.writeString(directory.resolve("prometheus.yml"), """
				global: { scrape_interval: 1s, evaluation_interval: 1s }
				rule_files: [rules.yml]
				""");
		Path rules = Files.writeString(directory.resolve("rules.yml"), """
				groups: [{ name: one, rules: [{ record: answer, expr: vector(42) }] }]
				""");
		try (PrometheusServer server = PrometheusServer.start(List.of(config, rules),
				(text) -> text.replace("1s", "200ms"))) {
			Await.untilAsserted(() -> assertThat(server.query("answer")).contains("\"42\""));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> server.query("sum("))
				.withMessageContaining("parse error");
		}
	}

	@Test
	void nothingIsLeftBehind() {
		ServerProcess process = ServerProcess.start(ServerDirectory.create("left"), Program.require("sh"),
				List.of("-c", "trap '' TERM; sh -c 'trap \"\" TERM; echo pid $$; tail -f /dev/null' & wait; wait"));
		Matcher child = process.peer().awaitOutput(Pattern.compile("pid (\\d+)"));
		Path directory = process.directory();
		List<ProcessHandle> all = ProcessHandle.of(process.peer().pid()).orElseThrow().descendants().toList();
		assertThat(all).extracting(ProcessHandle::pid).contains(Long.valueOf(child.group(1)));
		process.close();
		assertThat(directory).doesNotExist();
		assertThat(process.peer().isAlive()).isFalse();
		assertThat(all).noneMatch(ServerProcess::runs);
	}

	private static void upgrades(int port, String protocol) {
		for (String version : List.of("TLSv1.3", "TLSv1.2")) {
			OpenSslResult result = handshake(client(port, protocol).protocol(version));
			assertThat(result.protocol()).isEqualTo(version);
			assertThat(result.verifyCode()).isZero();
			assertThat(result.peerSubject()).contains("localhost");
		}
	}

	private static void asks(int port, String protocol) {
		OpenSslResult result = handshake(client(port, protocol).identity(TestPki.client()));
		assertThat(result.connected()).isTrue();
		assertThat(result.output()).contains("Acceptable client certificate CA names\nO = Test, CN = Test CA");
	}

	private static OpenSslResult handshake(OpenSslClient client) {
		try (OpenSslConnection connection = client.open()) {
			connection.awaitHandshake();
			return connection.finish();
		}
	}

	private static OpenSslClient client(int port, String protocol) {
		return OpenSslClient.to(port).option("-starttls", protocol).trust(TestPki.ca()).strict();
	}

}
