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

package io.tlsboot.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The secrets of servers and clients, compared with those that OpenSSL writes of the same
 * connections.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyLogPeersTests {

	private static final String LINE = "[A-Z0-9_]+ [0-9a-f]{64} ([0-9a-f]{64}|[0-9a-f]{96})";

	@TempDir
	private Path directory;

	private KeyLog keyLog;

	private Path theirs;

	@BeforeEach
	void open() {
		this.keyLog = KeyLog.open(this.directory.resolve("ours.log"));
		this.theirs = this.directory.resolve("theirs.log");
	}

	@AfterEach
	void close() {
		this.keyLog.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverAndTheConnectionThatResumes(String version) {
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = server().start()) {
			client(server, version).exchangeAndSave(session, "hello\n", "hello");
			same(perHandshake(version));
			assertThat(client(server, version).resumeSession(session).exchange("again\n", "again").reused()).isTrue();
			same(2 * perHandshake(version));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void client(String version) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-keylogfile", this.theirs.toString());
				TestClient client = TestClient.with(TlsProvider.OPENSSL).version(version).keyLog(this.keyLog).make()) {
			SecureConnection connection = client.connect(server.port());
			assertThat(TestClient.exchange(connection, "abc\n")).isEqualTo("cba\n");
			same(perHandshake(version));
			connection.destroy();
		}
	}

	@Test
	void hostsAndContextsThatAreBuiltAgain() {
		try (RunningServer server = server().contextCacheSize(1)
			.sni("a.example.com", (host) -> host.identities(List.of(identity("a.example.com"))))
			.sni("b.example.com", (host) -> host.identities(List.of(identity("b.example.com"))))
			.start()) {
			int connections = 0;
			for (String name : List.of("a.example.com", "b.example.com", "a.example.com", "b.example.com")) {
				client(server, "TLSv1.3").serverName(name).exchange("hello\n", "hello");
				same(5 * ++connections);
			}
		}
	}

	@Test
	void hostThatIsAddedLater() {
		try (RunningServer server = server().start()) {
			server.server()
				.addContext("c.example.com", SecureContextSpec.server("c.example.com", identity("c.example.com")))
				.block(Await.LIMIT);
			client(server, "TLSv1.2").serverName("c.example.com").exchange("hello\n", "hello");
			same(1);
		}
	}

	@Test
	void manyHandshakesAtATimeWriteWholeLines() {
		int count = 200;
		try (RunningServer server = server().start();
				TestClient client = TestClient.with(TlsProvider.OPENSSL).keyLog(this.keyLog).make()) {
			Flux.range(0, count)
				.flatMap((number) -> client.client()
					.connect("localhost", server.port())
					.flatMap((connection) -> connection.close()), 32)
				.blockLast(Await.LIMIT);
			this.keyLog.close();
			List<String> lines = lines(this.keyLog.file());
			assertThat(this.keyLog.lost()).isZero();
			assertThat(lines).hasSize(2 * 5 * count).allMatch((line) -> line.matches(LINE));
			assertThat(lines.stream().distinct()).as("both ends have the same").hasSize(5 * count);
		}
	}

	@Test
	void contextsThatAreBuiltWithoutItTellNothing() {
		try (RunningServer off = RunningServer.with(TlsProvider.OPENSSL).start(); RunningServer on = server().start()) {
			OpenSslClient.to(off.port()).exchange("hello\n", "hello");
			client(on, "TLSv1.3").exchange("hello\n", "hello");
			same(5);
		}
	}

	@Test
	void aKeyLogThatFailsBreaksNoHandshake() {
		this.keyLog.close();
		try (RunningServer server = server().start()) {
			client(server, "TLSv1.3").exchange("hello\n", "hello");
			assertThat(this.keyLog.lost()).isEqualTo(5);
		}
	}

	@Test
	void secretsAreInNoLog(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("io");
		Level level = logger.getLevel();
		logger.setLevel(Level.TRACE);
		try (RunningServer server = server().start()) {
			client(server, "TLSv1.3").exchange("hello\n", "hello");
			same(5);
		}
		finally {
			logger.setLevel(level);
		}
		for (String line : lines(this.theirs)) {
			String secret = line.substring(line.lastIndexOf(' ') + 1);
			assertThat(output.toString().toLowerCase(Locale.ROOT)).doesNotContain(secret);
		}
	}

	/**
	 * Wait until both files have the same lines, so many.
	 */
	private void same(int count) {
		Await.untilAsserted(() -> {
			List<String> expected = lines(this.theirs);
			assertThat(expected).hasSize(count).allMatch((line) -> line.matches(LINE));
			assertThat(lines(this.keyLog.file())).containsExactlyInAnyOrderElementsOf(expected);
		});
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().filter((line) -> !line.startsWith("#")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RunningServer.Builder server() {
		return RunningServer.with(TlsProvider.OPENSSL).keyLog(this.keyLog);
	}

	private OpenSslClient client(RunningServer server, String version) {
		return OpenSslClient.to(server.port()).protocol(version).option("-keylogfile", this.theirs.toString());
	}

	private static IdentitySource identity(String name) {
		return RunningServer.source(TestPki.serverFor(name));
	}

	private static int perHandshake(String version) {
		return version.equals("TLSv1.3") ? 5 : 1;
	}

}
