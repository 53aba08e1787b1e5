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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.SecureConnectionEvent;
import io.tlsboot.event.TlsEvent;
import io.tlsboot.event.TlsEventPublisher;
import io.tlsboot.event.TlsServerClosedEvent;
import io.tlsboot.event.TlsServerListeningEvent;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TlsEventAutoConfiguration} with servers of the properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class TlsEventAutoConfigurationTests {

	/** Makes a bean that is destroyed before the publisher is. */
	private static final BeanDefinitionCustomizer DEPENDS_ON_PUBLISHER = (definition) -> definition
		.setDependsOn("tlsEventPublisher");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LifecycleAutoConfiguration.class,
				TlsAutoConfiguration.class, TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withPropertyValues("tls.servers.echo.port=0", "tls.servers.echo.host=127.0.0.1",
				"tls.servers.echo.key=" + TestPki.server().keyFile().toUri(),
				"tls.servers.echo.cert=" + TestPki.server().chainFile().toUri(), "tls.servers.echo.handler=none",
				"spring.lifecycle.timeout-per-shutdown-phase=300ms");

	@Test
	void shutdownPublishesTheLastEventsWhileListenersLive(CapturedOutput output) {
		Queue<Object> heard = new ConcurrentLinkedQueue<>();
		this.runner.withBean(Recorder.class, () -> new Recorder(heard), DEPENDS_ON_PUBLISHER).run((context) -> {
			for (int i = 0; i < 20; i++) {
				connect(context);
			}
			Await.until("all connections", () -> heard.size() == 21);
			context.close();
			assertThat(heard.stream().limit(1)).hasOnlyElementsOfType(TlsServerListeningEvent.class);
			assertThat(heard).filteredOn(SecureConnectionEvent.class::isInstance).hasSize(20);
			assertThat(heard.stream().skip(21).limit(20)).hasOnlyElementsOfType(SecureConnectionClosedEvent.class)
				.extracting((event) -> ((SecureConnectionClosedEvent) event).end().cause())
				.containsOnly(ConnectionEnd.Cause.SHUTDOWN);
			List<Object> last = heard.stream().skip(41).toList();
			assertThat(last.get(0)).isInstanceOf(TlsServerClosedEvent.class);
			assertThat(last.get(1)).isEqualTo("destroyed");
			assertThat(last).hasSize(2);
			Await.until("the end of all threads",
					() -> Thread.getAllStackTraces()
						.keySet()
						.stream()
						.noneMatch((thread) -> thread.getName().startsWith("tls-")));
		});
		assertThat(output).doesNotContain("ERROR").doesNotContain(" WARN io.tlsboot.event");
	}

	@Test
	void eventsFlowAgainWhenTheContextStartsAgain() {
		Queue<Object> heard = new ConcurrentLinkedQueue<>();
		this.runner.withBean(Recorder.class, () -> new Recorder(heard), DEPENDS_ON_PUBLISHER).run((context) -> {
			context.stop();
			assertThat(heard).hasSize(2);
			assertThat(heard.stream().skip(1)).hasOnlyElementsOfType(TlsServerClosedEvent.class);
			context.start();
			connect(context);
			Await.until("a connection", () -> heard.size() == 4);
			assertThat(heard.stream().skip(2).limit(1)).hasOnlyElementsOfType(TlsServerListeningEvent.class);
			assertThat(heard.stream().skip(3)).hasOnlyElementsOfType(SecureConnectionEvent.class);
		});
	}

	@Test
	void withHandlerNoneAListenerServes() {
		this.runner.withUserConfiguration(Echo.class).run((context) -> {
			try (JdkConnection client = connect(context).write("hello")) {
				assertThat(client.read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
			}
		});
	}

	@Test
	void aHandlerIsCalledToo() {
		CountDownLatch called = new CountDownLatch(1);
		this.runner.withPropertyValues("tls.servers.echo.handler=served")
			.withBean("served", SecureConnectionHandler.class, () -> (connection) -> {
				called.countDown();
				return Mono.empty();
			})
			.run((context) -> {
				connect(context);
				Await.latch("the handler", called);
			});
	}

	@Test
	void anOwnPublisherReplacesOurs() {
		this.runner.withUserConfiguration(OwnPublisher.class)
			.run((context) -> assertThat(context).hasSingleBean(TlsEventPublisher.class).hasBean("own"));
	}

	@Test
	void withoutServersThereIsAPublisherForPairs() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsEventAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(TlsEventPublisher.class)
				.hasSingleBean(TlsEventLifecycle.class));
	}

	@Test
	void theLastEventsComeAfterTheServersHaveStopped() {
		assertThat(TlsEventLifecycle.PHASE).isLessThan(TlsServerStartStopLifecycle.PHASE)
			.isLessThan(TlsServerGracefulShutdownLifecycle.PHASE);
	}

	private static JdkConnection connect(AssertableApplicationContext context) {
		return JdkClient.to(context.getBean(TlsServers.class).get("echo").address().getPort())
			.trust(TestPki.ca())
			.connect();
	}

	static class Recorder implements DisposableBean {

		private final Queue<Object> heard;

		private final CountDownLatch destroyed = new CountDownLatch(1);

		Recorder(Queue<Object> heard) {
			this.heard = heard;
		}

		@EventListener
		void on(TlsEvent event) throws InterruptedException {
			if (event instanceof TlsServerClosedEvent && this.destroyed.await(300, TimeUnit.MILLISECONDS)) {
				this.heard.add("destroyed while it listened");
			}
			this.heard.add(event);
		}

		@Override
		public void destroy() {
			this.destroyed.countDown();
			this.heard.add("destroyed");
		}

	}

	static class Echo {

		@EventListener
		void on(SecureConnectionEvent event) {
			SecureConnection connection = event.connection();
			connection.send(connection.receive().retain()).then(Mono.defer(connection::close)).subscribe();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		TlsEventPublisher own(org.springframework.context.ApplicationContext context) {
			return new TlsEventPublisher(context);
		}

	}

}
