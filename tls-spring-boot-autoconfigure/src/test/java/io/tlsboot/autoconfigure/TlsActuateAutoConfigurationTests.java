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

import io.tlsboot.actuate.ConnectionHistory;
import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.actuate.TlsHealthIndicator;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class TlsActuateAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=tls";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class, TlsEndpointAutoConfiguration.class,
				TlsHealthAutoConfiguration.class));

	private final ApplicationContextRunner servers = this.runner.withUserConfiguration(Handlers.class)
		.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server())));

	@Test
	void withNothingDeclaredThereIsNothing() {
		this.runner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TlsEndpoint.class)
				.doesNotHaveBean(ConnectionHistory.class)
				.doesNotHaveBean(TlsHealthIndicator.class));
	}

	@Test
	void endpointThatIsNotExposedListensToNothing() {
		this.servers.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(TlsEndpoint.class)
			.doesNotHaveBean(ConnectionHistory.class)
			.hasSingleBean(TlsHealthIndicator.class));
	}

	@Test
	void endpointAndHealthCanBeSwitchedOff() {
		this.servers
			.withPropertyValues(EXPOSED, "management.endpoint.tls.access=NONE", "management.health.tls.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TlsEndpoint.class)
				.doesNotHaveBean(TlsHealthIndicator.class));
	}

	@Test
	void withoutActuatorServersRunAsEver() {
		this.servers
			.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class, HealthIndicator.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TlsServers.class)
				.doesNotHaveBean(ConnectionHistory.class));
	}

	@Test
	void withoutHealthThereIsTheEndpoint() {
		this.servers.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(TlsEndpoint.class)
				.doesNotHaveBean(TlsHealthIndicator.class));
	}

	@Test
	void endpointHearsOfConnections() {
		this.servers.withPropertyValues(EXPOSED).run((context) -> {
			assertThat(context).hasNotFailed();
			int port = context.getBean(TlsServers.class).get("echo").address().getPort();
			OpenSslClient.to(port).exchange("hello\n", "hello");
			OpenSslClient.to(port).trust(TestPki.otherCa()).strict().awaitEnd();
			TlsEndpoint endpoint = context.getBean(TlsEndpoint.class);
			Await.untilAsserted(() -> {
				EndpointDescriptor described = endpoint.endpoint("echo", null, null, null, null);
				assertThat(described).isNotNull();
				assertThat(described.handshakes().secured()).isEqualTo(1);
				assertThat(described.handshakes().failed()).isEqualTo(1);
			});
		});
	}

	@Test
	void healthFollowsTheServer() {
		this.servers.run((context) -> {
			TlsHealthIndicator health = context.getBean(TlsHealthIndicator.class);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			context.getBean(TlsServers.class).get("echo").close(Duration.ZERO).block(Await.LIMIT);
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void warningIsAProperty() {
		this.servers.withPropertyValues("tls.health.certificate-expiry-warning=36500d")
			.run((context) -> assertThat(
					context.getBean(TlsHealthIndicator.class).health().getDetails().get("expiringCertificates"))
				.extracting("count")
				.isEqualTo(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

	}

}
