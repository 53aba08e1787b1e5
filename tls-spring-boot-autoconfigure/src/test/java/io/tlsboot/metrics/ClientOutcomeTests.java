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

package io.tlsboot.metrics;

import java.time.Duration;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients are counted like servers, cancelled ones too.
 */
class ClientOutcomeTests {

	private static final String[] CLIENT = { "role", "client", "endpoint", "test" };

	private final Counts counts = new Counts();

	@Test
	void successFailureAndCancellation() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).listener(this.counts.metrics()).start();
				TestClient good = TestClient.with(TlsProvider.AUTO).listener(this.counts.metrics()).make();
				TestClient bad = TestClient.with(TlsProvider.AUTO)
					.listener(this.counts.metrics())
					.trust(TestPki.otherCa())
					.make()) {
			SecureConnection connection = good.connect(server.port());
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(Await.LIMIT);
			bad.refused(server.port());
			for (int i = 0; i < 50; i++) {
				Disposable cancelled = good.client()
					.connect("localhost", server.port())
					.delaySubscription(Duration.ofMillis(1))
					.subscribe(SecureConnection::destroy);
				if (i % 2 == 0) {
					Await.await().pollDelay(Duration.ofMillis(i / 10)).until(() -> true);
				}
				cancelled.dispose();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			this.counts.assertReconciled(this.counts.connections("role", "client", "outcome", "accepted"), CLIENT);
			this.counts.assertReconciled(this.counts.connections("role", "server", "outcome", "accepted"), "role",
					"server");
			assertThat(this.counts.handshakes("role", "client", "outcome", "success", "authorized", "true"))
				.isPositive();
			assertThat(this.counts.handshakes("role", "client", "reason", "peer-certificate-rejected", "authorized",
					"false"))
				.isEqualTo(1);
			assertThat(this.counts.handshakes("role", "server", "reason", "local-certificate-rejected")).isEqualTo(1);
		}
	}

	@Test
	void anUpgradeIsCountedFromItsHandshakeOn() {
		StartTlsSpec served = new StartTlsSpec((plaintext) -> plaintext.readLine()
			.flatMap((line) -> line.equals("STARTTLS") ? plaintext.startTls("go\r\n")
					: plaintext.sendString("no\r\n").then(Mono.empty())));
		StartTlsSpec wanted = new StartTlsSpec((plaintext) -> plaintext.sendString("STARTTLS\r\n")
			.then(plaintext.readLine())
			.flatMap((answer) -> plaintext.startTls()));
		StartTlsSpec refused = new StartTlsSpec((plaintext) -> plaintext.sendString("other\r\n")
			.then(plaintext.readLine())
			.flatMap((answer) -> Mono.error(new StartTlsException(StartTlsException.Reason.REFUSED, answer))));
		StartTlsSpec impatient = new StartTlsSpec((plaintext) -> plaintext.sendString("STARTTLS\r\n")
			.then(plaintext.readLine())
			.flatMap((answer) -> plaintext.startTls().timeout(Duration.ZERO)));
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.startTls(served)
			.listener(this.counts.metrics())
			.start();
				TestClient good = upgrading(wanted, TestPki.ca());
				TestClient bad = upgrading(wanted, TestPki.otherCa());
				TestClient unlucky = upgrading(refused, TestPki.ca());
				TestClient cancelling = upgrading(impatient, TestPki.ca())) {
			SecureConnection connection = good.connect(server.port());
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(Await.LIMIT);
			bad.refused(server.port());
			unlucky.refused(server.port());
			cancelling.refused(server.port());
			Await.until("no connection", () -> server.server().connections() == 0);
			this.counts.assertReconciled(3, CLIENT);
			this.counts.assertReconciled(3, "role", "server");
			assertThat(this.counts.handshakes("role", "client", "outcome", "success")).isEqualTo(1);
			assertThat(this.counts.handshakes("role", "client", "reason", "peer-certificate-rejected")).isEqualTo(1);
			assertThat(this.counts.handshakes("role", "client", "reason", "cancelled")).isEqualTo(1);
			assertThat(this.counts.durations("role", "client", "cause", "local")).isEqualTo(1);
			assertThat(this.counts.function(TlsMeters.BYTES, "role", "client", "direction", "sent"))
				.as("not that of the plaintext")
				.isEqualTo("hello".length());
		}
	}

	private TestClient upgrading(StartTlsSpec startTls, TestCertificate trusted) {
		return TestClient.with(TlsProvider.AUTO)
			.trust(trusted)
			.spec((spec) -> spec.withStartTls(startTls))
			.listener(this.counts.metrics())
			.make();
	}

	@Test
	void aSubscriberThatThrowsIsNoSecondOutcome() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).start();
				TestClient client = TestClient.with(TlsProvider.AUTO).listener(this.counts.metrics()).make()) {
			client.client().connect("localhost", server.port()).subscribe(new ThrowingSubscriber());
			this.counts.assertReconciled(1, CLIENT);
			assertThat(this.counts.handshakes("role", "client", "outcome", "success")).isEqualTo(1);
		}
	}

	/** It breaks the rules of reactive streams. */
	private static final class ThrowingSubscriber implements reactor.core.CoreSubscriber<SecureConnection> {

		@Override
		public void onSubscribe(org.reactivestreams.Subscription subscription) {
			subscription.request(1);
		}

		@Override
		public void onNext(SecureConnection connection) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}
