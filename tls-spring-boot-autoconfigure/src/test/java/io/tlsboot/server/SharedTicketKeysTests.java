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

package io.tlsboot.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Servers that share a file with root keys share tickets: at the same time, one after the
 * other, and in processes of their own.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedTicketKeysTests {

	private static final String ECHO = "hello\n";

	private static final Duration TIMEOUT = Duration.ofHours(1);

	/** The beginning of a slice of a quarter of an hour. */
	private static final Instant QUARTER = Instant
		.ofEpochSecond(Math.floorDiv(Instant.now().getEpochSecond(), 900L) * 900);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void ticketsSurviveARestart(String version) {
		Path file = file("keys", 1);
		try (RunningServer server = server(file)) {
			Path ticket = save(server.port(), version);
			restart(server);
			assertThat(resumes(server.port(), version, ticket)).isTrue();
			write(file, 2);
			restart(server);
			assertThat(resumes(server.port(), version, ticket)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void ticketsOfGeneratedKeysDoNot(String version) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			Path ticket = save(server.port(), version);
			restart(server);
			assertThat(resumes(server.port(), version, ticket)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void aTicketIsRefusedAfterTheTimeoutThoughItsRootIsStillThere(String version) {
		MovableClock clock = new MovableClock(QUARTER.plusSeconds(1));
		try (RunningServer server = builder(file("keys", 1)).clock(clock).start()) {
			Path ticket = save(server.port(), version);
			clock.set(QUARTER.plus(TIMEOUT).minusMillis(1));
			assertThat(resumes(server.port(), version, ticket)).isTrue();
			clock.set(QUARTER.plus(TIMEOUT));
			assertThat(resumes(server.port(), version, ticket)).isFalse();
			clock.set(QUARTER.plusSeconds(1));
			assertThat(resumes(server.port(), version, ticket)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void theFirstKeyEncryptsAndTheOthersDecrypt(String version) {
		try (RunningServer before = server(file("before", 1));
				RunningServer during = server(file("during", 2, 1));
				RunningServer after = server(file("after", 2))) {
			Path old = save(before.port(), version);
			Path next = save(during.port(), version);
			assertThat(resumes(during.port(), version, old)).isTrue();
			assertThat(resumes(after.port(), version, old)).isFalse();
			assertThat(resumes(after.port(), version, next)).isTrue();
			assertThat(resumes(before.port(), version, next)).isFalse();
		}
	}

	@Test
	void aFileIsWatchedWhileTheServerListens(CapturedOutput output) {
		Path file = file("keys", 1);
		try (RunningServer server = server(file)) {
			Path old = save(server.port(), "TLSv1.3");
			write(file, 2, 1);
			awaitLog(output, "in use now: TicketKeyRing[2 keys]");
			assertThat(resumes(server.port(), "TLSv1.3", old)).isTrue();
			Path next = save(server.port(), "TLSv1.3");
			write(file, 2);
			awaitLog(output, "in use now: TicketKeyRing[1 key]");
			assertThat(resumes(server.port(), "TLSv1.3", old)).isFalse();
			assertThat(resumes(server.port(), "TLSv1.3", next)).isTrue();
		}
	}

	@Test
	void aBadFileFailsTheStart() throws IOException {
		Path file = Files.writeString(this.directory.resolve("keys"), "# none yet\n");
		try (RunningServer server = builder(file).stopped()) {
			assertThatExceptionOfType(ContextException.class)
				.isThrownBy(() -> server.server().listen().block(Await.LIMIT))
				.withMessage("session.ticket-keys.location: There is no key in it (file:" + file + ")");
			write(file, 1);
			server.server().listen().block(Await.LIMIT);
			save(server.port(), "TLSv1.3");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void processesShareTicketsWhenTheyShareKeysAndConfiguration(String version) {
		String file = "file:" + file("keys", 1);
		String ca = TestPki.ca().certFile().toString();
		String otherCa = TestPki.otherCa().certFile().toString();
		try (Peer one = TicketProcess.start(file, ca);
				Peer two = TicketProcess.start(file, ca);
				Peer other = TicketProcess.start(file, otherCa)) {
			int port = TicketProcess.awaitPort(one);
			Path ticket = this.directory.resolve("ticket.pem");
			OpenSslClient.to(port)
				.protocol(version)
				.identity(TestPki.client())
				.exchangeAndSave(ticket, ECHO, "full true " + ECHO);
			OpenSslClient.to(TicketProcess.awaitPort(two))
				.protocol(version)
				.resumeSession(ticket)
				.exchange(ECHO, "resumed true " + ECHO);
			OpenSslClient.to(TicketProcess.awaitPort(other))
				.protocol(version)
				.resumeSession(ticket)
				.exchange(ECHO, "full false " + ECHO);
		}
	}

	private static void restart(RunningServer server) {
		server.server().close(Duration.ZERO).block(Await.LIMIT);
		server.server().listen().block(Await.LIMIT);
	}

	private Path save(int port, String version) {
		Path ticket = this.directory.resolve(System.nanoTime() + ".pem");
		OpenSslClient.to(port).protocol(version).exchangeAndSave(ticket, ECHO, ECHO);
		return ticket;
	}

	private static boolean resumes(int port, String version, Path ticket) {
		return OpenSslClient.to(port).protocol(version).resumeSession(ticket).exchange(ECHO, ECHO).reused();
	}

	private static RunningServer server(Path file) {
		return builder(file).start();
	}

	private static RunningServer.Builder builder(Path file) {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec
				.session(new SessionSpec(TIMEOUT, 16, true, new TicketKeySpec("file:" + file, null))));
	}

	private Path file(String name, int... fillings) {
		Path file = this.directory.resolve(name);
		write(file, fillings);
		return file;
	}

	private static void write(Path file, int... fillings) {
		String text = Arrays.stream(fillings).mapToObj((filling) -> {
			byte[] key = new byte[32];
			Arrays.fill(key, (byte) filling);
			return Base64.getEncoder().encodeToString(key);
		}).collect(Collectors.joining("\n"));
		try {
			Path next = Files.writeString(file.resolveSibling("next"), text);
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void awaitLog(CapturedOutput output, String text) {
		Await.until("the log says: " + text, () -> output.getAll().contains(text));
	}

}
