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

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.MovableClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients whose chains are recalled in full handshakes.
 */
class KnownClientTests {

	private static final Instant NOW = Instant.now();

	private static final String ECHO = "hello\n";

	/**
	 * In TLS 1.2 one task is to choose our own certificate.
	 */
	@ParameterizedTest
	@CsvSource({ "TLSv1.3, 0", "TLSv1.2, 1" })
	void needsNoThreadButTheEventLoop(String version, int tasks) {
		try (HandshakeTasks executor = new HandshakeTasks()) {
			Counting counting = new Counting(executor);
			try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
				.requestCert(true, TestPki.ca())
				.tasks(counting)
				.start()) {
				client(server, version, TestPki.clientUnderIntermediate()).exchange(ECHO, ECHO);
				assertThat(counting.tasks).hasValueGreaterThan(tasks);
				counting.tasks.set(0);
				client(server, version, TestPki.clientUnderIntermediate()).exchange(ECHO, ECHO);
				assertThat(counting.tasks).hasValue(tasks);
				client(server, version, TestPki.clientRsa()).exchange(ECHO, ECHO);
				assertThat(counting.tasks).hasValueGreaterThan(2 * tasks);
				assertThat(server.recorder().secured()).hasSize(3).allMatch(SecureConnection::authorized);
				assertThat(server.recorder().secured().get(1).peerCertificate().orElseThrow().certificate())
					.isEqualTo(TestPki.clientUnderIntermediate().certificate());
			}
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void isRefusedOnceItsCertificateHasExpired(TlsProvider provider, String version) {
		TestCertificate client = TestCertificate.builder("short-lived")
			.issuer(TestPki.ca())
			.clientAuth()
			.valid(NOW.minusSeconds(60), NOW.plusSeconds(3600))
			.build();
		MovableClock clock = new MovableClock(NOW);
		try (RunningServer server = RunningServer.with(provider).requestCert(true, TestPki.ca()).clock(clock).start()) {
			client(server, version, client).exchange(ECHO, ECHO);
			clock.set(NOW.plusSeconds(3590));
			client(server, version, client).exchange(ECHO, ECHO);
			clock.set(NOW.plusSeconds(3602));
			client(server, version, client).awaitEnd();
			assertThat(server.recorder().awaitFailure().verdict().error())
				.isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
			clock.set(NOW.minusSeconds(62));
			client(server, version, client).awaitEnd();
			assertThat(server.recorder().awaitFailure(2).verdict().error())
				.isEqualTo(AuthorizationError.CERT_NOT_YET_VALID);
			assertThat(server.recorder().secured()).hasSize(2);
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void isAStrangerWhereOthersAreTrusted(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(false, TestPki.ca())
			.sni("other.test", (spec) -> spec.trust(RunningServer.trust(TestPki.otherCa())))
			.start()) {
			for (int i = 0; i < 2; i++) {
				client(server, version, TestPki.client()).exchange(ECHO, ECHO);
				client(server, version, TestPki.client()).serverName("other.test").exchange(ECHO, ECHO);
			}
			assertThat(server.recorder().secured()).extracting(SecureConnection::authorized)
				.containsExactly(true, false, true, false);
		}
	}

	static Stream<Arguments> ways() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((engine) -> Stream.of("TLSv1.3", "TLSv1.2").map((version) -> Arguments.of(engine, version)));
	}

	private static OpenSslClient client(RunningServer server, String version, TestCertificate certificate) {
		return OpenSslClient.to(server.port()).protocol(version).identity(certificate);
	}

	/**
	 * Counts what leaves the event loop.
	 */
	private static final class Counting implements Executor {

		private final AtomicInteger tasks = new AtomicInteger();

		private final Executor executor;

		Counting(Executor executor) {
			this.executor = executor;
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.incrementAndGet();
			this.executor.execute(task);
		}

	}

}
