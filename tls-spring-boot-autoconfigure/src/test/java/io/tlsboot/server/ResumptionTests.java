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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A resumed connection is never more authorized than a full handshake would be.
 */
class ResumptionTests {

	private static final Instant NOW = Instant.now();

	private static final TestCertificate SHORT_LIVED = TestCertificate.builder("short-lived")
		.issuer(TestPki.ca())
		.clientAuth()
		.valid(NOW.minusSeconds(60), NOW.plusSeconds(3600))
		.build();

	/** Outlives all that these tests do to the clock. */
	private static final SessionSpec LONG = new SessionSpec(Duration.ofDays(1), 16, true);

	private static final String ECHO = "hello\n";

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("everything")
	void aResumedClientIsJudgedAgain(Way way, Client client) {
		MovableClock clock = new MovableClock(NOW);
		try (RunningServer server = RunningServer.with(way.provider())
			.requestCert(false, TestPki.ca())
			.context((spec) -> spec.session(LONG))
			.clock(clock)
			.start()) {
			OpenSslResult full = client(server, way, client).exchangeAndSave(session(), ECHO, ECHO);
			assertThat(full.reused()).isFalse();
			SecureConnection first = server.recorder().awaitSecured(1);
			assertThat(first.sessionReused()).isFalse();
			assertThat(first.authorizationError().orElse(null)).isEqualTo(client.first());
			assertThat(first.namedGroup()).contains("P-256");
			clock.set(NOW.plusSeconds(7200));
			OpenSslResult resumed = client(server, way, client).resumeSession(session()).exchange(ECHO, ECHO);
			assertThat(resumed.reused()).as(resumed.output()).isTrue();
			SecureConnection second = server.recorder().awaitSecured(2);
			assertThat(second.sessionReused()).isTrue();
			assertThat(second.authorizationError().orElse(null)).isEqualTo(client.later());
			assertThat(second.authorized()).isEqualTo(client.later() == null);
			if (way.version().equals("TLSv1.3")) {
				assertThat(second.namedGroup()).contains("P-256");
			}
			else {
				assertThat(second.namedGroup()).isEmpty();
			}
			TestCertificate presented = client.presented();
			if (presented == null) {
				assertThat(second.peerCertificate()).isEmpty();
			}
			else {
				assertThat(second.peerCertificate().orElseThrow().certificate()).isEqualTo(presented.certificate());
			}
		}
	}

