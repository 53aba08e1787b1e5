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

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.tlsboot.client.TlsClientCustomizer;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code tls.allocator} reaches the channels of servers and clients, and the user's
 * customizers come after it.
 */
class AllocatorPropertyTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsClientAutoConfiguration.class, TlsEventAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withUserConfiguration(Witness.class)
		.withInitializer(Yaml.of(FailedStart.ECHO + FailedStart.identity(TestPki.server())
				+ "  clients:\n    upstream:\n      ca: " + TestPki.ca().certFile() + "\n      port: 1\n"));

	@Test
	void bothTakeFromThePool() {
		assertAllocators(this.runner, PooledByteBufAllocator.DEFAULT);
	}

	@Test
	void bothTakeWhatNettyChooses() {
		assertThat(ByteBufAllocator.DEFAULT).isNotSameAs(PooledByteBufAllocator.DEFAULT);
		assertAllocators(this.runner.withPropertyValues("tls.allocator=netty"), ByteBufAllocator.DEFAULT);
	}

	@Test
	void customizersHaveTheLastWord() {
		assertAllocators(this.runner.withUserConfiguration(Unpooled.class).withPropertyValues("tls.allocator=netty"),
				UnpooledByteBufAllocator.DEFAULT);
	}

	private static void assertAllocators(ApplicationContextRunner runner, ByteBufAllocator expected) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			int port = context.getBean(TlsServers.class).get("echo").address().getPort();
			SecureConnection connection = context.getBean(TlsClients.class)
				.get("upstream")
				.connect("localhost", port)
				.blockOptional(LIMIT)
				.orElseThrow();
			connection.destroy();
			assertThat(context.getBean(Witness.class).servers).containsExactly(expected);
			assertThat(context.getBean(Witness.class).clients).containsExactly(expected);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Witness {

		final List<ByteBufAllocator> servers = new CopyOnWriteArrayList<>();

		final List<ByteBufAllocator> clients = new CopyOnWriteArrayList<>();

		@Bean
		SecureConnectionHandler echo() {
			return (connection) -> connection.send(connection.receive().retain());
		}

		@Bean
		TlsServerCustomizer serverWitness() {
			return (spec, server) -> server
				.doOnChannelInit((observer, channel, remote) -> this.servers.add(channel.alloc()));
		}

		@Bean
		TlsClientCustomizer clientWitness() {
			return (spec, client) -> client
				.doOnChannelInit((observer, channel, remote) -> this.clients.add(channel.alloc()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unpooled {

		@Bean
		TlsServerCustomizer unpooledServer() {
			return (spec, server) -> server.childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
		}

		@Bean
		TlsClientCustomizer unpooledClient() {
			return (spec, client) -> client.option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
		}

	}

}
