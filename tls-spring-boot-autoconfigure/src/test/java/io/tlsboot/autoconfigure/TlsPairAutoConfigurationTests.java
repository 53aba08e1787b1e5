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

package io.tlsboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.event.HandshakeFailedEvent;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.SecureEvent;
import io.tlsboot.event.TlsEvent;
import io.tlsboot.material.TrustSource;
import io.tlsboot.pair.PairOptions;
import io.tlsboot.pair.SecurePair;
import io.tlsboot.pair.SecurePairs;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TlsPairAutoConfiguration} and of the events of pairs.
 */
class TlsPairAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Queue<TlsEvent> heard = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsPairAutoConfiguration.class));

	@Test
	void pairsNeedNoPropertyAndAreMadeWhenTheyAreUsed() {
		this.runner.run((context) -> {
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("tlsSecurePairs"))
				.isFalse();
			assertThat(context).hasSingleBean(SecurePairs.class);
		});
	}

	@Test
	void aSecureEventForEachPairThenTheEnd() {
		Queue<String> told = new ConcurrentLinkedQueue<>();
		listening((event) -> {
		}).withBean(ConnectionListener.class, () -> new ConnectionListener() {

			@Override
			public void accepted(Role role, String endpoint) {
				told.add(role + " " + endpoint);
			}

		}).run((context) -> {
			Both both = connect(context, TestPki.ca().certFile().toUri().toString());
			assertThat(both.client().secured().block(LIMIT).authorized()).isTrue();
			SecureConnection server = both.server().secured().block(LIMIT);
			Await.until("both", () -> count(SecureEvent.class) == 2);
			both.close();
			Await.until("both ends", () -> count(SecureConnectionClosedEvent.class) == 2);
			assertThat(this.heard).hasSize(4);
			assertThat(this.heard).filteredOn(SecureEvent.class::isInstance)
				.extracting((event) -> ((SecureEvent) event).connection())
				.contains(server)
				.allMatch(SecureConnection::paired);
			assertThat(told).containsExactlyInAnyOrder("SERVER left", "CLIENT right");
		});
	}

	@Test
	void aListenerThatThrowsClosesThePair() {
		listening((event) -> {
			if (event instanceof SecureEvent secure && secure.connection().role() == Role.SERVER) {
				throw new IllegalStateException("no");
			}
		}).run((context) -> {
			Both both = connect(context, TestPki.ca().certFile().toUri().toString());
			both.server().onClose().block(LIMIT);
			both.close();
		});
	}

	@Test
	void aHandshakeThatFailsIsAnEventToo() {
		listening((event) -> {
		}).run((context) -> {
			Both both = connect(context, TestPki.otherCa().certFile().toUri().toString());
			Await.until("both", () -> count(HandshakeFailedEvent.class) == 2);
			assertThat(count(SecureEvent.class)).isZero();
			both.close();
		});
	}

	@Test
	void customizersHaveTheLastWordOnContexts() {
		Queue<String> customized = new ConcurrentLinkedQueue<>();
		this.runner
			.withBean(SecureContextCustomizer.class, () -> (spec, builder) -> customized.add(spec.sessionIdContext()))
			.run((context) -> {
				connect(context, TestPki.ca().certFile().toUri().toString()).close();
				assertThat(customized).containsExactlyInAnyOrder("left", "right");
			});
	}

	private ApplicationContextRunner listening(ApplicationListener<TlsEvent> listener) {
		return this.runner.withInitializer((context) -> context.addApplicationListener((TlsEvent event) -> {
			this.heard.add(event);
			listener.onApplicationEvent(event);
		}));
	}

	private long count(Class<? extends TlsEvent> type) {
		return this.heard.stream().filter(type::isInstance).count();
	}

	private static Both connect(AssertableApplicationContext context, String ca) {
		SecurePairs pairs = context.getBean(SecurePairs.class);
		SecureContext server = pairs
			.serverContext(SecureContextSpec.server("left", RunningServer.source(TestPki.server())))
			.block(LIMIT);
		SecureContext client = pairs
			.clientContext(new SecureContextSpec.Builder("right").rejectUnauthorized(true)
				.trust(new TrustSource.Locations(List.of(ca)))
				.build())
			.block(LIMIT);
		Both both = new Both(pairs.server(server, PairOptions.DEFAULTS.withName("left")),
				pairs.client(client, PairOptions.DEFAULTS.withName("right")), List.of(server, client));
		Mono.when(both.server().encrypted().input(both.client().encrypted().output()),
				both.client().encrypted().input(both.server().encrypted().output()))
			.subscribe(null, (failure) -> {
			});
		return both;
	}

	private record Both(SecurePair server, SecurePair client, List<SecureContext> contexts) {

		void close() {
			this.server.close().and(this.client.close()).block(LIMIT);
			this.contexts.forEach(SecureContext::release);
		}

	}

}
