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

package io.tlsboot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.KeyLog;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.pair.PairOptions;
import io.tlsboot.pair.SecurePair;
import io.tlsboot.pair.SecurePairs;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The property {@code tls.key-log-file} in an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class KeyLogApplicationTests {

	private static final String SERVER = "tls:\n  servers:\n    echo:\n      port: 0\n      host: 127.0.0.1\n"
			+ FailedStart.identity(TestPki.server());

	private static final String ACTION = "Use 'provider: openssl', or remove 'tls.key-log-file'.";

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsClientAutoConfiguration.class, TlsPairAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withBean("echo", SecureConnectionHandler.class,
				() -> (connection) -> connection.send(connection.receive().retain()));

	@ParameterizedTest
	@ValueSource(strings = { "", "  key-log-file:\n", "  key-log-file: ${KEY_LOG_OF_NOBODY:}\n" })
	void offByDefault(String line, CapturedOutput output) {
		this.runner.withInitializer(Yaml.of(SERVER.replace("tls:\n", "tls:\n" + line))).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(KeyLog.class);
			assertThat(ReflectionTestUtils.getField(context.getBean(SecureContexts.class), "keyLog")).isNull();
			OpenSslClient.to(port(context.getBean(TlsServers.class))).exchange("hello\n", "hello");
			assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().equals("tls-key-log"));
		});
		assertThat(output).doesNotContain("secrets");
	}

	@Test
	void serverWritesAndClosingTheApplicationFlushes(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("ours.log");
		Path theirs = this.directory.resolve("theirs.log");
		this.runner.withInitializer(Yaml.of(SERVER)).withPropertyValues("tls.key-log-file=" + file).run((context) -> {
			assertThat(context).hasNotFailed();
			KeyLog keyLog = context.getBean(KeyLog.class);
			assertThat(keyLog.file()).isEqualTo(file);
			assertThat(keyLog.active()).isTrue();
			assertThat(output).contains("The secrets of all TLS connections are written to " + file + ": ");
			for (int number = 0; number < 5; number++) {
				OpenSslClient.to(port(context.getBean(TlsServers.class)))
					.option("-keylogfile", theirs.toString())
					.exchange("hello\n", "hello");
			}
		});
		assertThat(lines(file)).hasSize(25).containsExactlyInAnyOrderElementsOf(lines(theirs));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		Await.until("the writer ends",
				() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().equals("tls-key-log")));
	}

	@Test
	void clientWritesToTheFileThatTheEnvironmentNames() {
		Path file = this.directory.resolve("ours.log");
		Path theirs = this.directory.resolve("theirs.log");
		Map<String, Object> environment = Map.of("TLS_KEYLOGFILE", file.toUri().toString());
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-keylogfile", theirs.toString())) {
			this.runner
				.withInitializer(Yaml.of("tls:\n  clients:\n    peer:\n      ca: " + TestPki.ca().certFile() + "\n"))
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					SecureConnection connection = context.getBean(TlsClients.class)
						.get("peer")
						.connect("localhost", server.port())
						.block(Await.LIMIT);
					assertThat(TestClient.exchange(connection, "abc\n")).isEqualTo("cba\n");
				});
		}
		assertThat(lines(file)).hasSize(5).containsExactlyInAnyOrderElementsOf(lines(theirs));
	}

	@Test
	void bothEndsOfAPairWriteTheSame() {
		Path file = this.directory.resolve("keys.log");
		this.runner.withPropertyValues("tls.key-log-file=" + file).run((context) -> {
			SecurePairs pairs = context.getBean(SecurePairs.class);
			SecureContext left = pairs
				.serverContext(SecureContextSpec.server("left", RunningServer.source(TestPki.server())))
				.block(Await.LIMIT);
			SecureContext right = pairs
				.clientContext(new SecureContextSpec.Builder("right").trust(RunningServer.trust(TestPki.ca())).build())
				.block(Await.LIMIT);
			SecurePair server = pairs.server(left);
			SecurePair client = pairs.client(right, PairOptions.DEFAULTS);
			Mono.when(server.encrypted().input(client.encrypted().output()),
					client.encrypted().input(server.encrypted().output()))
				.subscribe(null, (failure) -> {
				});
			server.secured().and(client.secured()).block(Await.LIMIT);
			server.close().and(client.close()).block(Await.LIMIT);
			left.release();
			right.release();
		});
		assertThat(lines(file)).hasSize(10).allMatch((line) -> count(lines(file), line) == 2);
	}

	@Test
	void directoryThatDoesNotExist() {
		Path file = this.directory.resolve("none").resolve("keys.log");
		started("tls:\n  key-log-file: " + file + "\n").says(unusable("There is no directory for the file " + file),
				"Create the directory, or name a file in one that exists.");
	}

	@Test
	void fileThatOthersCanRead() throws IOException {
		Path file = Files.createFile(this.directory.resolve("keys.log"));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		started("tls:\n  key-log-file: " + file + "\n").says(
				unusable("The file " + file + " exists, and its mode lets others than its owner use it: rw-r--r--"),
				"Remove it, or 'chmod 600' it if nobody has it open.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/keys", "classpath:no-such-file" })
	void locationThatIsNoFile(String location) {
		started("tls:\n  key-log-file: " + location + "\n").says(unusable("It does not name a file"),
				"Name a file of this machine, such as '/tmp/keys.log'.");
	}

	@Test
	void serverOnTheJdkEngine() {
		started(SERVER.replace("tls:\n", "tls:\n  key-log-file: " + this.directory.resolve("keys.log") + "\n")
				+ FailedStart.lines("provider: jdk"))
			.says(unusable(
					"The jdk engine does not tell the secrets of its connections, and it is in use because it was "
							+ "chosen (provider: jdk) (tls.servers.echo)"),
					ACTION);
	}

	@Test
	void serverWithHostsOnTheJdkEngine() {
		started(SERVER.replace("tls:\n",
				"tls:\n  key-log-file: " + this.directory.resolve("keys.log") + "\n  provider: jdk\n")
				+ FailedStart.lines("sni:", "  \"[a.example.com]\":", "    key: " + TestPki.server().keyFile(),
						"    cert: " + TestPki.server().certFile()))
			.says(unusable(
					"The jdk engine does not tell the secrets of its connections, and it is in use because it was "
							+ "chosen (provider: jdk) (tls.servers.echo)"),
					ACTION);
	}

	@Test
	void clientOnTheJdkEngine() {
		started("tls:\n  key-log-file: " + this.directory.resolve("keys.log")
				+ "\n  provider: jdk\n  clients:\n    peer:\n      host: localhost\n")
			.says(unusable(
					"The jdk engine does not tell the secrets of its connections, and it is in use because it was "
							+ "chosen (provider: jdk) (tls.clients.peer)"),
					ACTION);
	}

	private static FailedStart started(String yaml) {
		return FailedStart.of(yaml);
	}

	private static String unusable(String problem) {
		return "The configuration property 'tls.key-log-file' ({yaml} - 2:17) cannot be used:\n\n    " + problem + ".";
	}

	private static int port(TlsServers servers) {
		return servers.get("echo").address().getPort();
	}

	private static long count(List<String> lines, String line) {
		return lines.stream().filter(line::equals).count();
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().filter((line) -> !line.startsWith("#")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
