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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SessionStatistics;
import io.tlsboot.event.TlsEvent;
import io.tlsboot.event.TlsServerListeningEvent;
import io.tlsboot.metrics.TlsMeters;
import io.tlsboot.server.ConnectionRecorder;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServerListener;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.warmup.WarmUp;
import io.tlsboot.warmup.WarmUpListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The warm-up of an application: whatever watches the application sees nothing of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpApplicationTests {

	private final ConnectionRecorder warmUp = new ConnectionRecorder();

	private final ConnectionRecorder heard = new ConnectionRecorder();

	private final List<TlsEvent> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger ended = new AtomicInteger();

	private final AtomicInteger contexts = new AtomicInteger();

	private final AtomicInteger binds = new AtomicInteger();

	private final AtomicInteger listening = new AtomicInteger();

	private final ApplicationContextRunner empty = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsMetricsAutoConfiguration.class, TlsServerAutoConfiguration.class,
				TlsEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=tls")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean("events", ApplicationListener.class, () -> new Events(this.events))
		.withBean("heard", ConnectionListener.class, () -> this.heard)
		.withBean("contexts", SecureContextCustomizer.class, () -> (spec, builder) -> this.contexts.incrementAndGet())
		.withBean("binds", TlsServerCustomizer.class, () -> (spec, server) -> {
			this.binds.incrementAndGet();
			return server;
		})
		.withBean("listening", TlsServerListener.class, () -> new TlsServerListener() {
			@Override
			public void listening(TlsServer server) {
				WarmUpApplicationTests.this.listening.incrementAndGet();
			}
		})
		.withBean("recorder", WarmUpListener.Source.class,
				() -> () -> new WarmUpListener(this.warmUp, this.ended::incrementAndGet));

	private final ApplicationContextRunner servers = this.empty
		.withBean("echo", SecureConnectionHandler.class,
				() -> (connection) -> connection.send(connection.receive().retain()))
		.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server())
				+ "      max-connections: 1\n      max-pending-handshakes: 1\n"));

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "openssl", "jdk" })
	void leavesNoTrace(String provider, CapturedOutput output) {
		this.servers.withPropertyValues("tls.provider=" + provider).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.warmUp.secured()).isNotEmpty();
			assertThat(this.warmUp.ends()).hasSameSizeAs(this.warmUp.secured());
			assertThat(this.ended).hasValue(1);
			assertThat(this.contexts).hasValue(1);
			assertThat(this.binds).hasValue(1);
			assertThat(this.listening).hasValue(1);
			nothingHappened(context);
			TlsServer server = context.getBean(TlsServers.class).get("echo");
			assertThat(server.connections()).isZero();
			assertThat(server.pendingHandshakes()).isZero();
			OpenSslClient.to(server.address().getPort()).exchange("hello\n", "hello");
			Await.untilAsserted(() -> assertThat(this.heard.ends()).hasSize(1));
			assertThat(this.heard.secured()).singleElement()
				.satisfies((connection) -> assertThat(connection.sessionReused()).isFalse());
		});
		assertThat(output).doesNotContain("warm").doesNotContain("WARN").doesNotContain("ERROR");
	}

	private void nothingHappened(AssertableApplicationContext context) {
		assertThat(this.heard.accepted()).isZero();
		assertThat(this.heard.secured()).isEmpty();
		assertThat(this.heard.failures()).isEmpty();
		Await.untilAsserted(() -> assertThat(this.events).hasSize(1));
		assertThat(this.events).hasOnlyElementsOfType(TlsServerListeningEvent.class);
		assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting(Meter::getId)
			.noneMatch((id) -> "warm-up".equals(id.getTag("endpoint")));
		assertThat(context.getBean(MeterRegistry.class).find(TlsMeters.BYTES).functionCounters())
			.allSatisfy((bytes) -> assertThat(bytes.count()).isZero());
		assertThat(context.getBean(MeterRegistry.class).find("tls.handshakes").timers()).isEmpty();
		EndpointDescriptor described = context.getBean(TlsEndpoint.class).endpoint("echo", null, null, null, null);
		assertThat(described).isNotNull();
		assertThat(described.handshakes().secured()).isZero();
		assertThat(described.handshakes().failed()).isZero();
		assertThat(context.getBean(TlsEndpoint.class).endpoint("warm-up", null, null, null, null)).isNull();
		TlsServer server = context.getBean(TlsServers.class).get("echo");
		assertThat(server.builtContexts()).singleElement()
			.satisfies((built) -> assertThat(built.sessionStatistics()).isIn(null, SessionStatistics.ZERO));
	}

	@Test
	void tellsNoSecrets() {
		Path keyLog = this.directory.resolve("keys.log");
		this.servers.withPropertyValues("tls.provider=openssl", "tls.key-log-file=" + keyLog).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.warmUp.secured()).isNotEmpty();
		});
		assertThat(content(keyLog)).isEmpty();
	}

	@Test
	void endsItsThreads() {
		Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
		this.servers.run((context) -> {
			assertThat(this.warmUp.secured()).isNotEmpty();
			Await.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread))
				.noneMatch((thread) -> thread.getName().startsWith("tls-handshake")));
		});
	}

	@Test
	void canBeSwitchedOff() {
		this.servers.withPropertyValues("tls.warm-up.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(WarmUp.class);
			assertThat(context.getBean(TlsServers.class).get("echo").listening()).isTrue();
		});
		assertThat(this.warmUp.accepted()).isZero();
		assertThat(this.ended).hasValue(0);
	}

	@Test
	void withoutServersThereIsNone() {
		Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
		this.empty.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(WarmUp.class);
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.noneMatch((thread) -> thread.getName().matches("(tls|reactor|boundedElastic)-.*"));
		});
		assertThat(this.ended).hasValue(0);
	}

	@Test
	void failureOfItDoesNotFailTheStart(CapturedOutput output) {
		this.servers.withBean("broken", WarmUpListener.Source.class, () -> () -> {
			throw new IllegalStateException("broken");
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			OpenSslClient.to(context.getBean(TlsServers.class).get("echo").address().getPort())
				.exchange("hello\n", "hello");
		});
		assertThat(this.warmUp.accepted()).isZero();
		assertThat(output).doesNotContain("broken");
	}

	@ParameterizedTest
	@CsvSource({ "handshakes, 0, It is not above zero., Use 1 or more",
			"max-time, 0s, The time is not above zero., Use a millisecond or more" })
	void boundsThatAreNone(String key, String value, String problem, String action) {
		this.servers.withPropertyValues("tls.warm-up." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(TlsConfigurationException.class, (failure) -> {
					assertThat(failure.property()).isEqualTo("tls.warm-up." + key);
					assertThat(failure.problem()).isEqualTo(problem);
					assertThat(failure.action())
						.isEqualTo(action + ", or 'tls.warm-up.enabled: false' for no warm-up.");
				}));
	}

	private static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Remembers events.
	 *
	 * @param all what was heard
	 */
	private record Events(List<TlsEvent> all) implements ApplicationListener<TlsEvent> {

		@Override
		public void onApplicationEvent(TlsEvent event) {
			this.all.add(event);
		}

	}

}
