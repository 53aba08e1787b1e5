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

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A server that advertises application protocols by NPN, and what clients make of it.
 */
class NpnTests {

	private static final String ECHO = "hello\n";

	@TempDir
	private Path directory;

	@Test
	void theClientChooses() {
		try (RunningServer server = server((context) -> context.npnProtocols(List.of("echo/2", "echo/1")))) {
			OpenSslResult result = OpenSslClient.to(server.port()).tls12().npn("other", "echo/1").exchange(ECHO, ECHO);
			assertThat(result.advertisedProtocols()).isEqualTo("echo/2, echo/1");
			assertThat(result.nextProtocol()).isEqualTo("echo/1");
			assertThat(protocol(server, 1)).contains("echo/1");
			result = OpenSslClient.to(server.port()).tls12().npn("echo/1", "echo/2").exchange(ECHO, ECHO);
			assertThat(result.nextProtocol()).as("the first that the server has").isEqualTo("echo/2");
			assertThat(protocol(server, 2)).contains("echo/2");
		}
	}

	@Test
	void aClientWithoutNpnHasNoProtocol() {
		try (RunningServer server = server((context) -> context.npnProtocols(List.of("echo/1")))) {
			OpenSslClient.to(server.port()).tls12().exchange(ECHO, ECHO);
			assertThat(protocol(server, 1)).isEmpty();
			OpenSslResult alpn = OpenSslClient.to(server.port()).tls12().alpn("echo/1").exchange(ECHO, ECHO);
			assertThat(alpn.applicationProtocol()).isNull();
			assertThat(protocol(server, 2)).isEmpty();
		}
	}

