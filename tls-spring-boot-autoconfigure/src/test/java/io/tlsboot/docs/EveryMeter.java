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

package io.tlsboot.docs;

import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tlsboot.autoconfigure.TlsAutoConfiguration;
import io.tlsboot.autoconfigure.TlsClientAutoConfiguration;
import io.tlsboot.autoconfigure.TlsEventAutoConfiguration;
import io.tlsboot.autoconfigure.TlsMetricsAutoConfiguration;
import io.tlsboot.autoconfigure.TlsServerAutoConfiguration;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.metrics.TlsMetrics;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.Verdict;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * An application in which everything that meters count has happened: real connections,
 * and each reason of failure told by name.
 */
final class EveryMeter {

	private static final String HELLO = "hello";

	private EveryMeter() {
	}

	/**
	 * Run it and return what Prometheus gets from it.
	 */
	static String scrape() {
		AtomicReference<String> scrape = new AtomicReference<>("");
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
					TlsEventAutoConfiguration.class, TlsMetricsAutoConfiguration.class,
					TlsClientAutoConfiguration.class, TlsServerAutoConfiguration.class, MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class))
			.withPropertyValues("tls.servers.echo.port=0", "tls.servers.echo.host=127.0.0.1",
					"tls.servers.echo.key=" + TestPki.server().keyFile().toUri(),
					"tls.servers.echo.cert=" + TestPki.server().chainFile().toUri(),
					"tls.servers.echo.ca=" + TestPki.ca().certFile().toUri(), "tls.servers.echo.request-cert=true",
					"tls.servers.echo.reject-unauthorized=false", "tls.clients.echo.port=1",
					"tls.clients.echo.ca=" + TestPki.ca().certFile().toUri())
			.withBean("echo", SecureConnectionHandler.class,
					() -> (connection) -> connection.send(connection.receive().retain()))
			.run((context) -> {
				int port = context.getBean(TlsServers.class).get("echo").address().getPort();
				JdkClient client = JdkClient.to(port).trust(TestPki.ca()).identity(TestPki.client());
				exchange(client);
				exchange(client);
				SecureConnection dialled = context.getBean(TlsClients.class)
					.get("echo")
					.connect("localhost", port)
					.block(Await.LIMIT);
				Objects.requireNonNull(dialled).close().block(Await.LIMIT);
				fail(context.getBean(TlsMetrics.class));
				awaitMeters(context);
				scrape.set(context.getBean(PrometheusMeterRegistry.class).scrape());
			});
		return scrape.get();
	}

	private static void exchange(JdkClient client) {
		try (JdkConnection connection = client.connect()) {
			connection.write(HELLO).read(HELLO.length());
		}
	}

	private static void fail(TlsMetrics metrics) {
		for (HandshakeFailureReason reason : HandshakeFailureReason.values()) {
			metrics.accepted(Role.SERVER, "echo");
			metrics.handshakeFailed(new FailedHandshake(Role.SERVER, "echo", null, null,
					new HandshakeFailure(reason, null, null, Verdict.NO_CERTIFICATE, null, null, null, 1_000_000)));
		}
		metrics.accepted(Role.SERVER, "echo");
		metrics.rejected(Role.SERVER, "echo", null, "max-connections");
		ContextReload.Target target = new ContextReload.Target(Role.SERVER, "echo");
		metrics.contextReloaded(ContextReload.done(target, "default", EnumSet.allOf(MaterialChange.class)));
		metrics.contextReloaded(ContextReload.refused(target, "default", new IllegalStateException()));
	}

	private static void awaitMeters(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		Await.until("certificates and ends of connections",
				() -> registry.find(TlsMeters.CERTIFICATE_EXPIRY).gauge() != null
						&& registry.find(TlsMeters.CONNECTION_DURATION)
							.timers()
							.stream()
							.mapToLong((timer) -> timer.count())
							.sum() == 4);
	}

}
