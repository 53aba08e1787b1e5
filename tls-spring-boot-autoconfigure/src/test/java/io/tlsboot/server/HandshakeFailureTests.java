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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The failure dictionary: each way in which a handshake can fail has one reason, the same
 * on both engines, and is counted once.
 */
class HandshakeFailureTests {

	private static final String SECRET = "c2VjcmV0OnBhc3N3b3Jk";

	private static final Duration SHORT = Duration.ofMillis(400);

	/**
	 * The engine of the JDK does not know the signal of a fallback.
	 */
	private static final String OPENSSL_ONLY = "a needless fallback to a lower version";

	static Stream<Arguments> dictionary() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((provider) -> failures().stream()
				.filter((failure) -> provider == TlsProvider.OPENSSL || !failure.name.equals(OPENSSL_ONLY))
				.map((failure) -> Arguments.of(provider, failure)));
	}

	private static List<Failure> failures() {
		List<Failure> all = new ArrayList<>();
		all.add(raw("connect and close", HandshakeFailureReason.NO_CLIENT_HELLO, RawClient::close));
		all.add(raw("connect and end", HandshakeFailureReason.NO_CLIENT_HELLO, RawClient::shutdownOutput));
		all.add(raw("connect and reset", HandshakeFailureReason.NO_CLIENT_HELLO, RawClient::reset));
		all.add(raw("half a hello and close", HandshakeFailureReason.INCOMPLETE_CLIENT_HELLO,
				(client) -> client.sendHalfHello().close()));
		all.add(new Failure("half a hello and reset", HandshakeFailureReason.CONNECTION_RESET, (server) -> server,
				(server) -> {
					RawClient client = RawClient.connect(server.port()).sendHalfHello();
					Await.until("a handshake under way", () -> server.server().pendingHandshakes() == 1);
					client.reset();
				}));
		all.add(raw("a hello and end", HandshakeFailureReason.PEER_CLOSED,
				(client) -> client.sendHello().shutdownOutput().awaitEnd()));
		all.add(raw("a hello and reset", HandshakeFailureReason.CONNECTION_RESET, (client) -> {
			client.sendHello().readRecord();
			client.reset();
		}));
		all.add(raw("garbage", HandshakeFailureReason.NOT_TLS, (client) -> client.sendGarbage(100).awaitEnd()));
		all.add(raw("plain HTTP", HandshakeFailureReason.NOT_TLS, (client) -> client.sendHttp().awaitEnd()));
		all.add(raw("plain HTTP with credentials", HandshakeFailureReason.NOT_TLS,
				(client) -> client.send(ascii("GET / HTTP/1.1\r\nAuthorization: Basic " + SECRET + "\r\n\r\n"))
					.awaitEnd()));
		all.add(raw("a PROXY line", HandshakeFailureReason.NOT_TLS,
				(client) -> client.send(ascii("PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n")).sendHello().awaitEnd()));
		all.add(raw("a hello of SSLv2", HandshakeFailureReason.NOT_TLS,
				(client) -> client.send(sslv2Hello()).awaitEnd()));
		all.add(raw("a claim of 16 MiB", HandshakeFailureReason.CLIENT_HELLO_TOO_LARGE,
				(client) -> client.send(new byte[] { 22, 3, 1, 0, 4, 1, -1, -1, -1 }).awaitEnd()));
		all.add(raw("a broken hello", HandshakeFailureReason.MALFORMED,
				(client) -> client.send(new byte[] { 22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3 }).awaitEnd()));
		all.add(raw("a hello, then a message that is none", HandshakeFailureReason.MALFORMED, (client) -> {
			client.sendHello().readRecord();
			client.send(new byte[] { 22, 3, 3, 0, 4, 99, 0, 0, 0 }).awaitEnd();
		}));
		all.add(timeout("silence", (client) -> client));
		all.add(timeout("half a hello and silence", RawClient::sendHalfHello));
		all.add(timeout("a hello and silence", RawClient::sendHello));
		all.add(new Failure("a hello byte by byte", HandshakeFailureReason.TIMEOUT,
				(server) -> server.limits(limits(SHORT)), HandshakeFailureTests::dribble));
		all.add(raw("a fatal alert", HandshakeFailureReason.ALERT_RECEIVED, (client) -> {
			client.sendHello().readRecord();
			client.send(new byte[] { 21, 3, 3, 0, 2, 2, 80 }).awaitEnd();
		}));
		all.add(raw("the user canceled", HandshakeFailureReason.PEER_CLOSED, (client) -> {
			client.sendHello().readRecord();
			client.send(new byte[] { 21, 3, 3, 0, 2, 1, 90 }).send(new byte[] { 21, 3, 3, 0, 2, 1, 0 });
			client.shutdownOutput().awaitEnd();
		}));
		all.add(openssl("no shared cipher", HandshakeFailureReason.NO_SHARED_CIPHER,
				(client) -> client.tls12().option("-cipher", "AES128-SHA")));
		all.add(openssl("an old version", HandshakeFailureReason.UNSUPPORTED_PROTOCOL,
				(client) -> client.option("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0")));
		all.add(openssl(OPENSSL_ONLY, HandshakeFailureReason.INAPPROPRIATE_FALLBACK,
				(client) -> client.tls12().option("-fallback_scsv")));
		all.add(openssl("a client that does not trust us", HandshakeFailureReason.LOCAL_CERTIFICATE_REJECTED,
				(client) -> client.trust(TestPki.otherCa()).strict()));
		all.add(new Failure("no shared application protocol", HandshakeFailureReason.NO_APPLICATION_PROTOCOL,
				(server) -> server.context((spec) -> spec.alpnProtocols(List.of("echo/2"))),
				(server) -> OpenSslClient.to(server.port()).alpn("echo/1").awaitEnd()));
		all.add(new Failure("no certificate", HandshakeFailureReason.PEER_CERTIFICATE_MISSING,
				(server) -> server.requestCert(true, TestPki.ca()),
				(server) -> OpenSslClient.to(server.port()).awaitEnd()));
		all.add(new Failure("a certificate of another authority", HandshakeFailureReason.PEER_CERTIFICATE_REJECTED,
				(server) -> server.requestCert(true, TestPki.ca()),
				(server) -> OpenSslClient.to(server.port()).identity(TestPki.otherClient()).awaitEnd()));
		all.add(new Failure("verification is overloaded", HandshakeFailureReason.INTERNAL_ERROR,
				(server) -> server.requestCert(true, TestPki.ca()).tasks((task) -> {
					throw new RejectedExecutionException("full");
				}), (server) -> OpenSslClient.to(server.port()).identity(TestPki.client()).awaitEnd()));
		all.add(new Failure("the server closes", HandshakeFailureReason.SHUTDOWN, (server) -> server, (server) -> {
			RawClient client = RawClient.connect(server.port());
			client.sendHello().readRecord();
			server.server().close(Duration.ofMillis(50)).block(Await.LIMIT);
			client.close();
		}));
		return all;
	}

	@ParameterizedTest
	@MethodSource("dictionary")
	void aHandshakeFailsOnceAndForTheRightReason(TlsProvider provider, Failure expected) {
		try (RunningServer server = expected.prepare.apply(RunningServer.with(provider)).start()) {
			expected.act.on(server);
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).as("%s", failure).isEqualTo(expected.reason);
			assertThat(failure.toString()).doesNotContain(SECRET).doesNotContain(hex(SECRET));
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
			assertThat(server.recorder().failures()).hasSize(1);
			assertThat(server.recorder().accepted()).isEqualTo(1);
			assertThat(server.recorder().secured()).isEmpty();
			assertThat(server.recorder().rejected()).isEmpty();
			assertThat(server.recorder().ends()).isEmpty();
			if (expected.reason == HandshakeFailureReason.TIMEOUT) {
				assertThat(failure.durationNanos()).isBetween(SHORT.toNanos(), SHORT.toNanos() * 10);
			}
			else {
				assertThat(failure.durationNanos()).isLessThan(HandshakeLimits.DEFAULTS.timeout().toNanos() / 2);
			}
		}
	}

	@Test
	void everyReasonHasItsCase() {
		Set<HandshakeFailureReason> produced = EnumSet.noneOf(HandshakeFailureReason.class);
		failures().forEach((failure) -> produced.add(failure.reason));
		// A server has no names to refuse yet: it has one context, which serves them all.
		produced.add(HandshakeFailureReason.UNRECOGNIZED_NAME);
		// Only connections that begin in plaintext know it: StartTlsTests.
		produced.add(HandshakeFailureReason.START_TLS_INJECTION);
		// Only clients are waited for.
		produced.add(HandshakeFailureReason.CANCELLED);
		assertThat(produced).containsExactlyInAnyOrder(HandshakeFailureReason.values());
	}

	@ParameterizedTest
	@EnumSource
	void everyReasonSaysHowToFixIt(HandshakeFailureReason reason) {
		Map<String, HandshakeFailureReason> sentences = new HashMap<>();
		for (HandshakeFailureReason each : HandshakeFailureReason.values()) {
			sentences.put(each.fix(), each);
		}
		assertThat(reason.fix()).hasSizeGreaterThan(40).doesNotEndWith(".").matches("[A-Z].*");
		assertThat(sentences).containsEntry(reason.fix(), reason);
	}

	private static void dribble(RunningServer server) {
		byte[] hello = ClientHello.of("localhost");
		int[] sent = new int[1];
		try (RawClient client = RawClient.connect(server.port())) {
			Await.await().pollInterval(Duration.ofMillis(20)).until(() -> {
				if (server.recorder().failures().isEmpty()) {
					client.send(Arrays.copyOfRange(hello, sent[0], ++sent[0]));
					return false;
				}
				return true;
			});
		}
		assertThat(sent[0]).isGreaterThan(3).isLessThan(hello.length);
	}

	private static Failure raw(String name, HandshakeFailureReason reason, Sending sending) {
		return new Failure(name, reason, (server) -> server, (server) -> {
			try (RawClient client = RawClient.connect(server.port())) {
				sending.by(client);
			}
		});
	}

	private static Failure timeout(String name, UnaryOperator<RawClient> opening) {
		return new Failure(name, HandshakeFailureReason.TIMEOUT, (server) -> server.limits(limits(SHORT)), (server) -> {
			try (RawClient client = RawClient.connect(server.port())) {
				opening.apply(client).awaitEnd();
			}
		});
	}

	private static Failure openssl(String name, HandshakeFailureReason reason, UnaryOperator<OpenSslClient> options) {
		return new Failure(name, reason, (server) -> server,
				(server) -> options.apply(OpenSslClient.to(server.port())).awaitEnd());
	}

	private static HandshakeLimits limits(Duration timeout) {
		return new HandshakeLimits(timeout, 16 * 1024, 100);
	}

	/**
	 * A hello as clients sent it before TLS: length, type, version 3.3, one cipher.
	 */
	private static byte[] sslv2Hello() {
		byte[] hello = new byte[2 + 9 + 3 + 16];
		hello[0] = (byte) 0x80;
		hello[1] = (byte) (hello.length - 2);
		hello[2] = 1;
		hello[4] = 2;
		hello[6] = 3;
		hello[10] = 16;
		hello[13] = 0x2f;
		return hello;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static String hex(String text) {
		StringBuilder hex = new StringBuilder();
		for (byte each : ascii(text)) {
			hex.append(String.format("%02x", each));
		}
		return hex.toString();
	}

	private interface Acting {

		void on(RunningServer server);

	}

	private interface Sending {

		void by(RawClient client);

	}

	private record Failure(String name, HandshakeFailureReason reason, UnaryOperator<RunningServer.Builder> prepare,
			Acting act) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