	@Test
	void aClientOfTls13HasNoProtocol() {
		try (RunningServer server = server((context) -> context.npnProtocols(List.of("echo/1")))) {
			OpenSslResult result = OpenSslClient.to(server.port()).npn("echo/1").exchange(ECHO, ECHO);
			assertThat(result.protocol()).isEqualTo("TLSv1.3");
			assertThat(result.advertisedProtocols()).isNull();
			assertThat(protocol(server, 1)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "echo/1 ", "Echo/1", "\u00ff\u00fe", "echo" })
	void aClientThatChoosesWhatWasNotAdvertisedIsRefused(String choice) {
		try (RunningServer server = server((context) -> context.npnProtocols(List.of("echo/2", "echo/1")))) {
			OpenSslResult result = OpenSslClient.to(server.port()).tls12().npn(choice).awaitEnd();
			assertThat(result.alert()).isNull();
			refused(server, choice);
			OpenSslClient.to(server.port()).tls12().npn("echo/1").exchange(ECHO, ECHO);
			assertThat(protocol(server, 1)).contains("echo/1");
		}
	}

	@Test
	void alpnComesFirstAndHasAListOfItsOwn() {
		try (RunningServer server = server((context) -> context.alpnProtocols(List.of("h2", "echo/2"))
			.npnProtocols(List.of("spdy/1", "echo/1", "echo/2")))) {
			OpenSslResult both = client(server).alpn("echo/2").npn("echo/1").exchange(ECHO, ECHO);
			assertThat(both.applicationProtocol()).isEqualTo("echo/2");
			assertThat(both.advertisedProtocols()).isNull();
			assertThat(protocol(server, 1)).contains("echo/2");
			OpenSslResult npn = client(server).npn("echo/1").exchange(ECHO, ECHO);
			assertThat(npn.advertisedProtocols()).isEqualTo("spdy/1, echo/1, echo/2");
			assertThat(protocol(server, 2)).contains("echo/1");
			OpenSslResult tls13 = OpenSslClient.to(server.port()).alpn("echo/2").exchange(ECHO, ECHO);
			assertThat(tls13.applicationProtocol()).isEqualTo("echo/2");
			assertThat(protocol(server, 3)).contains("echo/2");
			client(server).exchange(ECHO, ECHO);
			assertThat(protocol(server, 4)).isEmpty();
			OpenSslResult noOverlap = client(server).alpn("echo/9").npn("echo/1").awaitEnd();
			assertThat(noOverlap.alert()).as("ALPN is not made up for by NPN").isEqualTo(120);
		}
	}

	@Test
	void whatIsAdvertisedByAlpnOnlyCannotBeChosenByNpn() {
		try (RunningServer server = server(
				(context) -> context.alpnProtocols(List.of("h2")).npnProtocols(List.of("spdy/1")))) {
			client(server).npn("h2").awaitEnd();
			refused(server, "h2");
		}
	}

	@Test
	void oneListForBoth() {
		try (RunningServer server = server(
				(context) -> context.alpnProtocols(List.of("a", "b")).npnProtocols(List.of("a", "b")))) {
			assertThat(client(server).npn("b").exchange(ECHO, ECHO).nextProtocol()).isEqualTo("b");
			assertThat(client(server).alpn("b").exchange(ECHO, ECHO).applicationProtocol()).isEqualTo("b");
			assertThat(protocol(server, 2)).contains("b");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theProtocolIsNegotiatedAgainWhenASessionResumes(boolean tickets) {
		try (RunningServer server = server((context) -> context.npnProtocols(List.of("echo/2", "echo/1"))
			.session(new SessionSpec(SessionSpec.DEFAULTS.timeout(), 16, tickets)))) {
			assertThat(client(server).npn("echo/2").exchangeAndSave(session(), ECHO, ECHO).reused()).isFalse();
			assertThat(protocol(server, 1)).contains("echo/2");
			resumed(client(server).npn("echo/1").resumeSession(session()).exchange(ECHO, ECHO));
			assertThat(protocol(server, 2)).contains("echo/1");
			resumed(client(server).resumeSession(session()).exchange(ECHO, ECHO));
			assertThat(protocol(server, 3)).isEmpty();
			resumed(client(server).npn("foo").resumeSession(session()).awaitEnd());
			refused(server, "foo");
			resumed(client(server).npn("echo/2").resumeSession(session()).exchange(ECHO, ECHO));
			assertThat(protocol(server, 4)).contains("echo/2");
		}
	}

	/**
	 * The verdict of a refused handshake must not be there for the one that resumes it.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aClientThatWasRefusedForItsProtocolIsJudgedAgain(boolean tickets) {
		MovableClock clock = new MovableClock(java.time.Instant.now());
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.requestCert(false, TestPki.ca())
			.context((context) -> context.npnProtocols(List.of("echo/1"))
				.session(new SessionSpec(java.time.Duration.ofDays(40000), 16, tickets)))
			.clock(clock)
			.start()) {
			client(server).identity(TestPki.client()).npn("foo").saveSession(session()).awaitEnd();
			refused(server, "foo");
			clock.set(TestPki.client().certificate().getNotAfter().toInstant().plusSeconds(60));
			resumed(client(server).identity(TestPki.client())
				.npn("echo/1")
				.resumeSession(session())
				.exchange(ECHO, ECHO));
			SecureConnection connection = server.recorder().awaitSecured(1);
			assertThat(connection.authorizationError()).contains(AuthorizationError.CERT_HAS_EXPIRED);
		}
	}

	@Test
	void aHostHasProtocolsOfItsOwn() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.npnProtocols(List.of("echo/1")))
			.sni("*.example.com", (context) -> context)
			.sni("two.example.com", (context) -> context.npnProtocols(List.of("echo/2")))
			.sni("none.example.com", (context) -> context.npnProtocols(List.of()))
			.start()) {
			assertThat(advertised(server, "x.example.com")).isEqualTo("echo/1");
			assertThat(advertised(server, "two.example.com")).isEqualTo("echo/2");
			assertThat(advertised(server, "none.example.com")).isNull();
		}
	}

	@Test
	void aSelectorChoosesForClientsWithAlpnOnly() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.npnProtocols(List.of("echo/1")))
			.choices(new TlsServerChoices(null, (context, name, offered) -> "b", null))
			.start()) {
			OpenSslResult both = client(server).alpn("a", "b").npn("echo/1").exchange(ECHO, ECHO);
			assertThat(both.applicationProtocol()).isEqualTo("b");
			assertThat(protocol(server, 1)).contains("b");
			assertThat(client(server).npn("echo/1").exchange(ECHO, ECHO).nextProtocol()).isEqualTo("echo/1");
			assertThat(protocol(server, 2)).contains("echo/1");
		}
	}

	@Test
	void theEngineOfTheJdkRefuses() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> RunningServer.with(TlsProvider.JDK)
				.context((context) -> context.npnProtocols(List.of("echo/1")))
				.start())
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("npn-protocols"));
	}

	private static RunningServer server(UnaryOperator<SecureContextSpec.Builder> context) {
		return RunningServer.with(TlsProvider.OPENSSL).context(context).start();
	}

	private static OpenSslClient client(RunningServer server) {
		return OpenSslClient.to(server.port()).tls12();
	}

	private static Optional<String> protocol(RunningServer server, int connection) {
		return server.recorder().awaitSecured(connection).applicationProtocol();
	}

	private static @Nullable String advertised(RunningServer server, String name) {
		return client(server).serverName(name).npn("echo/1", "echo/2").exchange(ECHO, ECHO).advertisedProtocols();
	}

	private static void resumed(OpenSslResult result) {
		assertThat(result.reused()).as(result.output()).isTrue();
	}

	private static void refused(RunningServer server, String choice) {
		HandshakeFailure failure = server.recorder().awaitFailure();
		assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.NO_APPLICATION_PROTOCOL);
		assertThat(failure.alertSent()).as("the handshake was over").isNull();
		assertThat(failure.contextName()).isEqualTo("default");
		assertThat(failure.detail())
			.isEqualTo("The client chose an application protocol by NPN that was not advertised")
			.doesNotContain("'" + choice + "'");
	}

	private Path session() {
		return this.directory.resolve("session.pem");
	}

}
