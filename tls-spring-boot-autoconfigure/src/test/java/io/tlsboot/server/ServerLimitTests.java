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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The limits of a server: what is beyond them is closed before any byte of TLS, and each
 * way in which a connection can end makes room again.
 */
class ServerLimitTests {

	static Stream<Arguments> endings() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((provider) -> Stream.of(ending(provider, "close", RawClient::close),
					ending(provider, "reset", RawClient::reset),
					ending(provider, "garbage", (client) -> client.sendGarbage(64).awaitEnd()),
					ending(provider, "half a hello", (client) -> client.sendHalfHello().shutdownOutput().awaitEnd()),
					ending(provider, "a hello and reset", (client) -> client.sendHello().reset()),
					ending(provider, "silence", RawClient::awaitEnd)));
	}

	private static Arguments ending(TlsProvider provider, String name, Consumer<RawClient> act) {
		return Arguments.of(provider, name, act);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void handshakesUnderWayAreBounded(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.limits(new HandshakeLimits(Duration.ofSeconds(20), 16 * 1024, 2))
			.start(); RawClient first = RawClient.connect(server.port())) {
			try (RawClient second = RawClient.connect(server.port())) {
				Await.until("two handshakes", () -> server.server().pendingHandshakes() == 2);
				assertRejected(server, 1, "max-pending-handshakes");
				second.sendHalfHello();
			}
			Await.until("room for one", () -> server.server().pendingHandshakes() == 1);
			assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
			assertThat(server.recorder().rejected()).hasSize(1);
			assertThat(first.localPort()).isPositive();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void connectionsAreBoundedByALimitThatChangesWhileItRuns(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).maxConnections(2).start();
				RawClient handshaking = RawClient.connect(server.port());
				OpenSslConnection secure = OpenSslClient.to(server.port()).open()) {
			secure.awaitHandshake();
			Await.until("two connections", () -> server.server().connections() == 2);
			assertRejected(server, 1, "max-connections");
			server.server().maxConnections(3);
			try (OpenSslConnection third = OpenSslClient.to(server.port()).open()) {
				third.awaitHandshake();
				assertRejected(server, 2, "max-connections");
				server.server().maxConnections(1);
				secure.peer().write("still served\n").awaitOutput("still served");
				assertRejected(server, 3, "max-connections");
				server.server().maxConnections(0);
				assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
				third.finish();
			}
			assertThatIllegalArgumentException().isThrownBy(() -> server.server().maxConnections(-1));
			assertThat(server.server().maxConnections()).isZero();
			handshaking.close();
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("endings")
	void eachEndMakesRoomAgain(TlsProvider provider, String name, Consumer<RawClient> act) {
		try (RunningServer server = RunningServer.with(provider)
			.maxConnections(1)
			.limits(new HandshakeLimits(Duration.ofMillis(300), 16 * 1024, 1))
			.start()) {
			for (int i = 1; i <= 3; i++) {
				int count = i;
				try (RawClient client = RawClient.connect(server.port())) {
					act.accept(client);
				}
				Await.until("a failed handshake", () -> server.recorder().failures().size() == count);
				Await.until("no connection", () -> server.server().connections() == 0);
				assertThat(server.server().pendingHandshakes()).isZero();
			}
			server.server().maxConnections(0);
			assertThat(server.recorder().rejected()).isEmpty();
			assertThat(server.recorder().accepted()).isEqualTo(3);
		}
	}

	@Test
	void theLimitHoldsHoweverManyConnectAtOnce() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).maxConnections(5).start()) {
			List<RawClient> clients = new ArrayList<>();
			try {
				for (int i = 0; i < 60; i++) {
					clients.add(RawClient.connect(server.port()));
				}
				Await.until("all were seen", () -> server.recorder().accepted() == 60);
				Await.until("all others were rejected", () -> server.recorder().rejected().size() == 55);
				assertThat(server.server().connections()).isEqualTo(5);
			}
			finally {
				clients.forEach(RawClient::close);
			}
			Await.until("no connection", () -> server.server().connections() == 0);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theTimeLimitHoldsWhileACertificateIsVerified(TlsProvider provider) {
		Queue<Runnable> held = new ConcurrentLinkedQueue<>();
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.tasks(held::add)
			.limits(new HandshakeLimits(Duration.ofMillis(500), 16 * 1024, 10))
			.start()) {
			assertThat(OpenSslClient.to(server.port()).identity(TestPki.client()).awaitEnd().output()).isNotEmpty();
			assertThat(server.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.TIMEOUT);
			assertThat(held).isNotEmpty();
			Await.until("no connection", () -> server.server().connections() == 0);
			runAll(held);
			assertThat(OpenSslClient.to(server.port()).identity(TestPki.client()).awaitEnd().output()).isNotEmpty();
			Await.until("a second failure", () -> server.recorder().failures().size() == 2);
			assertThat(server.recorder().secured()).isEmpty();
			assertThat(server.server().pendingHandshakes()).isZero();
			runAll(held);
			assertThat(server.recorder().failures()).hasSize(2);
		}
	}

	private static void runAll(Queue<Runnable> tasks) {
		for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
			task.run();
		}
	}

	private static void assertRejected(RunningServer server, int count, String limit) {
		try (RawClient client = RawClient.connect(server.port())) {
			assertThat(client.awaitEnd().received()).isEmpty();
		}
		Await.until("a rejected connection", () -> server.recorder().rejected().size() == count);
		assertThat(server.recorder().rejected().get(count - 1)).isEqualTo(limit);
	}

}
