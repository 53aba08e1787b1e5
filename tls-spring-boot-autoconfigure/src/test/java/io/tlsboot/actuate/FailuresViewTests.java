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

package io.tlsboot.actuate;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.server.TlsServers;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real peers fail in each way, and the view says which way it was and what to do.
 */
class FailuresViewTests {

	private static final String SECRET = "c2VjcmV0OnBhc3N3b3Jk";

	private final ConnectionHistory history = new ConnectionHistory(Clock.systemUTC(), List.of("test"), List.of());

	static List<Outcome> outcomes() {
		List<Outcome> all = new ArrayList<>();
		all.add(raw(HandshakeFailureReason.NO_CLIENT_HELLO, RawClient::close));
		all.add(raw(HandshakeFailureReason.INCOMPLETE_CLIENT_HELLO, (client) -> client.sendHalfHello().close()));
		all.add(raw(HandshakeFailureReason.CLIENT_HELLO_TOO_LARGE,
				(client) -> client.send(new byte[] { 22, 3, 1, 0, 4, 1, -1, -1, -1 }).awaitEnd()));
		all.add(raw(HandshakeFailureReason.NOT_TLS, (client) -> client
			.send(("GET / HTTP/1.1\r\nAuthorization: Basic " + SECRET + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
			.awaitEnd()));
		all.add(raw(HandshakeFailureReason.MALFORMED,
				(client) -> client.send(new byte[] { 22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3 }).awaitEnd()));
		all.add(new Outcome(HandshakeFailureReason.TIMEOUT,
				(server) -> server.limits(new HandshakeLimits(Duration.ofMillis(400), 16 * 1024, 100)), (port) -> {
					try (RawClient client = RawClient.connect(port).sendHello()) {
						client.awaitEnd();
					}
				}));
		all.add(raw(HandshakeFailureReason.PEER_CLOSED, (client) -> client.sendHello().shutdownOutput().awaitEnd()));
		all.add(raw(HandshakeFailureReason.CONNECTION_RESET, (client) -> {
			client.sendHello().readRecord();
			client.reset();
		}));
		all.add(raw(HandshakeFailureReason.ALERT_RECEIVED, (client) -> {
			client.sendHello().readRecord();
			client.send(new byte[] { 21, 3, 3, 0, 2, 2, 80 }).awaitEnd();
		}));
		all.add(openssl(HandshakeFailureReason.NO_SHARED_CIPHER,
				(client) -> client.tls12().option("-cipher", "AES128-SHA")));
		all.add(openssl(HandshakeFailureReason.UNSUPPORTED_PROTOCOL,
				(client) -> client.option("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")));
		all.add(openssl(HandshakeFailureReason.INAPPROPRIATE_FALLBACK,
				(client) -> client.tls12().option("-fallback_scsv")));
		all.add(openssl(HandshakeFailureReason.LOCAL_CERTIFICATE_REJECTED,
				(client) -> client.trust(TestPki.otherCa()).strict()));
		all.add(new Outcome(HandshakeFailureReason.NO_APPLICATION_PROTOCOL,
				(server) -> server.context((spec) -> spec.alpnProtocols(List.of("echo/2"))),
				(port) -> OpenSslClient.to(port).alpn("echo/1").awaitEnd()));
		all.add(new Outcome(HandshakeFailureReason.UNRECOGNIZED_NAME,
				(server) -> server.unknownServerName(UnknownServerName.REJECT).sni("a.example", (spec) -> spec),
				(port) -> OpenSslClient.to(port).serverName("b.example").awaitEnd()));
		all.add(new Outcome(HandshakeFailureReason.PEER_CERTIFICATE_MISSING,
				(server) -> server.requestCert(true, TestPki.ca()), (port) -> OpenSslClient.to(port).awaitEnd()));
		all.add(new Outcome(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED,
				(server) -> server.requestCert(true, TestPki.ca()),
				(port) -> OpenSslClient.to(port).identity(TestPki.otherClient()).awaitEnd()));
		all.add(new Outcome(HandshakeFailureReason.START_TLS_INJECTION,
				(server) -> server.startTls(new StartTlsSpec((plaintext) -> plaintext.readLine()
					.flatMap((line) -> plaintext.startTls("go\r\n".getBytes(StandardCharsets.US_ASCII))))),
				(port) -> {
					try (RawClient client = RawClient.connect(port)) {
						client.send("STARTTLS\r\nMAIL FROM:<" + SECRET + "@example.com>\r\n").awaitEnd();
					}
				}));
		all.add(new Outcome(HandshakeFailureReason.CANCELLED,
				(server) -> server.startTls(new StartTlsSpec((plaintext) -> plaintext.readLine()
					.flatMap((line) -> plaintext.startTls("go\r\n".getBytes(StandardCharsets.US_ASCII))
						.timeout(Duration.ofMillis(200))))),
				(port) -> {
					try (RawClient client = RawClient.connect(port)) {
						client.send("STARTTLS\r\n").expect("go\r\n").awaitEnd();
					}
				}));
		all.add(new Outcome(HandshakeFailureReason.INTERNAL_ERROR,
				(server) -> server.choices(new TlsServerChoices(
						(name) -> Mono.error(new IllegalStateException("The database is down\n")), null, null)),
				(port) -> OpenSslClient.to(port).serverName("b.example").awaitEnd()));
		return all;
	}

	@Test
	void everyReasonIsTried() {
		// A server that shuts down has a test of its own.
		assertThat(Stream.concat(outcomes().stream().map(Outcome::reason), Stream.of(HandshakeFailureReason.SHUTDOWN)))
			.containsExactlyInAnyOrder(HandshakeFailureReason.values());
	}

	@Test
	void aServerThatShutsDownSaysSo() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).listener(this.history).start();
				RawClient client = RawClient.connect(server.port())) {
			client.sendHello().readRecord();
			server.server().close(Duration.ZERO).block(Await.LIMIT);
			assertThat(failures(server).failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.reason()).isEqualTo("SHUTDOWN"))
				.satisfies(
						(failure) -> assertThat(failure.fix()).isEqualTo(HandshakeFailureReason.SHUTDOWN.fix() + "."));
		}
	}

	@ParameterizedTest
	@MethodSource("outcomes")
	void everyOutcomeIsExplained(Outcome outcome) {
		try (RunningServer server = outcome.prepare.apply(RunningServer.with(TlsProvider.OPENSSL))
			.listener(this.history)
			.start()) {
			outcome.act.accept(server.port());
			server.recorder().awaitFailure();
			Await.untilAsserted(() -> assertThat(failures(server).failures()).hasSize(1));
			FailureDescriptor failure = failures(server).failures().get(0);
			assertThat(failure.reason()).isEqualTo(outcome.reason.name());
			assertThat(failure.fix()).isEqualTo(outcome.reason.fix() + ".");
			assertThat(failure.count()).isEqualTo(1);
			assertThat(failure.examples()).singleElement().satisfies((example) -> {
				assertThat(example.peer()).startsWith("127.0.0.1:");
				assertThat(example.seen()).isEqualTo(failure.lastSeen()).isEqualTo(failure.firstSeen());
				assertThat(example.authorizationError() != null).isEqualTo(failure.authorizationErrors() != null);
			});
			assertThat(failure.toString()).doesNotContain(SECRET).doesNotContain("\n");
			assertThat(failures(server).handshakes()).isEqualTo(new HandshakesDescriptor(0, 1, 0));
			Await.untilAsserted(() -> assertThat(this.history.connections(Role.SERVER, "test"))
				.isEqualTo(ConnectionsDescriptor.NONE));
		}
	}

	@Test
	void authorizationErrorSaysWhy() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.requestCert(true, TestPki.ca())
			.listener(this.history)
			.start()) {
			OpenSslClient.to(server.port()).identity(TestPki.otherClient()).awaitEnd();
			server.recorder().awaitFailure();
			FailureDescriptor failure = failures(server).failures().get(0);
			assertThat(failure.authorizationErrors()).hasSize(1).containsValue(1L);
			assertThat(failure.examples().get(0).alertSent()).isEqualTo("unknown_ca");
		}
	}

	@Test
	void hostileServerNamesAreEscaped() {
		String name = "a.example\r\nX-Injected: 1";
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.unknownServerName(UnknownServerName.REJECT)
			.sni("a.example", (spec) -> spec)
			.listener(this.history)
			.start()) {
			OpenSslClient.to(server.port()).serverName(name).awaitEnd();
			server.recorder().awaitFailure();
			assertThat(failures(server).toString()).contains("a.example\\u000d\\u000aX-Injected: 1")
				.doesNotContain(name);
		}
	}

	@Test
	void rejectedConnectionsAreExplained() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.maxConnections(1)
			.listener(this.history)
			.start(); RawClient first = RawClient.connect(server.port())) {
			Await.until("a connection", () -> server.server().connections() == 1);
			try (RawClient second = RawClient.connect(server.port())) {
				second.awaitEnd();
			}
			first.sendHello();
			Await.untilAsserted(() -> assertThat(failures(server).rejections()).singleElement()
				.satisfies((rejection) -> assertThat(rejection.reason()).isEqualTo("max-connections")));
			assertThat(failures(server).handshakes().rejected()).isEqualTo(1);
		}
	}

	@Test
	void clientLearnsThatItsCertificateIsRefused() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).requestCert(true, TestPki.ca()).start();
				TestClient client = TestClient.with(TlsProvider.OPENSSL).listener(this.history).make()) {
			TlsEndpoint endpoint = new TlsEndpoint(new TlsServers(List.of(server.server())),
					new TlsClients(List.of(client.client()), (spec) -> client.client()), this.history,
					Clock.systemUTC());
			String name = client.client().name();
			client.connect(server.port()).receive().then().onErrorComplete().block(Await.LIMIT);
			Await.untilAsserted(() -> {
				FailuresDescriptor view = endpoint.failures(name, "failures", "client");
				assertThat(view).isNotNull();
				assertThat(view.refusedLater()).extracting(FailureDescriptor::examples)
					.singleElement()
					.satisfies((examples) -> assertThat(examples.get(0).alertReceived())
						.isEqualTo("certificate_required"));
				assertThat(view.handshakes()).isEqualTo(new HandshakesDescriptor(1, 0, 0));
				assertThat(this.history.connections(Role.CLIENT, name)).isEqualTo(ConnectionsDescriptor.NONE);
			});
		}
	}

	@Test
	void clientThatDoesNotTrustTheServerIsExplained() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.trust(TestPki.otherCa())
					.listener(this.history)
					.make()) {
			client.refused(server.port());
			FailuresDescriptor view = this.history.failures(Role.CLIENT, client.client().name());
			assertThat(view.failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.reason()).isEqualTo("PEER_CERTIFICATE_REJECTED"));
		}
	}

	private FailuresDescriptor failures(RunningServer server) {
		FailuresDescriptor view = new TlsEndpoint(new TlsServers(List.of(server.server())), null, this.history,
				Clock.systemUTC())
			.failures("test", "failures", null);
		assertThat(view).isNotNull();
		return view;
	}

	private static Outcome raw(HandshakeFailureReason reason, Consumer<RawClient> act) {
		return new Outcome(reason, (server) -> server, (port) -> {
			try (RawClient client = RawClient.connect(port)) {
				act.accept(client);
			}
		});
	}

	private static Outcome openssl(HandshakeFailureReason reason, UnaryOperator<OpenSslClient> options) {
		return new Outcome(reason, (server) -> server, (port) -> options.apply(OpenSslClient.to(port)).awaitEnd());
	}

	/**
	 * A way to fail.
	 */
	record Outcome(HandshakeFailureReason reason, UnaryOperator<RunningServer.Builder> prepare, Consumer<Integer> act) {

		@Override
		public String toString() {
			return this.reason.name();
		}

	}

}
