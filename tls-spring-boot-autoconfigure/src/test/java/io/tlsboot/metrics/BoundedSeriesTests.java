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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.server.RunningServer;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever peers send, there are no more series than the configuration has names.
 */
class BoundedSeriesTests {

	private static final String ECHO = "hello\n";

	private final Counts counts = new Counts();

	@Test
	void tenThousandServerNamesAndPortsAddNoSeries() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.listener(this.counts.metrics())
			.serverListeners(this.counts.metrics())
			.unknownServerName(UnknownServerName.REJECT)
			.start()) {
			ask(server, 1);
			Await.until("the first", () -> this.counts.handshakes() == 1);
			Await.until("the certificate", () -> this.counts.find(TlsMeters.CERTIFICATE_EXPIRY).gauge() != null);
			int series = this.counts.series();
			for (int i = 0; i < 10_000; i++) {
				ask(server, i);
			}
			this.counts.assertReconciled(10_001);
			assertThat(this.counts.series()).isEqualTo(series);
			assertThat(this.counts.handshakes("reason", "unrecognized-name", "context", "none")).isEqualTo(10_001);
		}
	}

	@Test
	void contextsOfAResolverAreOneForAll() {
		SecureContextSpec tenant = SecureContextSpec.server("tenant", RunningServer.source(TestPki.server()));
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.listener(this.counts.metrics())
			.serverListeners(this.counts.metrics())
			.sni("api.example.com", (spec) -> spec)
			.choices(new TlsServerChoices((name) -> Mono.just(tenant.with((spec) -> spec.name(name))), null, null))
			.start()) {
			for (int i = 0; i < 20; i++) {
				OpenSslClient.to(server.port()).serverName("host" + i + ".example.com").exchange(ECHO, ECHO);
			}
			OpenSslClient.to(server.port()).serverName("api.example.com").exchange(ECHO, ECHO);
			this.counts.assertReconciled(21);
			assertThat(values("context")).containsExactlyInAnyOrder("api.example.com", "other");
			assertThat(this.counts.handshakes("context", "other")).isEqualTo(20);
		}
	}

	@Test
	void endpointsAndContextsOfTheApplicationAreBoundedToo() {
		for (int i = 0; i < 3000; i++) {
			this.counts.metrics().accepted(Role.CLIENT, "client" + i);
			this.counts.metrics().handshakeFailed(failed(Role.CLIENT, "client" + i, "context"));
			this.counts.metrics().accepted(Role.CLIENT, "client");
			this.counts.metrics().handshakeFailed(failed(Role.CLIENT, "client", "context" + i));
		}
		assertThat(values("endpoint")).hasSize(1001).contains("client", "client0", "other");
		assertThat(values("context")).hasSize(102).contains("context", "context0", "other");
		this.counts.assertReconciled(6000);
	}

	@Test
	void contextsThatComeAndGoForEverAddNoSeries() {
		int rounds = 5000;
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.listener(this.counts.metrics())
			.serverListeners(this.counts.metrics())
			.start()) {
			SecureContextSpec tenant = SecureContextSpec.server("tenant", RunningServer.source(TestPki.server()));
			for (int i = 0; i < rounds; i++) {
				String host = "host" + i + ".example.com";
				server.server().addContext(host, tenant).block(Await.LIMIT);
				if (i % 1000 == 0) {
					OpenSslClient.to(server.port()).serverName(host).exchange(ECHO, ECHO);
				}
				assertThat(server.server().removeContext(host)).isTrue();
			}
			this.counts.assertReconciled(rounds / 1000);
			assertThat(values("context")).containsExactlyInAnyOrder("host0.example.com", "other");
			Await.until("the certificate of the default context only",
					() -> this.counts.find(TlsMeters.CERTIFICATE_EXPIRY).gauges().size() == 1);
		}
	}

	@Test
	void aServerThatIsNotDeclaredTellsNoContexts() {
		for (int i = 0; i < 3000; i++) {
			this.counts.metrics().accepted(Role.SERVER, "pair");
			this.counts.metrics().handshakeFailed(failed(Role.SERVER, "pair", "context" + i));
		}
		assertThat(values("context")).containsExactly("other");
	}

	@Test
	void aNameHasTheSameTagsInAllItsSeries() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.listener(this.counts.metrics())
			.serverListeners(this.counts.metrics())
			.maxConnections(1)
			.start()) {
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			Await.until("no connection", () -> server.server().connections() == 0);
			try (RawClient first = RawClient.connect(server.port())) {
				Await.until("a connection", () -> server.server().connections() == 1);
				RawClient.connect(server.port()).awaitEnd();
				first.sendGarbage(10).awaitEnd();
			}
			this.counts.assertReconciled(3);
			this.counts.registry()
				.getMeters()
				.stream()
				.collect(Collectors.groupingBy((meter) -> meter.getId().getName(),
						Collectors.mapping(BoundedSeriesTests::keys, Collectors.toSet())))
				.forEach((name, keys) -> assertThat(keys).as(name).hasSize(1));
			assertThat(keys(this.counts.find(TlsMeters.HANDSHAKES).timers().iterator().next())).containsExactly(
					"authorized", "cipher", "context", "endpoint", "group", "outcome", "protocol", "reason", "resumed",
					"role");
		}
	}

	private static List<String> keys(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
	}

	private Set<String> values(String key) {
		return this.counts.find(TlsMeters.HANDSHAKES)
			.timers()
			.stream()
			.map((timer) -> timer.getId().getTag(key))
			.collect(Collectors.toSet());
	}

	private static void ask(RunningServer server, int number) {
		try (RawClient client = RawClient.connect(server.port())) {
			client.send(ClientHello.of("host" + number + ".example.com")).awaitEnd();
		}
	}

	private static FailedHandshake failed(Role role, String endpoint, String context) {
		return new FailedHandshake(role, endpoint, null, new InetSocketAddress("127.0.0.1", 1), new HandshakeFailure(
				HandshakeFailureReason.TIMEOUT, null, null, null, "host.example.com", context, null, 1000));
	}

}
