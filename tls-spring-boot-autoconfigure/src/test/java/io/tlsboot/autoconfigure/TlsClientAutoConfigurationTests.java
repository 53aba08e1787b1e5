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
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.client.ReactorTlsClient;
import io.tlsboot.client.TlsClient;
import io.tlsboot.client.TlsClientSpec;
import io.tlsboot.client.TlsClients;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.event.HandshakeFailedEvent;
import io.tlsboot.event.SecureConnectEvent;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.TlsEvent;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Clients that are declared in YAML.
 */
class TlsClientAutoConfigurationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsClientAutoConfiguration.class, TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class));

	private ApplicationContextRunner clients(String... keys) {
		StringBuilder yaml = new StringBuilder("tls:\n  clients:\n    upstream:\n");
		for (String key : keys) {
			yaml.append("      ").append(key).append('\n');
		}
		return this.runner.withInitializer(Yaml.of(yaml.toString()));
	}

	private static String ca() {
		return "ca: " + TestPki.ca().certFile();
	}

	@Test
	void withoutClientsThereIsNoBean() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TlsClients.class));
	}

	@Test
	void defaults() {
		clients("port: 1234").run((context) -> {
			TlsClientSpec spec = context.getBean(TlsClients.class).get("upstream").spec();
			assertThat(spec.host()).isEqualTo("localhost");
			assertThat(spec.port()).isEqualTo(1234);
			assertThat(spec.serverName()).isNull();
			assertThat(spec.verifyHostname()).isTrue();
			assertThat(spec.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(spec.limits().timeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(spec.context().rejectUnauthorized()).isTrue();
			assertThat(spec.context().requestCert()).isTrue();
			assertThat(spec.context().trust()).isNull();
		});
	}

	@Test
	void emptyValuesMeanTheDefault() {
		clients("port: 1234", "reject-unauthorized:", "verify-hostname:").run((context) -> {
			TlsClientSpec spec = context.getBean(TlsClients.class).get("upstream").spec();
			assertThat(spec.context().rejectUnauthorized()).isTrue();
			assertThat(spec.verifyHostname()).isTrue();
		});
	}

	@Test
	void connectsAndPublishesEvents() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			clients("port: " + server.port(), ca()).withUserConfiguration(Events.class, Injected.class)
				.run((context) -> {
					assertThat(context).hasNotFailed();
					TlsClient client = context.getBean(TlsClients.class).get("upstream");
					assertThat(context.getBean(Injected.class).upstream).isSameAs(client);
					SecureConnection connection = client.connect().blockOptional(LIMIT).orElseThrow();
					assertThat(connection.authorized()).isTrue();
					connection.close().block(LIMIT);
					List<TlsEvent> events = context.getBean(Events.class).events;
					Await.until("two events", () -> events.size() == 2);
					assertThat(events.get(0)).isInstanceOfSatisfying(SecureConnectEvent.class,
							(event) -> assertThat(event.connection()).isSameAs(connection));
					assertThat(events.get(1)).isInstanceOf(SecureConnectionClosedEvent.class);
				});
		}
	}

	@Test
	void extraCaAddsToTheWellKnownRoots() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			clients("port: " + server.port(), "extra-ca: " + TestPki.ca().certFile()).run((context) -> {
				TlsClient client = context.getBean(TlsClients.class).get("upstream");
				assertThat(client.connect().blockOptional(LIMIT).orElseThrow().authorized()).isTrue();
			});
		}
	}

	@Test
	void extraCaKeepsTheTrustOfADevelopmentCertificate() {
		clients("port: 1", "development-certificate: true", "extra-ca: " + TestPki.ca().certFile())
			.withPropertyValues("tls.development-certificates.directory=" + TestPki.newDirectory("development"))
			.run((context) -> {
				TlsClientSpec spec = context.getBean(TlsClients.class).get("upstream").spec();
				assertThat(context.getBean(MaterialLoader.class).trust(spec.context().trust())).hasSize(2)
					.contains(TestPki.ca().certificate());
			});
	}

	@Test
	void strictClientFailsWithTheVerdictAndOneEvent() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			clients("port: " + server.port(), "ca: " + TestPki.otherCa().certFile()).withUserConfiguration(Events.class)
				.run((context) -> {
					TlsClient client = context.getBean(TlsClients.class).get("upstream");
					assertThatThrownBy(() -> client.connect().block(LIMIT)).cause()
						.isInstanceOfSatisfying(TlsConnectException.class, (failure) -> {
							assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.VERIFY);
							assertThat(failure.host()).isEqualTo("localhost");
							assertThat(failure.port()).isEqualTo(server.port());
							assertThat(failure.verdict().orElseThrow().error())
								.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
						});
					List<TlsEvent> events = context.getBean(Events.class).events;
					Await.until("an event", () -> !events.isEmpty());
					assertThat(events).singleElement().isInstanceOf(HandshakeFailedEvent.class);
				});
		}
	}

	@Test
	void beanReplacesTheNameCheck() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			clients("port: " + server.port(), ca()).withBean(ServerIdentityVerifier.class, () -> (host, leaf) -> false)
				.run((context) -> assertThatThrownBy(
						() -> context.getBean(TlsClients.class).get("upstream").connect().block(LIMIT))
					.hasStackTraceContaining("ERR_TLS_CERT_ALTNAME_INVALID"));
		}
	}

	@Test
	void makesOthersOnDemandAndClosesTheContextsOfItsOwn() {
		TlsClient[] client = new TlsClient[1];
		try (OpenSslServer server = OpenSslServer.start(TestPki.server())) {
			clients("port: 1", ca()).run((context) -> {
				TlsClients clients = context.getBean(TlsClients.class);
				client[0] = clients.get("upstream");
				try (ReactorTlsClient other = clients.create(client[0].spec().withTarget("localhost", server.port()))) {
					assertThat(other.connect().blockOptional(LIMIT).orElseThrow().authorized()).isTrue();
				}
			});
			assertThatThrownBy(() -> client[0].connect("localhost", server.port()).block(LIMIT))
				.isInstanceOf(IllegalStateException.class);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		private final List<TlsEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(TlsEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		private final TlsClient upstream;

		Injected(@Qualifier("upstream") TlsClient upstream) {
			this.upstream = upstream;
		}

		@Bean
		String marker() {
			return "there";
		}

	}

}