	static Stream<Arguments> everything() {
		return Way.all()
			.flatMap((way) -> Stream.of(
					new Client("no certificate", null, AuthorizationError.UNABLE_TO_GET_ISSUER_CERT,
							AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
					new Client("good", TestPki.client(), null, null),
					new Client("self-signed", TestPki.selfSigned(), AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT,
							AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT),
					new Client("expired", TestPki.expired(), AuthorizationError.CERT_HAS_EXPIRED,
							AuthorizationError.CERT_HAS_EXPIRED),
					new Client("expired in between", SHORT_LIVED, null, AuthorizationError.CERT_HAS_EXPIRED))
				.map((client) -> Arguments.of(way, client)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void aStrictServerClosesAResumedConnectionThatIsAuthorizedNoMore(Way way) {
		MovableClock clock = new MovableClock(NOW);
		AtomicInteger handled = new AtomicInteger();
		try (RunningServer server = RunningServer.with(way.provider())
			.requestCert(true, TestPki.ca())
			.context((spec) -> spec.session(LONG))
			.clock(clock)
			.handler((connection) -> {
				handled.incrementAndGet();
				return connection.send(connection.receive().retain());
			})
			.start()) {
			Client client = new Client("short-lived", SHORT_LIVED, null, AuthorizationError.CERT_HAS_EXPIRED);
			client(server, way, client).exchangeAndSave(session(), ECHO, ECHO);
			clock.set(NOW.plusSeconds(3600));
			Path next = resumeAndSave(server, way, client);
			assertThat(handled).hasValue(2);
			clock.set(NOW.plusSeconds(3601));
			OpenSslResult refused = client(server, way, client).resumeSession(next).awaitEnd();
			assertThat(refused.reused()).as(refused.output()).isTrue();
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			assertThat(Objects.requireNonNull(failure.verdict()).error())
				.isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			assertThat(failure.alertSent()).isNull();
			assertThat(refused.alert()).isNull();
			assertThat(server.recorder().failures()).hasSize(1);
			assertThat(handled).hasValue(2);
		}
	}

	static Stream<Way> ways() {
		return Way.all();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void noSessionOutlivesTheTimeout(Way way) {
		Duration timeout = Duration.ofSeconds(4);
		// The JDK's engine uses a ticket key for one timeout and takes it for another.
		Duration longest = timeout.multipliedBy((way.provider() == TlsProvider.JDK) ? 2 : 1);
		try (RunningServer server = RunningServer.with(way.provider())
			.context((spec) -> spec.session(new SessionSpec(timeout, 16, true)))
			.start()) {
			Client client = new Client("anybody", null, null, null);
			client(server, way, client).exchangeAndSave(session(), ECHO, ECHO);
			long issued = System.nanoTime();
			assertThat(client(server, way, client).resumeSession(session()).exchange(ECHO, ECHO).reused()).isTrue();
			Await.until("the session ends", () -> {
				long age = System.nanoTime() - issued;
				boolean reused = client(server, way, client).resumeSession(session()).exchange(ECHO, ECHO).reused();
				assertThat(reused && age > longest.toNanos()).as("resumed after %s ms", age / 1_000_000).isFalse();
				return !reused;
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3", "TLSv1.2" })
	void withoutTicketsNothingResumesByTicket(String version) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec.session(new SessionSpec(Duration.ofHours(1), 16, false)))
			.start()) {
			OpenSslResult full = OpenSslClient.to(server.port())
				.protocol(version)
				.saveSession(session())
				.exchange(ECHO, ECHO);
			assertThat(full.output()).doesNotContain("session ticket").doesNotContain("Session Ticket");
			if (version.equals("TLSv1.3")) {
				assertThat(session()).doesNotExist();
			}
			else {
				assertThat(OpenSslClient.to(server.port())
					.protocol(version)
					.resumeSession(session())
					.exchange(ECHO, ECHO)
					.reused()).as("by its id").isTrue();
			}
		}
	}

	@Test
	void theJdkEngineCannotTurnTicketsOff() {
		assertThatExceptionOfType(ContextException.class)
			.isThrownBy(() -> RunningServer.with(TlsProvider.JDK)
				.context((spec) -> spec.session(new SessionSpec(Duration.ofHours(1), 16, false)))
				.start())
			.withMessage("session.tickets: The jdk engine turns tickets off only for the whole process and cannot "
					+ "honour 'session.tickets: false'")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo(
					"Use 'provider: openssl', or the system property 'jdk.tls.server.enableSessionTicketExtension'."));
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3", "TLSv1.2" })
	void noTicketCrossesAuthenticationModeOrTrustThoughKeysAreShared(String version) {
		Way way = new Way(TlsProvider.OPENSSL, version, true);
		Client nobody = new Client("nobody", null, null, null);
		Client known = new Client("client", TestPki.client(), null, null);
		try (RunningServer open = still().start();
				RunningServer strict = still().requestCert(true, TestPki.ca()).start();
				RunningServer twin = still().requestCert(true, TestPki.ca()).start();
				RunningServer other = still().requestCert(true, TestPki.otherCa()).start();
				RunningServer lenient = still().requestCert(false, TestPki.ca()).start()) {
			share(open, strict, twin, other, lenient);
			client(open, way, nobody).exchangeAndSave(session(), ECHO, ECHO);
			assertThat(client(strict, way, nobody).resumeSession(session()).awaitEnd().reused()).isFalse();
			assertThat(strict.recorder().awaitFailure().reason())
				.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
			assertThat(client(lenient, way, nobody).resumeSession(session()).exchange(ECHO, ECHO).reused()).isFalse();

			Path second = this.directory.resolve("second.pem");
			client(strict, way, known).exchangeAndSave(second, ECHO, ECHO);
			assertThat(client(other, way, nobody).resumeSession(second).awaitEnd().reused()).isFalse();
			assertThat(other.recorder().awaitFailure().reason())
				.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
			assertThat(client(lenient, way, nobody).resumeSession(second).exchange(ECHO, ECHO).reused()).isFalse();
			assertThat(client(open, way, nobody).resumeSession(second).exchange(ECHO, ECHO).reused()).isFalse();

			// The control: tickets do pass between servers of one configuration.
			assertThat(client(twin, way, nobody).resumeSession(second).exchange(ECHO, ECHO).reused()).isTrue();
			assertThat(twin.recorder().awaitSecured(1).authorized()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void nothingCrossesServers(TlsProvider provider) {
		Way way = new Way(provider, "TLSv1.3", true);
		Client nobody = new Client("nobody", null, null, null);
		try (RunningServer open = RunningServer.with(provider).start();
				RunningServer strict = RunningServer.with(provider).requestCert(true, TestPki.ca()).start()) {
			client(open, way, nobody).exchangeAndSave(session(), ECHO, ECHO);
			assertThat(client(strict, way, nobody).resumeSession(session()).awaitEnd().reused()).isFalse();
			assertThat(strict.recorder().awaitFailure().reason())
				.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
			assertThat(strict.recorder().secured()).isEmpty();
		}
	}

	/**
	 * Resume, and return the session to resume next: with TLS 1.3 a new one, since the
	 * JDK's engine takes each ticket once.
	 */
	private Path resumeAndSave(RunningServer server, Way way, Client client) {
		OpenSslClient openSsl = client(server, way, client).resumeSession(session());
		Path next = way.version().equals("TLSv1.3") ? this.directory.resolve("next.pem") : session();
		OpenSslResult resumed = next.equals(session()) ? openSsl.exchange(ECHO, ECHO)
				: openSsl.exchangeAndSave(next, ECHO, ECHO);
		assertThat(resumed.reused()).as(resumed.output()).isTrue();
		return next;
	}

	private Path session() {
		return this.directory.resolve("session.pem");
	}

	private static OpenSslClient client(RunningServer server, Way way, Client client) {
		OpenSslClient openSsl = OpenSslClient.to(server.port()).protocol(way.version()).option("-groups", "P-256");
		if (!way.tickets()) {
			openSsl.option("-no_ticket");
		}
		return (client.presented() != null) ? openSsl.identity(client.presented()) : openSsl;
	}

	/**
	 * A server whose time stands still, so that nothing replaces the keys of a test.
	 */
	private static RunningServer.Builder still() {
		return RunningServer.with(TlsProvider.OPENSSL).clock(Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private static void share(RunningServer... servers) {
		OpenSslSessionTicketKey key = new OpenSslSessionTicketKey(new byte[16], new byte[16], new byte[16]);
		for (RunningServer server : servers) {
			SslContext context = (SslContext) Objects.requireNonNull(
					ReflectionTestUtils.getField(Objects.requireNonNull(server.server().context()), "sslContext"));
			((OpenSslServerSessionContext) context.sessionContext()).setTicketKeys(key);
		}
	}

	/**
	 * A way to resume.
	 *
	 * @param provider the engine
	 * @param version the TLS version
	 * @param tickets whether by ticket or by session id
	 */
	record Way(TlsProvider provider, String version, boolean tickets) {

		/**
		 * The JDK's engine gives no tickets of TLS 1.2 to clients with certificates.
		 */
		static Stream<Way> all() {
			return List
				.of(new Way(TlsProvider.OPENSSL, "TLSv1.3", true), new Way(TlsProvider.OPENSSL, "TLSv1.2", true),
						new Way(TlsProvider.OPENSSL, "TLSv1.2", false), new Way(TlsProvider.JDK, "TLSv1.3", true),
						new Way(TlsProvider.JDK, "TLSv1.2", false))
				.stream();
		}

	}

	record Client(String name, @Nullable TestCertificate presented, @Nullable AuthorizationError first,
			@Nullable AuthorizationError later) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
