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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.metrics.OutcomeAudit;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.metrics.TlsMetrics;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void noEndOfAPairIsLostOrCountedTwice(TlsProvider provider) {
		OutcomeAudit audit = new OutcomeAudit();
		ConnectionListener all = new ConnectionListeners(
				List.of(audit, new TlsMetrics(this.registry, TlsMetrics.DEFAULT_MAX_CONTEXTS, Clock.systemUTC())));
		try (TestPairs pairs = new TestPairs(provider, List.of("TLSv1.3", "TLSv1.2"), all)) {
			SecureContext context = pairs.serverContext();
			byte[] hello = ClientHello.of("localhost");
			for (int count = 0; count <= hello.length; count += 5) {
				SecurePair pair = pairs.pairs().server(context);
				Flux<ByteBuf> part = Flux.just(Unpooled.copiedBuffer(hello, 0, count));
				Mono<Void> input = (count % 2 == 0) ? pair.encrypted().input(part)
						: pair.encrypted().input(part.concatWith(Flux.error(new IOException("on purpose"))));
				Mono.when(input, pair.encrypted().output().doOnNext(ByteBuf::release).then())
					.onErrorComplete()
					.block(TestPairs.LIMIT);
			}
			for (int i = 0; i < 40; i++) {
				SecurePair server = pairs.pairs().server(context);
				SecurePair client = pairs.client();
				Disposable transport = TestPairs.connect(server, client);
				Await.await().pollDelay(Duration.ofMillis(i / 4)).until(() -> true);
				if (i % 3 == 0) {
					transport.dispose();
				}
				Mono.when(server.close(), client.close()).block(TestPairs.LIMIT);
			}
			SecurePair neverStarted = pairs.pairs().server(context);
			neverStarted.close().block(TestPairs.LIMIT);
			Await.untilAsserted(audit::assertExact);
			assertThat(audit.outcomes("server", "accepted")).isBetween((long) hello.length / 5, hello.length / 5 + 41L);
			assertThat(audit.outcomes("server", "failed")).isGreaterThan(hello.length / 5 - 1);
			assertThat(this.registry.get(TlsMeters.HANDSHAKES_PENDING).gauges())
				.allSatisfy((gauge) -> assertThat(gauge.value()).isZero());
			assertThat(this.registry.get(TlsMeters.CONNECTIONS_ACTIVE).gauges())
				.allSatisfy((gauge) -> assertThat(gauge.value()).isZero());
		}
	}

}
