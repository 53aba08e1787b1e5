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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.actuate.TlsHealthIndicator;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.event.CertificateExpiringEvent;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.SecureConnectionEvent;
import io.tlsboot.event.TlsEvent;
import io.tlsboot.event.VerdictChangedEvent;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications whose connections and certificates come to their ends.
 */
class LifetimeApplicationTests {

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
				TlsExpiryAutoConfiguration.class, TlsMetricsAutoConfiguration.class, TlsHealthAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withUserConfiguration(Application.class);

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(certificate("first", Duration.ofDays(6)))
			.trust(TestPki.ca(), TestPki.otherCa());
	}

	private static TestCertificate certificate(String name, Duration left) {
		return TestCertificate.builder(name)
			.issuer(TestPki.ca())
			.serverAuth()
			.dns("localhost")
			.valid(Instant.now().minusSeconds(60), Instant.now().plus(left))
			.build();
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

	private static OpenSslConnection open(ApplicationContext context, TestCertificate identity) {
		OpenSslConnection connection = OpenSslClient
			.to(context.getBean(TlsServers.class).get("echo").address().getPort())
			.identity(identity)
			.open();
		connection.awaitHandshake();
		connection.peer().write("hello\n").awaitOutput("hello");
		return connection;
	}

	@Test
	void verdictThatChangesIsAnEventBetweenTheOthersOfItsConnection() {
		server("""
				      ca: %s
				      request-cert: true
				      reject-unauthorized: true
				      on-verdict-change: close
				      verdict-change-grace: 100ms
				""".formatted(this.files.ca().toUri())).run((context) -> {
			Application application = context.getBean(Application.class);
			try (OpenSslConnection stranger = open(context, TestPki.otherClient())) {
				this.files.trust(TestPki.ca());
				assertThat(stranger.awaitEnd().status()).isZero();
			}
			Await.until("the end", () -> application.of(SecureConnectionClosedEvent.class).size() == 1);
			VerdictChangedEvent changed = application.of(VerdictChangedEvent.class).get(0);
			assertThat(changed.before().authorized()).isTrue();
			assertThat(changed.after().error()).isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
			assertThat(changed.connection().authorized()).isFalse();
			assertThat(changed.fix()).contains("'ca'");
			assertThat(application.of(SecureConnectionClosedEvent.class).get(0).end().cause())
				.isEqualTo(ConnectionEnd.Cause.VERDICT_CHANGED);
			assertThat(application.events.stream()
				.filter((event) -> event.getSource() == changed.connection())
				.map(Object::getClass)
				.toList())
				.isEqualTo(List.of(SecureConnectionEvent.class, VerdictChangedEvent.class,
						SecureConnectionClosedEvent.class));
			assertThat(context.getBean(MeterRegistry.class)
				.get(TlsMeters.CONNECTION_DURATION)
				.tags("cause", "verdict-changed")
				.timer()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void certificatesThatExpireAreEventsAndHealthAndMetersAgree() {
		server("""
				  clients:
				    upstream:
				      port: 1
				      ca: %s
				      key: %s
				      cert: %s
				""".formatted(this.files.ca().toUri(), this.files.key().toUri(), this.files.cert().toUri()) + QUICK)
			.run((context) -> {
				Application application = context.getBean(Application.class);
				Await.until("both", () -> application.of(CertificateExpiringEvent.class).size() == 2);
				assertThat(application.of(CertificateExpiringEvent.class)).allSatisfy((event) -> {
					assertThat(event.threshold()).isEqualTo(Duration.ofDays(7));
					assertThat(event.timeLeft()).isBetween(Duration.ofDays(5), Duration.ofDays(6));
					assertThat(event.expired()).isFalse();
				}).extracting(CertificateExpiringEvent::role).containsExactlyInAnyOrder(Role.SERVER, Role.CLIENT);
				assertThat(expiring(context)).isEqualTo(2);
				this.files.identity(certificate("second", Duration.ofDays(300)));
				Await.until("the health", () -> expiring(context) == 0);
				Await.untilAsserted(() -> assertThat(
						context.getBean(MeterRegistry.class).get(TlsMeters.CERTIFICATE_EXPIRY).gauges())
					.hasSize(2)
					.allSatisfy((gauge) -> assertThat(gauge.value()).isGreaterThan(Duration.ofDays(299).toSeconds())));
				assertThat(context.getBean(TlsClients.class)
					.get("upstream")
					.context()
					.leaves()
					.get(0)
					.getSubjectX500Principal()
					.getName()).contains("second");
				assertThat(application.of(CertificateExpiringEvent.class)).hasSize(2);
			});
	}

	private static int expiring(ApplicationContext context) {
		Health health = context.getBean(TlsHealthIndicator.class).health();
		return ((TlsHealthIndicator.Certificates) health.getDetails().get("expiringCertificates")).count();
	}

	@Test
	void maximumAgeOfConnectionsIsKept() {
		server("""
				      max-connection-age: 500ms
				      max-connection-age-jitter: 0
				      max-connection-age-grace: 0s
				""").run((context) -> {
			Application application = context.getBean(Application.class);
			try (OpenSslConnection connection = open(context, TestPki.client())) {
				assertThat(connection.awaitEnd().status()).isZero();
			}
			Await.until("the end", () -> application.of(SecureConnectionClosedEvent.class).size() == 1);
			ConnectionEnd end = application.of(SecureConnectionClosedEvent.class).get(0).end();
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
			assertThat(end.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
		});
	}

	@Test
	void withoutServersAndClientsThereIsNoWatch() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("tlsCertificateExpiryWatch"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-connection-age: 0s                                      | max-connection-age        | not above zero
			max-connection-age: -1s                                     | max-connection-age        | not above zero
			max-connection-age-grace: 1s                                | max-connection-age-grace  | any age
			max-connection-age-jitter: 0.1                              | max-connection-age-jitter | any age
			max-connection-age: 1h;max-connection-age-grace: -1s        | max-connection-age-grace  | negative
			max-connection-age: 1h;max-connection-age-jitter: 1         | max-connection-age-jitter | not a part
			max-connection-age: 1h;max-connection-age-jitter: -0.1      | max-connection-age-jitter | not a part
			verdict-change-grace: 1s                                    | verdict-change-grace      | no effect
			on-verdict-change: close;verdict-change-grace: -1s          | verdict-change-grace      | negative
			""")
	void whatMakesNoSenseFailsTheStart(String keys, String key, String problem) {
		FailedStart failed = FailedStart.ofEcho(keys.split(";"));
		assertThat(failed.description()).contains("'tls.servers.echo." + key + "'").contains(problem);
		assertThat(failed.action()).endsWith(".");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private final List<TlsEvent> events = new CopyOnWriteArrayList<>();

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@EventListener
		void on(TlsEvent event) {
			this.events.add(event);
		}

		private <T extends TlsEvent> List<T> of(Class<T> type) {
			return this.events.stream().filter(type::isInstance).map(type::cast).toList();
		}

	}

}
