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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys are set on a native context that other event loops use at that moment.
 */
class TicketKeyStressTests {

	private static final int THREADS = 3;

	private static final int CONNECTIONS = 40;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void handshakesGoOnWhileFifteenKeysAreSetAgainAndAgain(String version) {
		AtomicInteger sets = new AtomicInteger();
		TicketKeySource restless = () -> {
			sets.incrementAndGet();
			return TicketKeyRing.of(List.of(root(1), root(2), root(3)));
		};
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.choices(new TlsServerChoices(null, null, restless))
			.start()) {
			Await.result(CompletableFuture.allOf(
					Stream
						.generate(() -> CompletableFuture.runAsync(() -> connect(server.port(), version),
								(task) -> new Thread(task).start()))
						.limit(THREADS)
						.toArray(CompletableFuture[]::new)));
			assertThat(server.recorder().failures()).isEmpty();
			assertThat(server.recorder().secured()).hasSize(THREADS * CONNECTIONS);
			assertThat(server.recorder().secured().stream().filter(SecureConnection::sessionReused))
				.hasSize(THREADS * (CONNECTIONS - 1));
			assertThat(sets).hasValueGreaterThan(THREADS * CONNECTIONS);
		}
	}

	private static void connect(int port, String version) {
		JdkClient client = JdkClient.to(port).protocols(version).trust(TestPki.ca());
		for (int i = 0; i < CONNECTIONS; i++) {
			try (JdkConnection connection = client.connect()) {
				connection.write("hello").read(5);
			}
		}
	}

	private static byte[] root(int filling) {
		byte[] root = new byte[32];
		Arrays.fill(root, (byte) filling);
		return root;
	}

}
