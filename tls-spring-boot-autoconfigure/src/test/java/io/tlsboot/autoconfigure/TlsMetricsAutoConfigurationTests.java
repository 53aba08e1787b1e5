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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.metrics.TlsMetrics;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TlsMetricsAutoConfiguration} with servers of the properties.
 */
class TlsMetricsAutoConfigurationTests {

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsMetricsAutoConfiguration.class, TlsClientAutoConfiguration.class,
				TlsPairAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withPropertyValues("tls.servers.echo.port=0", "tls.servers.echo.host=127.0.0.1",
				"tls.servers.echo.key=" + TestPki.server().keyFile().toUri(),
				"tls.servers.echo.cert=" + TestPki.server().chainFile().toUri())
		.withBean("echo", SecureConnectionHandler.class, () -> (connection) -> connection.receive().then());

	private final ApplicationContextRunner runner = this.plain
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void aServerIsCounted() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get(TlsMeters.CONNECTIONS_ACTIVE).tags("role", "server", "endpoint", "echo").gauge())
				.satisfies((gauge) -> assertThat(gauge.value()).isZero());
			connect(context);
			assertThat(registry.get(TlsMeters.HANDSHAKES)
				.tags("role", "server", "endpoint", "echo", "context", "default", "outcome", "success")
				.timer()
				.count()).isEqualTo(1);
			assertThat(registry.get(TlsMeters.EVENTS_SHED).functionCounter().count()).isZero();
			Await.untilAsserted(() -> assertThat(
					registry.get(TlsMeters.CERTIFICATE_EXPIRY).tags("endpoint", "echo", "context", "default").gauge())
				.satisfies((gauge) -> assertThat(gauge.value()).isPositive()));
		});
	}

	@Test
	void aClientTellsItsCertificate() {
		this.runner
			.withPropertyValues("tls.clients.upstream.port=1",
					"tls.clients.upstream.key=" + TestPki.client().keyFile().toUri(),
					"tls.clients.upstream.cert=" + TestPki.client().chainFile().toUri())
			.run((context) -> assertThat(context.getBean(MeterRegistry.class)
				.get(TlsMeters.CERTIFICATE_EXPIRY)
				.tags("endpoint", "upstream")
				.gauge()
				.value()).isPositive());
	}

	@Test
	void oneOfSeveralRegistriesIsTheirComposite() {
		this.runner.withBean("one", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("other", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
				connect(context);
				assertThat(context.getBean("one", MeterRegistry.class).get(TlsMeters.HANDSHAKES).timer().count())
					.isEqualTo(1);
				assertThat(context.getBean("other", MeterRegistry.class).get(TlsMeters.HANDSHAKES).timer().count())
					.isEqualTo(1);
			});
	}

	@Test
	void prometheusHasHistogramsFromAMillisecondToTenSeconds() {
		this.runner.withConfiguration(AutoConfigurations.of(PrometheusMetricsExportAutoConfiguration.class))
			.run((context) -> {
				connect(context);
				String scraped = context.getBean(PrometheusMeterRegistry.class).scrape();
				assertThat(scraped.lines().filter((line) -> line.startsWith("tls_handshakes_seconds_bucket{")))
					.hasSizeBetween(20, 70)
					.anyMatch((line) -> line.contains("le=\"0.001\""))
					.anyMatch((line) -> line.contains("le=\"10.0\""))
					.anyMatch((line) -> line.contains("le=\"+Inf\""));
				assertThat(scraped).contains("tls_connections_total{endpoint=\"echo\",outcome=\"accepted\"")
					.contains("tls_bytes_total{")
					.contains("tls_certificate_expiry_seconds{")
					.contains("tls_handshakes_pending{")
					.contains("tls_connections_active{");
			});
	}

	@Test
	void withoutPrometheusThereIsNoHistogram() {
		this.runner.run((context) -> {
			connect(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get(TlsMeters.HANDSHAKES).timer().takeSnapshot().histogramCounts()).isEmpty();
			assertThat(registry.find("tls.handshakes.histogram").meters()).isEmpty();
		});
	}

	@Test
	void maxContextsIsApplied() {
		this.runner.withPropertyValues("tls.metrics.max-contexts=0").run((context) -> {
			connect(context);
			assertThat(context.getBean(MeterRegistry.class).get(TlsMeters.HANDSHAKES).timer().getId().getTags())
				.contains(Tag.of("context", "other"));
		});
	}

	@Test
	void thereIsNothingWithoutARegistry() {
		this.plain.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TlsMetrics.class));
	}

	@Test
	void thereIsNothingWithoutMicrometer() {
		this.plain.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(TlsMetricsAutoConfiguration.class);
			connect(context);
		});
	}

	@Test
	void itMayBeSwitchedOff() {
		this.runner.withPropertyValues("tls.metrics.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(TlsMetrics.class);
			connect(context);
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("tls."));
		});
	}

	private static void connect(AssertableApplicationContext context) {
		int port = context.getBean(TlsServers.class).get("echo").address().getPort();
		try (JdkConnection connection = JdkClient.to(port).trust(TestPki.ca()).connect()) {
			Await.until("a connection", () -> context.getBean(TlsServers.class).get("echo").connections() == 1);
			if (context.getBeanNamesForType(TlsMetrics.class).length > 0) {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Await.until("it is counted",
						() -> registry.find(TlsMeters.HANDSHAKES)
							.timers()
							.stream()
							.anyMatch(TlsMetricsAutoConfigurationTests::used));
			}
		}
	}

	private static boolean used(Timer timer) {
		return timer.count() > 0;
	}

}
