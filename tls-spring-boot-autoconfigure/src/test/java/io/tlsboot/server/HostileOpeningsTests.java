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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.PooledByteBufAllocator;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two thousand hostile openings leave the server serving, with nothing left of them. The
 * guards look for lost buffers.
 */
class HostileOpeningsTests {

	private static final int COUNT = 2_000;

	private static final int AT_ONCE = 16;

	private static final long MEGABYTE = 1024 * 1024;

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theServerServesOnAfterHostileOpenings(TlsProvider provider) throws Exception {
		try (RunningServer server = RunningServer.with(provider)
			.limits(new HandshakeLimits(Duration.ofMillis(500), 16 * 1024, 10_000))
			.start()) {
			open(server, 200);
			settle(server, 200);
			long heap = usedHeap();
			long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
			open(server, COUNT);
			settle(server, 200 + COUNT);
			assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
			ConnectionRecorder recorder = server.recorder();
			assertThat(recorder.accepted()).isEqualTo(200 + COUNT + 1);
			assertThat(recorder.accepted())
				.isEqualTo(recorder.secured().size() + recorder.failures().size() + recorder.rejected().size());
			assertThat(recorder.secured()).hasSize(1);
			assertThat(recorder.ends()).hasSize(1);
			assertThat(usedHeap() - heap).isLessThan(24 * MEGABYTE);
			assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - direct).isLessThan(64 * MEGABYTE);
		}
	}

	private static void open(RunningServer server, int count) throws Exception {
		int port = server.port();
		ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
		try {
			List<Future<?>> opened = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				int kind = i;
				opened.add(clients.submit(() -> open(port, kind)));
			}
			for (Future<?> each : opened) {
				each.get(Await.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static void open(int port, int kind) {
		try (RawClient client = RawClient.connect(port)) {
			switch (kind % 10) {
				case 0 -> client.shutdownOutput();
				case 1 -> client.reset();
				case 2 -> client.sendGarbage(300).awaitEnd();
				case 3 -> client.sendHttp().awaitEnd();
				case 4 -> client.sendHalfHello();
				case 5 -> client.sendHalfHello().reset();
				case 6 -> client.sendHello();
				case 7 -> client.sendHello().reset();
				case 8 -> client.send(new byte[] { 22, 3, 1, 0, 4, 1, -1, -1, -1 }).awaitEnd();
				default -> {
					// Silence costs its client half a second: a part of them waits for
					// it.
					if (kind % 50 == 9) {
						client.awaitEnd();
					}
				}
			}
		}
	}

	private static void settle(RunningServer server, int failures) {
		Await.until("all have failed", () -> server.recorder().failures().size() == failures);
		Await.until("no connection", () -> server.server().connections() == 0);
	}

	private static long usedHeap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
