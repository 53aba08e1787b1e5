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

import java.time.Clock;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of registries that do not take what they are given.
 */
class UnusualRegistryTests {

	private static final String ECHO = "hello\n";

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void aRegistryThatThrowsHarmsNothingAndGaugesGoBack() {
		this.registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				if (id.getName().equals(TlsMeters.HANDSHAKES) || id.getName().equals(TlsMeters.CONNECTION_DURATION)
						|| "rejected".equals(id.getTag("outcome"))) {
					throw new IllegalStateException("on purpose");
				}
				return id;
			}

		});
		try (RunningServer server = start(this.registry, 1)) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			Await.until("no connection", () -> server.server().connections() == 0);
			RawClient.connect(server.port()).sendHttp().awaitEnd();
			Await.until("no connection", () -> server.server().connections() == 0);
			try (RawClient first = RawClient.connect(server.port())) {
				Await.until("a connection", () -> server.server().connections() == 1);
				RawClient.connect(server.port()).awaitEnd();
				first.reset();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			Await.until("nothing pending", () -> this.registry.get(TlsMeters.HANDSHAKES_PENDING).gauge().value() == 0);
			assertThat(this.registry.get(TlsMeters.CONNECTIONS_ACTIVE).gauge().value()).isZero();
			assertThat(this.registry.get(TlsMeters.CONNECTIONS).tag("outcome", "accepted").counter().count())
				.isEqualTo(4);
		}
	}

	@Test
	void whatIsDeniedIsNotThere() {
		this.registry.config().meterFilter(MeterFilter.denyNameStartsWith("tls"));
		try (RunningServer server = start(this.registry, 0)) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(this.registry.getMeters()).isEmpty();
		}
	}

	@Test
	void tagsMayBeRenamedLeftOutAndBounded() {
		this.registry.config()
			.meterFilter(MeterFilter.renameTag("tls", "endpoint", "server"))
			.meterFilter(MeterFilter.ignoreTags("reason", "cipher", "group"))
			.meterFilter(MeterFilter.maximumAllowableTags("tls.handshakes", "outcome", 1, MeterFilter.deny()))
			.commonTags("application", "shop");
		try (RunningServer server = start(this.registry, 0)) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			RawClient.connect(server.port()).sendHttp().awaitEnd();
			RawClient.connect(server.port()).reset();
			Await.until("no connection", () -> server.server().connections() == 0);
			Await.untilAsserted(() -> assertThat(this.registry.get(TlsMeters.HANDSHAKES).timers()).singleElement()
				.satisfies((timer) -> assertThat(timer.getId().getTags())
					.containsAll(Tags.of("application", "shop", "server", "test", "outcome", "success")))
				.satisfies((timer) -> assertThat(timer.count()).isEqualTo(1)));
		}
	}

	@Test
	void aRegistryThatIsClosedTakesNothingMore() {
		try (RunningServer server = start(this.registry, 0)) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			this.registry.close();
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			RawClient.connect(server.port()).sendHttp().awaitEnd();
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().failures()).hasSize(1);
		}
	}

	@Test
	void whoJoinsACompositeLateSeesWhatComesThen() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		try (RunningServer server = start(composite, 0)) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			Await.until("no connection", () -> server.server().connections() == 0);
			composite.add(this.registry);
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			Await.until("no connection", () -> server.server().connections() == 0);
			Await.until("a handshake", () -> this.registry.get(TlsMeters.HANDSHAKES).timer().count() == 1);
			assertThat(this.registry.get(TlsMeters.HANDSHAKES_PENDING).gauge().value()).isZero();
			assertThat(this.registry.get(TlsMeters.CERTIFICATE_EXPIRY).gauge().value()).isPositive();
			assertThat(this.registry.get(TlsMeters.BYTES).tag("direction", "received").functionCounter().count())
				.isEqualTo(2 * ECHO.length());
		}
	}

	private static RunningServer start(MeterRegistry registry, int maxConnections) {
		TlsMetrics metrics = new TlsMetrics(registry, TlsMetrics.DEFAULT_MAX_CONTEXTS, Clock.systemUTC());
		return RunningServer.with(TlsProvider.AUTO)
			.listener(metrics)
			.serverListeners(metrics)
			.maxConnections(maxConnections)
			.start();
	}

}
