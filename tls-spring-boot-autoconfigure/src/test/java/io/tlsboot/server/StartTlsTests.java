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

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers whose connections begin in plaintext, with real clients and with those that
 * attack the step to TLS ("NO STARTTLS", USENIX Security 2021; security rule R17).
 */
class StartTlsTests {

	private static final byte[] COMMAND = "STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII);

	private final List<String> commands = new CopyOnWriteArrayList<>();

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void opensslUpgrades(TlsProvider provider, String version) {
		try (RunningServer server = start(provider)) {
			OpenSslResult result = OpenSslClient.to(server.port())
				.option("-starttls", "smtp")
				.protocol(version)
				.trust(TestPki.ca())
				.strict()
				.exchange("hello\n", "hello\n");
			assertThat(result.connected()).isTrue();
			assertThat(server.recorder().secured()).singleElement()
				.satisfies((connection) -> assertThat(connection.protocol()).isEqualTo(version));
			assertThat(server.recorder().accepted()).isEqualTo(1);
			assertThat(this.commands).startsWith("EHLO mail.example.com");
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextBehindTheCommandEndsTheConnection(TlsProvider provider) {
		try (RunningServer server = start(provider)) {
			try (RawClient client = greeted(server)) {
				client.send("STARTTLS\r\nMAIL FROM:<evil@example.com>\r\n");
				assertThat(client.awaitEnd().received()).isEmpty();
			}
			assertFailed(server, HandshakeFailureReason.START_TLS_INJECTION);
			assertThat(this.commands).containsExactly("STARTTLS");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextInTheNextSegmentIsNoHandshake(TlsProvider provider) {
		try (RunningServer server = start(provider)) {
			try (RawClient client = greeted(server)) {
				client.send(COMMAND);
				client.expect("220 go ahead\r\n");
				client.send("MAIL FROM:<evil@example.com>\r\n");
				client.awaitEnd();
			}
			assertFailed(server, HandshakeFailureReason.NOT_TLS);
			assertThat(this.commands).containsExactly("STARTTLS");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aHelloBehindTheCommandIsUsed(TlsProvider provider) {
		byte[] hello = ClientHello.of("localhost");
		try (RunningServer server = start(provider)) {
			for (int split : new int[] { 0, 1, 2, 5, 6, hello.length }) {
				try (RawClient client = greeted(server)) {
					client.send(join(COMMAND, java.util.Arrays.copyOf(hello, split)));
					if (split < hello.length) {
						client.expect("220 go ahead\r\n");
						client.send(java.util.Arrays.copyOfRange(hello, split, hello.length));
					}
					else {
						client.expect("220 go ahead\r\n");
					}
					assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
				}
			}
			Await.until("all have failed", () -> server.recorder().failures().size() == 6);
			assertThat(server.recorder().failures())
				.allSatisfy((failure) -> assertThat(failure.serverName()).isEqualTo("localhost"));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void silenceInPlaintextIsBounded(TlsProvider provider) {
		try (RunningServer server = with(provider, new PlaintextLimits(Duration.ofMillis(300), 64)).start()) {
			try (RawClient client = greeted(server)) {
				assertThat(client.awaitEnd().received()).isEmpty();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().accepted()).isZero();
			assertThat(this.failures).singleElement()
				.isInstanceOfSatisfying(StartTlsException.class,
						(failure) -> assertThat(failure.reason()).isEqualTo(StartTlsException.Reason.TIMEOUT));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whoIsAlwaysJustInTimeDoesNotStay(TlsProvider provider) {
		try (RunningServer server = with(provider, new PlaintextLimits(Duration.ofMillis(400), 64)).start();
				RawClient client = greeted(server)) {
			Await.until("the dialogue has failed", () -> {
				client.send("NOOP\r\n").expect("250 ok\r\n");
				return server.server().connections() == 0 || !this.failures.isEmpty();
			});
			assertThat(this.failures).singleElement()
				.isInstanceOfSatisfying(StartTlsException.class, (failure) -> assertThat(failure)
					.hasMessage("The plaintext took as a whole longer than 2000 milliseconds"));
		}
		catch (UncheckedIOException | AssertionError ex) {
			// The end came while the last line was on its way.
			assertThat(this.failures).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anEndBeforeTheHandshakeIsNoTimeout(TlsProvider provider) {
		Sinks.Empty<Void> backend = Sinks.empty();
		StartTlsDialogue asks = (connection) -> connection.readLine()
			.flatMap((line) -> connection.readLine())
			.then(backend.asMono())
			.then(Mono.defer(connection::startTls));
		try (RunningServer server = RunningServer.with(provider).startTls(new StartTlsSpec(asks)).start();
				RawClient client = RawClient.connect(server.port())) {
			client.send(COMMAND);
			client.shutdownOutput();
			Await.until("a connection", () -> server.server().connections() == 1);
			backend.tryEmitEmpty();
			client.awaitEnd();
			assertFailed(server, HandshakeFailureReason.NO_CLIENT_HELLO);
			assertThat(server.recorder().failures().get(0).durationNanos()).isLessThan(Duration.ofSeconds(5).toNanos());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void longLinesAreRefused(TlsProvider provider) {
		try (RunningServer server = with(provider, new PlaintextLimits(Duration.ofMinutes(1), 64)).start()) {
			try (RawClient client = greeted(server)) {
				client.send("x".repeat(65));
				client.awaitEnd();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(this.failures).singleElement()
				.isInstanceOfSatisfying(StartTlsException.class,
						(failure) -> assertThat(failure.reason()).isEqualTo(StartTlsException.Reason.TOO_LONG));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theHandshakeAfterTheGoAheadIsBounded(TlsProvider provider) {
		try (RunningServer server = with(provider, PlaintextLimits.DEFAULTS)
			.limits(new HandshakeLimits(Duration.ofMillis(300), 16 * 1024, 10_000))
			.start(); RawClient client = greeted(server)) {
			client.send(COMMAND);
			client.expect("220 go ahead\r\n");
			client.awaitEnd();
			assertFailed(server, HandshakeFailureReason.TIMEOUT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whoLeavesWithoutTlsIsNoHandshake(TlsProvider provider) {
		try (RunningServer server = start(provider)) {
			try (RawClient client = greeted(server)) {
				client.send("NOOP\r\nNOOP\r\n");
				client.expect("250 ok\r\n250 ok\r\n");
				client.shutdownOutput();
				assertThat(client.awaitEnd().received()).isEmpty();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
			assertThat(server.recorder().accepted()).isZero();
			assertThat(server.recorder().failures()).isEmpty();
			assertThat(this.commands).containsExactly("NOOP", "NOOP");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void connectionsInPlaintextCountAsPending(TlsProvider provider) {
		try (RunningServer server = with(provider, PlaintextLimits.DEFAULTS)
			.limits(new HandshakeLimits(Duration.ofSeconds(10), 16 * 1024, 1))
			.start()) {
			try (RawClient first = greeted(server); RawClient second = RawClient.connect(server.port())) {
				assertThat(server.server().pendingHandshakes()).isEqualTo(1);
				assertThat(second.awaitEnd().received()).isEmpty();
				assertThat(server.recorder().rejected()).containsExactly("max-pending-handshakes");
				first.send("NOOP\r\n").expect("250 ok\r\n");
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatClosesEndsThePlaintext(TlsProvider provider) {
		RunningServer server = start(provider);
		try (RawClient client = greeted(server)) {
			server.close();
			assertThat(client.awaitEnd().received()).isEmpty();
			assertThat(server.recorder().accepted()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aDialogueThatFailsClosesItsConnectionOnly(TlsProvider provider) {
		StartTlsDialogue broken = (connection) -> connection.readLine().map((line) -> {
			throw new IllegalStateException("broken on purpose");
		});
		StartTlsDialogue throwing = (connection) -> {
			throw new IllegalStateException("broken on purpose");
		};
		for (StartTlsDialogue dialogue : List.of(broken, throwing)) {
			try (RunningServer server = RunningServer.with(provider).startTls(new StartTlsSpec(dialogue)).start()) {
				for (int i = 0; i < 2; i++) {
					try (RawClient client = RawClient.connect(server.port())) {
						client.send(COMMAND);
						assertThat(client.awaitEnd().received()).isEmpty();
					}
				}
				Await.until("no connection", () -> server.server().connections() == 0);
				assertThat(server.server().listening()).isTrue();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void thousandsOfLinesDoNotGrowTheStack(TlsProvider provider) {
		try (RunningServer server = start(provider); RawClient client = greeted(server)) {
			client.send("NOOP\r\n".repeat(5_000));
			client.expect("250 ok\r\n".repeat(5_000));
			client.send(COMMAND).expect("220 go ahead\r\n");
			client.sendHello();
			assertThat(client.readRecord()).extracting(TlsRecord::type).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whoTakesNothingInPlaintextIsClosed(TlsProvider provider) {
		StartTlsDialogue flood = (connection) -> connection.sendString("x".repeat(1 << 20))
			.repeat(63)
			.then(Mono.<SecureConnection>empty())
			.doOnError(this.failures::add);
		try (RunningServer server = RunningServer.with(provider)
			.startTls(new StartTlsSpec(flood, PlaintextLimits.DEFAULTS.withTimeout(Duration.ofMillis(300))))
			.start(); RawClient client = RawClient.connect(server.port())) {
			Await.until("the dialogue has failed", () -> this.failures.size() == 1);
			Await.until("no connection", () -> server.server().connections() == 0);
			client.awaitEnd();
		}
	}

	private void assertFailed(RunningServer server, HandshakeFailureReason reason) {
		Await.until("the handshake has failed", () -> !server.recorder().failures().isEmpty());
		assertThat(server.recorder().failures()).singleElement()
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(reason));
		Await.until("no connection", () -> server.server().connections() == 0);
		assertThat(server.server().pendingHandshakes()).isZero();
		assertThat(server.recorder().accepted()).isEqualTo(1);
		assertThat(server.recorder().secured()).isEmpty();
	}

	private static RawClient greeted(RunningServer server) {
		RawClient client = RawClient.connect(server.port());
		client.expect("220 ready\r\n");
		return client;
	}

	private RunningServer start(TlsProvider provider) {
		return with(provider, PlaintextLimits.DEFAULTS).start();
	}

	private RunningServer.Builder with(TlsProvider provider, PlaintextLimits limits) {
		StartTlsDialogue dialogue = (connection) -> connection.sendString("220 ready\r\n")
			.then(connection.eachLine((line) -> command(connection, line)))
			.doOnError(this.failures::add);
		return RunningServer.with(provider).startTls(new StartTlsSpec(dialogue, limits));
	}

	private Mono<SecureConnection> command(PlaintextConnection connection, String line) {
		this.commands.add(line);
		return switch (line) {
			case "STARTTLS" -> connection.startTls("220 go ahead\r\n");
			case "EHLO mail.example.com" -> connection.sendString("250-hello\r\n250 STARTTLS\r\n").then(Mono.empty());
			default -> connection.sendString("250 ok\r\n").then(Mono.empty());
		};
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

}
