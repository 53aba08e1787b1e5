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

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.MovableClock;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionHistoryTests {

	private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

	private final MovableClock clock = new MovableClock(START);

	private final ConnectionHistory history = new ConnectionHistory(this.clock, List.of("echo"), List.of("echo"));

	@Test
	void nothingHasFailedYet() {
		FailuresDescriptor failures = this.history.failures(Role.SERVER, "echo");
		assertThat(failures).isEqualTo(
				new FailuresDescriptor("echo", "server", HandshakesDescriptor.NONE, List.of(), List.of(), List.of()));
	}

	@Test
	void failuresAreCountedByReasonWithTheirTimesAndTheFix() {
		fail(HandshakeFailureReason.TIMEOUT, 1);
		this.clock.set(this.clock.instant().plus(Duration.ofMinutes(5)));
		fail(HandshakeFailureReason.NOT_TLS, 2);
		this.clock.set(this.clock.instant().plus(Duration.ofMinutes(5)));
		fail(HandshakeFailureReason.TIMEOUT, 3);
		List<FailureDescriptor> failures = this.history.failures(Role.SERVER, "echo").failures();
		assertThat(failures).extracting(FailureDescriptor::reason).containsExactly("TIMEOUT", "NOT_TLS");
		FailureDescriptor timeout = failures.get(0);
		assertThat(timeout.count()).isEqualTo(2);
		assertThat(timeout.firstSeen()).isEqualTo(START);
		assertThat(timeout.lastSeen()).isEqualTo(START.plus(Duration.ofMinutes(10)));
		assertThat(timeout.fix()).isEqualTo(HandshakeFailureReason.TIMEOUT.fix() + ".");
		assertThat(timeout.authorizationErrors()).isNull();
		assertThat(timeout.examples()).extracting(FailureDescriptor.Example::peer)
			.containsExactly("192.0.2.1:3", "192.0.2.1:1");
		assertThat(this.history.handshakes(Role.SERVER, "echo")).isEqualTo(new HandshakesDescriptor(0, 3, 0));
	}

	@Test
	void theLastOnesAreKept() {
		for (int i = 1; i <= 100; i++) {
			fail(HandshakeFailureReason.NOT_TLS, i);
			this.clock.set(this.clock.instant().plus(Duration.ofSeconds(1)));
		}
		FailureDescriptor failure = this.history.failures(Role.SERVER, "echo").failures().get(0);
		assertThat(failure.count()).isEqualTo(100);
		assertThat(failure.examples()).hasSize(FailureTally.EXAMPLES)
			.extracting(FailureDescriptor.Example::peer)
			.containsExactly("192.0.2.1:100", "192.0.2.1:99", "192.0.2.1:98", "192.0.2.1:97");
	}

	@Test
	void serverAndClientOfOneNameAreTwo() {
		fail(HandshakeFailureReason.NOT_TLS, 1);
		assertThat(this.history.failures(Role.CLIENT, "echo").failures()).isEmpty();
	}

	@Test
	void authorizationErrorsAreCounted() {
		for (int i = 0; i < 3; i++) {
			this.history.handshakeFailed(failed(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED, new Verdict(true,
					(i == 1) ? AuthorizationError.CERT_REVOKED : AuthorizationError.CERT_HAS_EXPIRED, "why " + i),
					"a.example", "detail", 1));
		}
		FailureDescriptor failure = this.history.failures(Role.SERVER, "echo").failures().get(0);
		assertThat(failure.authorizationErrors()).hasSize(2)
			.containsEntry("CERT_HAS_EXPIRED", 2L)
			.containsEntry("CERT_REVOKED", 1L);
		assertThat(failure.examples()).extracting(FailureDescriptor.Example::authorizationError)
			.contains("CERT_HAS_EXPIRED", "CERT_REVOKED");
		assertThat(failure.examples()).extracting(FailureDescriptor.Example::detail).contains("why 0");
	}

	@Test
	void textsAreShortAndOnOneLine() {
		String hostile = "a\r\nINJECTED \u202e\u0000\\" + "x".repeat(10_000);
		this.history.handshakeFailed(failed(HandshakeFailureReason.NOT_TLS, null, hostile, hostile, 1));
		FailureDescriptor.Example example = this.history.failures(Role.SERVER, "echo")
			.failures()
			.get(0)
			.examples()
			.get(0);
		assertThat(List.of(String.valueOf(example.serverName()), String.valueOf(example.detail())))
			.allSatisfy((text) -> assertThat(text).hasSizeLessThan(400)
				.startsWith("a\\u000d\\u000aINJECTED \\u202e\\u0000")
				.endsWith("x…"));
	}

	@Test
	void namesByCodeAreBounded() {
		IntStream.range(0, 10_000).forEach((i) -> this.history.accepted(Role.CLIENT, "made-" + i));
		assertThat(this.history.size()).isBetween(2, 258);
		fail(HandshakeFailureReason.NOT_TLS, 1);
		assertThat(this.history.failures(Role.SERVER, "echo").failures()).hasSize(1);
		this.history.handshakeFailed(
				new FailedHandshake(Role.CLIENT, "made-9999", null, null, failure(HandshakeFailureReason.TIMEOUT)));
		assertThat(this.history.failures(Role.CLIENT, "made-9999").failures()).isEmpty();
	}

	@Test
	void connectionsAreWhatBeganAndHasNotEnded() {
		for (int i = 0; i < 5; i++) {
			this.history.accepted(Role.SERVER, "echo");
		}
		fail(HandshakeFailureReason.NOT_TLS, 1);
		this.history.rejected(Role.SERVER, "echo", new InetSocketAddress("2001:db8::1", 7), "max-connections");
		assertThat(this.history.connections(Role.SERVER, "echo")).isEqualTo(new ConnectionsDescriptor(3, 0));
		FailureDescriptor rejection = this.history.failures(Role.SERVER, "echo").rejections().get(0);
		assertThat(rejection.reason()).isEqualTo("max-connections");
		assertThat(rejection.fix()).contains("'max-connections'").endsWith(".");
		assertThat(rejection.examples()).extracting(FailureDescriptor.Example::peer)
			.containsExactly("[2001:db8:0:0:0:0:0:1]:7");
	}

	@Test
	void manyThreadsLoseNothing() throws Exception {
		ConnectionHistory shared = new ConnectionHistory(Clock.fixed(START, ZoneOffset.UTC), List.of(), List.of());
		int each = 20_000;
		CountDownLatch begin = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			Thread thread = new Thread(() -> {
				try {
					begin.await();
				}
				catch (InterruptedException ex) {
					return;
				}
				for (int i = 0; i < each; i++) {
					shared.handshakeFailed(failed(HandshakeFailureReason.NOT_TLS, null, "a.example", null, 1));
				}
			});
			thread.start();
			threads.add(thread);
		}
		begin.countDown();
		for (Thread thread : threads) {
			while (thread.isAlive()) {
				shared.failures(Role.SERVER, "echo").failures().forEach((failure) -> {
					assertThat(failure.firstSeen()).isEqualTo(START);
					assertThat(failure.lastSeen()).isEqualTo(START);
					assertThat(failure.examples()).isNotEmpty();
				});
			}
			thread.join();
		}
		assertThat(shared.handshakes(Role.SERVER, "echo").failed()).isEqualTo(4L * each);
		assertThat(shared.failures(Role.SERVER, "echo").failures().get(0).count()).isEqualTo(4L * each);
	}

	private void fail(HandshakeFailureReason reason, int port) {
		this.history.handshakeFailed(failed(reason, null, "a.example", "detail", port));
	}

	private static HandshakeFailure failure(HandshakeFailureReason reason) {
		return new HandshakeFailure(reason, null, null, null, null, null, null, 1);
	}

	private static FailedHandshake failed(HandshakeFailureReason reason, @Nullable Verdict verdict,
			@Nullable String serverName, @Nullable String detail, int port) {
		return new FailedHandshake(Role.SERVER, "echo", null, new InetSocketAddress("192.0.2.1", port),
				new HandshakeFailure(reason, TlsAlert.BAD_CERTIFICATE, null, verdict, serverName, "default", detail,
						1));
	}

}
