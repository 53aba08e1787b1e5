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

package io.tlsboot.pair;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.metrics.TlsMetrics;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pairs are counted like servers and clients.
 */
class PairMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void bothSidesAreCounted() {
		TlsMetrics metrics = new TlsMetrics(this.registry, TlsMetrics.DEFAULT_MAX_CONTEXTS, Clock.systemUTC());
		try (TestPairs pairs = new TestPairs(TlsProvider.AUTO, List.of("TLSv1.3"), metrics)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			TestPairs.connect(server, client);
			SecureConnection one = TestPairs.secured(server);
			SecureConnection other = TestPairs.secured(client);
			one.destroy();
			other.destroy();
			for (String role : List.of("server", "client")) {
				Await.until("the end of the " + role,
						() -> this.registry.get(TlsMeters.CONNECTIONS_ACTIVE).tags("role", role).gauge().value() == 0);
				Counter accepted = this.registry.get(TlsMeters.CONNECTIONS).tags("role", role).counter();
				assertThat(accepted.count()).isEqualTo(1);
				Timer handshakes = this.registry.get(TlsMeters.HANDSHAKES)
					.tags("role", role, "endpoint", "pair", "outcome", "success")
					.timer();
				assertThat(handshakes.count()).isEqualTo(1);
			}
		}
	}

}
