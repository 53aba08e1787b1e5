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

package io.tlsboot.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.client.TlsConnectException.Phase;
import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients that secure a connection after a dialogue in plaintext: with a server of ours,
 * and with ones that attack the step to TLS (security rule R17).
 */
class StartTlsTests {

	private static final StartTlsDialogue SERVER = (connection) -> connection.sendString("ready\r\n")
		.then(connection.eachLine((line) -> line.equals("STARTTLS") ? connection.startTls("go\r\n") : Mono.empty()));

	private final List<String> received = new CopyOnWriteArrayList<>();

	/** Notes what the server says, and takes its word for it. */
	private final StartTlsDialogue dialogue = (connection) -> line(connection)
		.then(connection.sendString("STARTTLS\r\n"))
		.then(line(connection))
		.flatMap((answer) -> connection.startTls());

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void upgrades(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.startTls(new StartTlsSpec(SERVER))
			.requestCert(true, TestPki.ca())
			.start(); TestClient client = TestClient.with(provider).version(version).present(TestPki.client()).make()) {
			for (int i = 0; i < 3; i++) {
				SecureConnection connection = connect(client, server.port());
				assertThat(connection.authorized()).isTrue();
				assertThat(connection.role()).isEqualTo(Role.CLIENT);
				assertThat(connection.protocol()).isEqualTo(version);
				assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
				connection.close().block(TestClient.LIMIT);
				assertThat(connection.closedCleanly()).isTrue();
			}
			assertThat(client.recorder().accepted()).isEqualTo(3);
			Await.until("all have ended", () -> client.recorder().ends().size() == 3);
			assertThat(server.recorder().secured()).hasSize(3)
				.allSatisfy((connection) -> assertThat(connection.authorized()).isTrue());
			assertThat(this.received).containsExactly("ready", "go", "ready", "go", "ready", "go");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theConfiguredDialogueIsThatOfEachCall(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).startTls(new StartTlsSpec(SERVER)).start();
				TestClient client = TestClient.with(provider)
					.spec((spec) -> spec.withStartTls(new StartTlsSpec(this.dialogue)))
					.make()) {
			SecureConnection connection = client.connect(server.port());
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(TestClient.LIMIT);
			assertThat(this.received).containsExactly("ready", "go");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextBehindTheGoAheadEndsTheConnection(TlsProvider provider) {
		for (String injected : List.of("250 injected\r\n", "\u0016\u0003\u0003\u0000\u0001", "x")) {
			try (RawServer server = RawServer.of((socket) -> {
				say(socket, "ready\r\n");
				hear(socket);
				say(socket, "go\r\n" + injected);
			}); TestClient client = TestClient.of(provider)) {
				assertThat(refused(client, server.port()))
					.satisfies((failure) -> assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE))
					.satisfies((failure) -> assertThat(failure.reason())
						.contains(HandshakeFailureReason.START_TLS_INJECTION));
				assertThat(client.recorder().failures()).hasSize(1);
				assertThat(client.recorder().accepted()).isEqualTo(1);
				assertThat(server.awaitEnd()).as("nothing of a handshake was sent").isZero();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void plaintextInTheNextSegmentIsNoHandshake(TlsProvider provider) {
		try (RawServer server = RawServer.of((socket) -> {
			say(socket, "ready\r\n");
			hear(socket);
			say(socket, "go\r\n");
			// The hello has begun: the client waits for the server's.
			socket.getInputStream().read();
			// The length of a long record of SSLv2, as some answers of LDAP begin.
			say(socket, "0\f\u0002\u0001\u0002");
		}); TestClient client = TestClient.of(provider)) {
			TlsConnectException failure = refused(client, server.port());
			assertThat(failure.reason()).contains(HandshakeFailureReason.NOT_TLS);
			assertThat(client.recorder().failures().get(0).durationNanos()).isLessThan(Duration.ofSeconds(8).toNanos());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void thereIsNoFallback(TlsProvider provider) {
		StartTlsDialogue givesUp = (connection) -> line(connection).then(Mono.empty());
		StartTlsDialogue refuses = (connection) -> line(connection).flatMap((line) -> Mono
			.error(new StartTlsException(StartTlsException.Reason.NOT_OFFERED, "The server offers no STARTTLS")));
		try (RawServer server = RawServer.of((socket) -> say(socket, "ready\r\n"));
				TestClient client = TestClient.of(provider)) {
			assertThatThrownBy(
					() -> client.client().connect("localhost", server.port(), givesUp).block(TestClient.LIMIT))
				.hasRootCauseInstanceOf(StartTlsException.class);
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), refuses));
			assertThat(failure.phase()).isEqualTo(Phase.START_TLS);
			assertThat(failure).hasMessageContaining("(start tls): The server offers no STARTTLS")
				.cause()
				.isInstanceOfSatisfying(StartTlsException.class,
						(cause) -> assertThat(cause.reason()).isEqualTo(StartTlsException.Reason.NOT_OFFERED));
			assertThat(server.awaitEnd()).isZero();
			assertThat(server.awaitEnd()).isZero();
			assertThat(client.recorder().accepted()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatClosesInPlaintext(TlsProvider provider) {
		try (RawServer server = RawServer.of(Socket::close); TestClient client = TestClient.of(provider)) {
			TlsConnectException failure = refused(client, server.port());
			assertThat(failure.phase()).isEqualTo(Phase.START_TLS);
			assertThat(failure.reason()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatIsSilentInPlaintext(TlsProvider provider) {
		try (RawServer server = RawServer.silent();
				TestClient client = TestClient.with(provider)
					.spec((spec) -> spec.withStartTls(new StartTlsSpec(this.dialogue,
							PlaintextLimits.DEFAULTS.withTimeout(Duration.ofMillis(200)))))
					.make()) {
			TlsConnectException failure = client.refused(server.port());
			assertThat(failure.phase()).isEqualTo(Phase.START_TLS);
			assertThat(failure).cause()
				.isInstanceOfSatisfying(StartTlsException.class,
						(cause) -> assertThat(cause.reason()).isEqualTo(StartTlsException.Reason.TIMEOUT));
			assertThat(server.awaitEnd()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anUnknownAuthorityIsRefused(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).startTls(new StartTlsSpec(SERVER)).start();
				TestClient client = TestClient.with(provider).trust(TestPki.otherCa()).make()) {
			TlsConnectException failure = refused(client, server.port());
			assertThat(failure.phase()).isEqualTo(Phase.VERIFY);
			assertThat(failure.verdict()).isPresent();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void toCancelInPlaintextClosesTheSocket(TlsProvider provider) {
		try (RawServer server = RawServer.of((socket) -> say(socket, "ready\r\n"));
				TestClient client = TestClient.of(provider)) {
			Disposable dial = client.client()
				.connect("localhost", server.port(), this.dialogue)
				.subscribe((connection) -> {
				}, (failure) -> {
				});
			Await.until("the server was heard", () -> !this.received.isEmpty());
			dial.dispose();
			assertThat(server.awaitEnd()).isEqualTo("STARTTLS\r\n".length());
			assertThat(client.recorder().accepted()).isZero();
		}
	}

	@Test
	void nothingWorksInPlaintextAfterStartTls() {
		List<PlaintextConnection> seen = new CopyOnWriteArrayList<>();
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).startTls(new StartTlsSpec(SERVER)).start();
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			SecureConnection connection = client.client().connect("localhost", server.port(), (plaintext) -> {
				seen.add(plaintext);
				return this.dialogue.secure(plaintext);
			}).blockOptional(TestClient.LIMIT).orElseThrow();
			PlaintextConnection plaintext = seen.get(0);
			assertThatThrownBy(() -> plaintext.startTls().block(TestClient.LIMIT))
				.isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> plaintext.readLine().block(TestClient.LIMIT))
				.isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> plaintext.sendString("x").block(TestClient.LIMIT))
				.hasCauseInstanceOf(StartTlsException.class);
			plaintext.close();
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(TestClient.LIMIT);
		}
	}

	private SecureConnection connect(TestClient client, int port) {
		return client.client().connect("localhost", port, this.dialogue).blockOptional(TestClient.LIMIT).orElseThrow();
	}

	private TlsConnectException refused(TestClient client, int port) {
		return TestClient.refused(client.client().connect("localhost", port, this.dialogue));
	}

	private Mono<String> line(PlaintextConnection connection) {
		return connection.readLine().doOnNext(this.received::add);
	}

	private static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static void hear(Socket socket) throws IOException {
		new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1).readLine();
	}

}
