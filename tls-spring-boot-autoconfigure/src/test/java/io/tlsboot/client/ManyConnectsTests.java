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

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.ReferenceCounted;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.guard.LeakExtension;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand connects, good and bad, leave nothing behind.
 */
@ExtendWith(LeakExtension.class)
class ManyConnectsTests {

	private static final int COUNT = 2_000;

	private static final int AT_A_TIME = 16;

	@Test
	void leakNothing() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context(ManyConnectsTests::fewSessions)
			.start();
				RawServer plain = RawServer.of((socket) -> socket.getOutputStream().write("220 hello\r\n".getBytes()));
				TestClient good = client(TlsProvider.OPENSSL).make();
				TestClient jdk = client(TlsProvider.JDK).make();
				TestClient bad = client(TlsProvider.OPENSSL).trust(TestPki.otherCa()).make()) {
			round(server, plain, good, jdk, bad, 50);
			long heap = heap();
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			int native0 = references(good);
			round(server, plain, good, jdk, bad, COUNT);
			assertThat(good.recorder().ends()).hasSize(COUNT * 2 + 100);
			assertThat(good.recorder().failures()).hasSize(COUNT + 50);
			assertThat(jdk.recorder().ends()).hasSize(COUNT + 50);
			assertThat(bad.recorder().failures()).hasSize(COUNT + 50);
			Await.until("the contexts belong to nobody else",
					() -> references(good) == native0 && references(bad) == native0);
			for (TestClient client : new TestClient[] { good, jdk, bad }) {
				client.recorder().secured().clear();
				client.recorder().ends().clear();
				client.recorder().failures().clear();
			}
			Await.until("the server has ended all",
					() -> server.recorder().ends().size() == server.recorder().secured().size());
			server.recorder().secured().clear();
			server.recorder().ends().clear();
			server.recorder().failures().clear();
			Await.until("threads", () -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + 4);
			// What cleaners and reference queues hold goes a little later; a leak stays.
			Await.untilAsserted(() -> assertThat(heap() - heap).as("growth of the heap").isLessThan(16 * 1024 * 1024));
		}
	}

	private static TestClient.Builder client(TlsProvider provider) {
		return TestClient.with(provider).context(ManyConnectsTests::fewSessions);
	}

	/**
	 * A cache that is full after the first round, so that it does not look like a leak.
	 */
	private static SecureContextSpec.Builder fewSessions(SecureContextSpec.Builder spec) {
		return spec.session(new SessionSpec(SessionSpec.DEFAULTS.timeout(), 50, true));
	}

	private static int references(TestClient client) {
		try {
			Field field = SecureContext.class.getDeclaredField("sslContext");
			field.setAccessible(true);
			return ((ReferenceCounted) field.get(client.client().context())).refCnt();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void round(RunningServer server, RawServer plain, TestClient good, TestClient jdk, TestClient bad,
			int count) {
		AtomicInteger resumed = new AtomicInteger();
		Flux.range(0, count)
			.flatMap((index) -> Flux.mergeDelayError(8, success(good, server.port(), resumed),
					success(good, server.port(), resumed), success(jdk, server.port(), resumed),
					failure(good, plain.port()), failure(bad, server.port())), AT_A_TIME)
			.blockLast(java.time.Duration.ofMinutes(2));
		for (TestClient client : new TestClient[] { good, jdk }) {
			Await.until("all are closed", () -> client.recorder().ends().size() == client.recorder().secured().size());
		}
		assertThat(resumed.get()).as("resumed").isGreaterThan(count);
	}

	private static Mono<Void> success(TestClient client, int port, AtomicInteger resumed) {
		return Mono.usingWhen(client.client().connect("localhost", port), (connection) -> {
			if (connection.sessionReused()) {
				resumed.incrementAndGet();
			}
			return connection.sendString("x").then(connection.receive().next()).then();
		}, SecureConnection::close);
	}

	private static Mono<Void> failure(TestClient client, int port) {
		return client.client()
			.connect("localhost", port)
			.flatMap((connection) -> Mono.<Void>error(new AssertionError("connected")))
			.onErrorResume(TlsConnectException.class, (expected) -> Mono.empty());
	}

	private static long heap() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
