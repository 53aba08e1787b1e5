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

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.ReloadedDescriptor;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.actuate.TlsHealthIndicator;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.event.SecureContextReloadFailedEvent;
import io.tlsboot.event.SecureContextReloadedEvent;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications whose certificates change while they run.
 */
class ReloadApplicationTests {

	private static final String QUICK = """
			      reload:
			        interval: 100ms
			        quiet-period: 50ms
			        max-delay: 1s
			""";

	@TempDir
	Path directory;

	private LiveFiles files;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsServerAutoConfiguration.class, TlsClientAutoConfiguration.class, TlsEventAutoConfiguration.class,
				TlsMetricsAutoConfiguration.class, TlsEndpointAutoConfiguration.class,
				TlsHealthAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withUserConfiguration(Application.class)
		.withPropertyValues("management.endpoints.web.exposure.include=tls");

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(certificate("first")).trust(TestPki.ca());
	}

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	private ApplicationContextRunner server(String more) {
		return this.runner.withInitializer(Yaml.of("""
				tls:
				  servers:
				    echo:
				      port: 0
				      key: %s
				      cert: %s
				""".formatted(this.files.key().toUri(), this.files.cert().toUri()) + QUICK + more));
	}

	private static String presented(ApplicationContext context) {
		int port = context.getBean(TlsServers.class).get("echo").address().getPort();
		return OpenSslClient.to(port).exchange("hello\n", "hello").peerSubject();
	}

	private static double reloads(AssertableApplicationContext context, String outcome) {
		return context.getBean(MeterRegistry.class)
			.get(TlsMeters.CONTEXT_RELOADS)
			.tags("role", "server", "endpoint", "echo", "context", "default", "outcome", outcome)
			.counter()
			.count();
	}

	private static TlsHealthIndicator health(ApplicationContext context) {
		return context.getBean(TlsHealthIndicator.class);
	}

	@Test
	void successIsToldEverywhere() {
		server("").run((context) -> {
			assertThat(presented(context)).contains("first");
			this.files.identity(certificate("second"));
			Application application = context.getBean(Application.class);
			Await.until("an event", () -> !application.reloaded.isEmpty());
			assertThat(presented(context)).contains("second");
			SecureContextReloadedEvent event = application.reloaded.get(0);
			assertThat(event.role()).isEqualTo(Role.SERVER);
			assertThat(event.endpoint()).isEqualTo("echo");
			assertThat(event.contextName()).isEqualTo("default");
			assertThat(event.changes()).containsExactly(MaterialChange.IDENTITY);
			assertThat(reloads(context, "success")).isEqualTo(1);
			EndpointDescriptor described = context.getBean(TlsEndpoint.class).endpoint("echo", null, null, null, null);
			assertThat(described).isNotNull();
			assertThat(described.reload().watching()).isTrue();
			assertThat(described.reload().renewals()).isEqualTo(1);
			assertThat(described.context().certificates().get(0).subject()).contains("second");
			assertThat(context.getBean(TlsServers.class).get("echo").connections()).isZero();
			Await.untilAsserted(() -> assertThat(context.getBean(MeterRegistry.class)
				.get(TlsMeters.CERTIFICATE_EXPIRY)
				.tags("endpoint", "echo")
				.gauges()).extracting((gauge) -> gauge.getId().getTag("subject"))
				.singleElement()
				.asString()
				.contains("second"));
		});
	}

	@Test
	void failureIsToldEverywhereUntilItIsMended() {
		server("").run((context) -> {
			this.files.replace(this.files.cert(), certificate("third").chainPem());
			Application application = context.getBean(Application.class);
			Await.until("an event", () -> !application.failed.isEmpty());
			assertThat(presented(context)).contains("first");
			SecureContextReloadFailedEvent event = application.failed.get(0);
			assertThat(event.endpoint()).isEqualTo("echo");
			assertThat(event.contextName()).isEqualTo("default");
			assertThat(event.role()).isEqualTo(Role.SERVER);
			assertThat(event.problem()).contains("does not belong to the certificate CN=third", "key.pem");
			assertThat(event.fix()).endsWith(".");
			assertThat(reloads(context, "failure")).isEqualTo(1);
			assertThat(health(context).health().getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).health().getDetails().get("failedReloads")).extracting("count").isEqualTo(1);
			this.files.identity(certificate("fourth"));
			Await.until("an event", () -> !application.reloaded.isEmpty());
			assertThat(presented(context)).contains("fourth");
			assertThat(health(context).health().getDetails().get("failedReloads")).extracting("count").isEqualTo(0);
			assertThat(application.failed).hasSize(1);
		});
	}

	@Test
	void theEndpointReloadsOnDemand() {
		server("        enabled: false\n").run((context) -> {
			this.files.identity(certificate("second"));
			TlsEndpoint endpoint = context.getBean(TlsEndpoint.class);
			assertThat(endpoint.reload("other", null)).isNull();
			ReloadedDescriptor done = endpoint.reload("echo", null);
			assertThat(done).isNotNull();
			assertThat(done.renewed()).isEqualTo(1);
			assertThat(done.contexts().get(0).changes()).containsExactly("identity");
			assertThat(presented(context)).contains("second");
			assertThat(endpoint.reload()).isEqualTo(new ReloadedDescriptor(0, 1, 0, List.of()));
			EndpointDescriptor described = endpoint.endpoint("echo", null, null, null, null);
			assertThat(described).isNotNull();
			assertThat(described.reload().watching()).isFalse();
		});
	}

	@Test
	void clientFollowsItsTrust() {
		server("""
				  clients:
				    upstream:
				      port: 1
				      ca: %s
				""".formatted(this.files.ca().toUri()) + QUICK).run((context) -> {
			TlsClients clients = context.getBean(TlsClients.class);
			int port = context.getBean(TlsServers.class).get("echo").address().getPort();
			SecureConnection connection = clients.get("upstream").connect("localhost", port).block(Await.LIMIT);
			assertThat(connection).isNotNull();
			this.files.trust(TestPki.otherCa());
			Application application = context.getBean(Application.class);
			Await.until("an event", () -> !application.reloaded.isEmpty());
			assertThat(application.reloaded.get(0).changes()).containsExactly(MaterialChange.TRUST);
			assertThat(application.reloaded.get(0).role()).isEqualTo(Role.CLIENT);
			assertThat(clients.get("upstream")
				.connect("localhost", port)
				.map(SecureConnection::protocol)
				.onErrorReturn("refused")
				.block(Await.LIMIT)).isEqualTo("refused");
			assertThat(connection.isOpen()).isTrue();
			connection.close().block(Await.LIMIT);
			assertThat(context.getBean(MeterRegistry.class)
				.get(TlsMeters.CONTEXT_RELOADS)
				.tags("role", "client", "endpoint", "upstream", "outcome", "success")
				.counter()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void bundlesAreFollowed() {
		this.runner.withInitializer(Yaml.of("""
				spring:
				  ssl:
				    bundle:
				      watch:
				        file:
				          quiet-period: 100ms
				      pem:
				        web:
				          reload-on-update: true
				          keystore:
				            private-key: %s
				            certificate: %s
				tls:
				  servers:
				    echo:
				      port: 0
				      bundle: web
				""".formatted(this.files.key().toUri(), this.files.cert().toUri()) + QUICK)).run((context) -> {
			assertThat(presented(context)).contains("first");
			this.files.identity(certificate("second"));
			Application application = context.getBean(Application.class);
			Await.until("an event", () -> !application.reloaded.isEmpty());
			assertThat(presented(context)).contains("second");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private final List<SecureContextReloadedEvent> reloaded = new CopyOnWriteArrayList<>();

		private final List<SecureContextReloadFailedEvent> failed = new CopyOnWriteArrayList<>();

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@EventListener
		void on(SecureContextReloadedEvent event) {
			this.reloaded.add(event);
		}

		@EventListener
		void on(SecureContextReloadFailedEvent event) {
			this.failed.add(event);
		}

	}

}
