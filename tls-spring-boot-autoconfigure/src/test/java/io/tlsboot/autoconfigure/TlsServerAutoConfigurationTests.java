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

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.netty.handler.ssl.SslContextBuilder;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.event.TlsEventPublisher;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServerListener;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

class TlsServerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class));

	private final ApplicationContextRunner servers = this.runner.withUserConfiguration(Handlers.class)
		.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server())));

	@Test
	void withoutServersNothingRuns() {
		Set<String> before = threads();
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SecureContexts.class).doesNotHaveBean(TlsServers.class);
			assertThat(context).doesNotHaveBean(TlsServerStartStopLifecycle.class);
			Set<String> after = threads();
			after.removeAll(before);
			assertThat(after).isEmpty();
		});
	}

	@Test
	void emptyServersAreNone() {
		this.runner.withInitializer(Yaml.of("tls:\n  servers:\n"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TlsServers.class));
	}

	@Test
	void serverEchoes() {
		this.servers.run((context) -> {
			assertThat(context).hasNotFailed();
			TlsServer server = context.getBean(TlsServers.class).get("echo");
			assertThat(server.listening()).isTrue();
			assertThat(server.address().getPort()).isPositive();
			OpenSslClient.to(server.address().getPort()).exchange("hello\n", "hello");
		});
	}

	@Test
	void closedContextFreesPort() {
		TlsServer[] server = new TlsServer[1];
		int[] port = new int[1];
		this.servers.run((context) -> {
			server[0] = context.getBean(TlsServers.class).get("echo");
			port[0] = server[0].address().getPort();
		});
		assertThat(server[0].listening()).isFalse();
		assertThat(Ports.refused(port[0])).isTrue();
		Await.untilAsserted(() -> assertThat(threads()).doesNotContain("tls-servers"));
	}

	@Test
	void contextMayStopAndStart() {
		this.servers.run((context) -> {
			TlsServer server = context.getBean(TlsServers.class).get("echo");
			context.getSourceApplicationContext().stop();
			assertThat(server.listening()).isFalse();
			assertThat(context.getEnvironment().getProperty("local.tls.echo.port")).isNull();
			context.getSourceApplicationContext().start();
			OpenSslClient.to(context.getEnvironment().getRequiredProperty("local.tls.echo.port", Integer.class))
				.exchange("again\n", "again");
		});
	}

	@Test
	void portIsPublished() {
		this.servers.withUserConfiguration(PortUser.class).run((context) -> {
			int port = context.getBean(TlsServers.class).get("echo").address().getPort();
			assertThat(context.getEnvironment().getProperty("local.tls.echo.port")).isEqualTo(Integer.toString(port));
			assertThat(context.getBean(PortUser.class).port).isEqualTo(port);
		});
	}

	@Test
	void contextsOfOneProcessDoNotMix() {
		this.servers.run((first) -> this.servers.run((second) -> {
			String one = first.getEnvironment().getProperty("local.tls.echo.port");
			String two = second.getEnvironment().getProperty("local.tls.echo.port");
			assertThat(one).isNotNull().isNotEqualTo(two);
			OpenSslClient.to(Integer.parseInt(one)).exchange("one\n", "one");
			OpenSslClient.to(Integer.parseInt(two)).exchange("two\n", "two");
		}));
	}

	@Test
	void customizersAndListenersAreCalledInOrder() {
		this.servers.withUserConfiguration(Extensions.class).run((context) -> {
			Calls calls = context.getBean(Calls.class);
			assertThat(calls.all).containsExactly("context 1", "context 2", "server 1", "server 2", "listening 1",
					"listening 2");
			OpenSslClient.to(context.getBean(TlsServers.class).get("echo").address().getPort())
				.exchange("hello\n", "hello");
			Await.untilAsserted(() -> assertThat(calls.all).endsWith("accepted SERVER echo", "secured echo"));
		});
	}

	@Test
	void userBeansReplaceOurs() {
		this.servers.withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context).hasSingleBean(MaterialLoader.class)
				.hasSingleBean(SecureContexts.class)
				.hasSingleBean(TlsServers.class)
				.hasSingleBean(TlsEventPublisher.class);
			assertThat(context.getBean(TlsServers.class)).isSameAs(context.getBean("ownServers"));
			assertThat(context.getBean(TlsEventPublisher.class)).isSameAs(context.getBean("ownPublisher"));
			assertThat(context.getBean(SecureContexts.class)).isSameAs(context.getBean("ownContexts"));
			assertThat(context.getBean(MaterialLoader.class)).isSameAs(context.getBean("ownLoader"));
		});
	}

	@Test
	void serverThatFailsToStartClosesTheOthers() {
		String second = FailedStart.ECHO.replace("tls:\n  servers:\n", "")
			.replace("echo:", "second:")
			.replace("127.0.0.1", "192.0.2.1");
		this.runner.withUserConfiguration(Handlers.class, Ports.class)
			.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server()) + second
					+ FailedStart.identity(TestPki.server()) + "      handler: echo\n"))
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(Ports.LAST).singleElement().satisfies((port) -> assertThat(Ports.refused(port)).isTrue());
				assertThat(threads()).doesNotContain("tls-servers");
			});
	}

	@Test
	void listenerThatFailsHarmsNobody() {
		this.servers.withUserConfiguration(FailingListener.class, Ports.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(Ports.LAST).singleElement()
				.satisfies((port) -> OpenSslClient.to(port).exchange("hello\n", "hello"));
		});
	}

	@Test
	void handlerNoneLeavesConnectionsToListeners() {
		this.runner
			.withInitializer(
					Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server()) + "      handler: none\n"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void hyphensOfNamesMatchBeanNames() {
		this.runner.withUserConfiguration(Handlers.class)
			.withInitializer(
					Yaml.of(FailedStart.ECHO.replace("echo:", "second-echo:") + FailedStart.identity(TestPki.server())))
			.run((context) -> OpenSslClient
				.to(context.getEnvironment().getRequiredProperty("local.tls.second-echo.port", Integer.class))
				.exchange("hello\n", "second hello"));
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter(Thread::isAlive)
			.map(Thread::getName)
			.collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@Bean
		SecureConnectionHandler secondEcho() {
			return (connection) -> connection.sendString("second ")
				.then(connection.send(connection.receive().retain()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Lazy
	static class PortUser {

		@Value("${local.tls.echo.port}")
		int port;

	}

	static class Calls {

		final List<String> all = new CopyOnWriteArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Extensions {

		@Bean
		Calls calls() {
			return new Calls();
		}

		@Bean
		@Order(2)
		TlsServerCustomizer serverTwo(Calls calls) {
			return (spec, server) -> {
				calls.all.add("server 2");
				return server;
			};
		}

		@Bean
		@Order(1)
		TlsServerCustomizer serverOne(Calls calls) {
			return (spec, server) -> {
				calls.all.add("server 1");
				return server;
			};
		}

		@Bean
		@Order(2)
		SecureContextCustomizer contextTwo(Calls calls) {
			return (SecureContextSpec spec, SslContextBuilder builder) -> calls.all.add("context 2");
		}

		@Bean
		@Order(1)
		SecureContextCustomizer contextOne(Calls calls) {
			return (SecureContextSpec spec, SslContextBuilder builder) -> calls.all.add("context 1");
		}

		@Bean
		@Order(2)
		TlsServerListener listenerTwo(Calls calls) {
			return listener("listening 2", calls);
		}

		@Bean
		@Order(1)
		TlsServerListener listenerOne(Calls calls) {
			return listener("listening 1", calls);
		}

		@Bean
		ConnectionListener connectionListener(Calls calls) {
			return new ConnectionListener() {

				@Override
				public void accepted(Role role, String endpoint) {
					calls.all.add("accepted " + role + " " + endpoint);
				}

				@Override
				public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
					calls.all.add("secured " + connection.endpoint());
					return null;
				}

			};
		}

		private static TlsServerListener listener(String text, Calls calls) {
			return new TlsServerListener() {

				@Override
				public void listening(TlsServer server) {
					calls.all.add(text);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingListener {

		@Bean
		@Order(Integer.MIN_VALUE)
		TlsServerListener failing() {
			return new TlsServerListener() {

				@Override
				public void listening(TlsServer server) {
					throw new IllegalStateException("the listener failed");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		MaterialLoader ownLoader() {
			return new MaterialLoader(new DefaultResourceLoader());
		}

		@Bean
		SecureContexts ownContexts(MaterialLoader loader) {
			return new SecureContexts(loader, Clock.systemUTC());
		}

		@Bean
		TlsServers ownServers() {
			return new TlsServers(new ArrayList<>());
		}

		@Bean(destroyMethod = "close")
		TlsEventPublisher ownPublisher(org.springframework.context.ApplicationContext context) {
			return new TlsEventPublisher(context);
		}

	}

}
