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

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.observation.DefaultTlsHandshakeObservationConvention;
import io.tlsboot.observation.ObservedHandshakes;
import io.tlsboot.server.TlsServers;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TlsObservationAutoConfiguration} with servers of the properties.
 */
class TlsObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TlsAutoConfiguration.class,
				TlsObservationAutoConfiguration.class, TlsServerAutoConfiguration.class))
		.withPropertyValues("tls.servers.echo.port=0", "tls.servers.echo.host=127.0.0.1",
				"tls.servers.echo.key=" + TestPki.server().keyFile().toUri(),
				"tls.servers.echo.cert=" + TestPki.server().chainFile().toUri())
		.withBean("echo", SecureConnectionHandler.class, () -> (connection) -> connection.receive().then());

	@Test
	void itIsOffUnlessItIsWanted() {
		this.runner.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> assertThat(context).doesNotHaveBean(ObservedHandshakes.class));
	}

	@Test
	void itNeedsARegistry() {
		this.runner.withPropertyValues("tls.observations.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservedHandshakes.class));
	}

	@Test
	void itNeedsMicrometer() {
		this.runner.withPropertyValues("tls.observations.enabled=true")
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TlsObservationAutoConfiguration.class));
	}

	@Test
	void theRegistryOfBootIsTaken() {
		this.runner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withPropertyValues("tls.observations.enabled=true")
			.run((context) -> {
				assertThat(context).hasSingleBean(ObservedHandshakes.class);
				assertThat(context).hasSingleBean(ObservationRegistry.class);
				connect(context);
			});
	}

	@Test
	void aHandshakeIsObservedByTheConventionOfTheUser() {
		this.runner.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.withBean(OwnConvention.class)
			.withPropertyValues("tls.observations.enabled=true")
			.run((context) -> {
				connect(context);
				TestObservationRegistry registry = context.getBean(TestObservationRegistry.class);
				Await.untilAsserted(() -> TestObservationRegistryAssert.assertThat(registry)
					.hasObservationWithNameEqualTo("own.handshake")
					.that()
					.hasBeenStopped());
			});
	}

	private static void connect(AssertableApplicationContext context) {
		int port = context.getBean(TlsServers.class).get("echo").address().getPort();
		JdkClient.to(port).trust(TestPki.ca()).connect().close();
	}

	static class OwnConvention extends DefaultTlsHandshakeObservationConvention {

		@Override
		public String getName() {
			return "own.handshake";
		}

	}

}
