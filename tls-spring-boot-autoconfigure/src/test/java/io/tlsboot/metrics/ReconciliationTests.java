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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no connection is lost and none counted twice, whatever happens to many at a
 * time. An audit of its own holds the meters to account.
 */
class ReconciliationTests {

	private static final int THREADS = 8;

	private final Counts counts = new Counts();

	private final OutcomeAudit audit = new OutcomeAudit();

	private final ExecutorService peers = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void stop() throws InterruptedException {
		this.peers.shutdownNow();
		assertThat(this.peers.awaitTermination(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aResetOrAnEndAtEveryByteOfTheHello(TlsProvider provider) throws Exception {
		byte[] hello = ClientHello.of("localhost");
		try (RunningServer server = server(provider).start()) {
			inParallel(hello.length + 1, (count) -> {
				begin(server, hello, count).reset();
				try (RawClient client = begin(server, hello, count).shutdownOutput()) {
					client.awaitEnd();
				}
			});
			Await.until("no connection", () -> server.server().connections() == 0);
		}
		assertReconciled(2);
		assertThat(this.audit.outcomes("server", "failed")).isGreaterThan(hello.length);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void everythingAtOnceAndTheEndOfTheServer(TlsProvider provider) throws Exception {
		try (RunningServer server = server(provider).requestCert(true, TestPki.ca())
			.maxConnections(12)
			.limits(new HandshakeLimits(Duration.ofMillis(300), 16 * 1024, 9))
			.start(); TestClient client = client(provider)) {
			int port = server.port();
			inParallel(240, (number) -> act(new Random(number), port, client));
			for (int i = 0; i < 3; i++) {
				RawClient.connect(port).sendHalfHello();
			}
			// More than there may be, so that some are rejected whatever came before.
			for (int i = 0; i < 12; i++) {
				RawClient.connect(port);
			}
			Await.until("one is rejected", () -> this.audit.outcomes("server", "rejected") > 0);
			server.server().close(Duration.ZERO).block(Await.LIMIT);
			Await.until("no connection", () -> server.server().connections() == 0);
		}
		assertReconciled(2);
		assertThat(this.audit.outcomes("server", "secured")).isPositive();
		assertThat(this.audit.outcomes("server", "failed")).isPositive();
		assertThat(this.audit.outcomes("server", "rejected")).isPositive();
		assertThat(this.audit.outcomes("client", "secured")).isPositive();
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void listenersThatFail(TlsProvider provider) throws Exception {
		ConnectionListener failing = FailingListener.make();
		try (RunningServer server = RunningServer.with(provider)
			.listener(new ConnectionListeners(List.of(failing, this.audit, this.counts.metrics())))
			.start();
				TestClient client = TestClient.with(provider)
					.listener(new ConnectionListeners(List.of(failing, this.audit, this.counts.metrics())))
					.make()) {
			inParallel(40, (number) -> {
				client.connect(server.port()).close().block(Await.LIMIT);
				begin(server, new byte[] { 22 }, 1).reset();
			});
			Await.until("no connection", () -> server.server().connections() == 0);
			Await.until("no connection of the client", () -> this.audit.outcomes("client", "closed") == 40);
		}
		assertReconciled(2);
		assertThat(this.audit.outcomes("server", "secured")).isEqualTo(40);
	}

	private void act(Random random, int port, TestClient client) {
		switch (random.nextInt(9)) {
			case 0 -> begin(port).sendHello().reset();
			case 1 -> {
				RawClient raw = begin(port).sendHello();
				readAndReset(raw);
			}
			case 2 -> begin(port).awaitEnd();
			case 3 -> begin(port).sendHttp().awaitEnd();
			case 4 -> exchange(port);
			case 5 -> refused(port);
			case 6 -> cancelled(client, port, random.nextInt(20));
			case 7 -> cancelled(client, port, 0);
			default -> served(client, port);
		}
	}

	private static void readAndReset(RawClient raw) {
		try {
			raw.readRecord();
		}
		catch (RuntimeException | AssertionError ex) {
			// It was rejected.
		}
		raw.reset();
	}

	private static void exchange(int port) {
		try (JdkConnection secure = JdkClient.to(port).trust(TestPki.ca()).identity(TestPki.client()).connect()) {
			secure.write("hello\n").read(6);
		}
		catch (RuntimeException | AssertionError ex) {
			// It was rejected.
		}
	}

	private static void refused(int port) {
		try (JdkConnection secure = JdkClient.to(port).trust(TestPki.ca()).connect()) {
			secure.write("hello\n").read(6);
		}
		catch (RuntimeException | AssertionError ex) {
			// With TLS 1.3 it learns it after its own handshake.
		}
	}

	private static void cancelled(TestClient client, int port, int millis) {
		Disposable call = client.client().connect("localhost", port).subscribe(SecureConnection::destroy, (failure) -> {
		});
		Await.await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
		call.dispose();
	}

	private static void served(TestClient client, int port) {
		try {
			SecureConnection connection = client.connect(port);
			TestClient.exchange(connection, "hello");
			connection.close().block(Await.LIMIT);
		}
		catch (RuntimeException | AssertionError ex) {
			// It was rejected.
		}
	}

	private static RawClient begin(int port) {
		return RawClient.connect(port);
	}

	private static RawClient begin(RunningServer server, byte[] hello, int count) {
		return RawClient.connect(server.port()).send(Arrays.copyOf(hello, count));
	}

	private RunningServer.Builder server(TlsProvider provider) {
		return RunningServer.with(provider)
			.listener(new ConnectionListeners(List.of(this.audit, this.counts.metrics())))
			.serverListeners(this.counts.metrics());
	}

	private TestClient client(TlsProvider provider) {
		return TestClient.with(provider)
			.present(TestPki.client())
			.timeouts(Duration.ofSeconds(5), Duration.ofMillis(500))
			.listener(new ConnectionListeners(List.of(this.audit, this.counts.metrics())))
			.make();
	}

	private void inParallel(int times, IntConsumer act) throws Exception {
		List<Callable<Boolean>> all = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			int number = i;
			all.add(() -> {
				act.accept(number);
				return true;
			});
		}
		for (Future<Boolean> done : this.peers.invokeAll(all)) {
			assertThat(done.get()).isTrue();
		}
	}

	/**
	 * Hold the audit and the meters against each other.
	 */
	private void assertReconciled(int roles) {
		Await.untilAsserted(this.audit::assertExact);
		for (String role : List.of("server", "client").subList(0, roles)) {
			this.counts.assertReconciled(this.audit.outcomes(role, "accepted"), "role", role);
			assertThat(this.counts.handshakes("role", role, "outcome", "success"))
				.isEqualTo(this.audit.outcomes(role, "secured"));
			assertThat(this.counts.handshakes("role", role, "outcome", "failure"))
				.isEqualTo(this.audit.outcomes(role, "failed"));
			assertThat(this.counts.connections("role", role, "outcome", "rejected"))
				.isEqualTo(this.audit.outcomes(role, "rejected"));
		}
	}

}
