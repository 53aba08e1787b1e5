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

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServerListener;
import io.tlsboot.server.TlsServers;
import io.tlsboot.warmup.WarmUp;
import io.tlsboot.warmup.WarmUpListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the servers that the properties declare. Without any it makes
 * nothing.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnTlsServers
public final class TlsServerAutoConfiguration {

	@Bean
	LocalPorts tlsLocalPorts(ConfigurableEnvironment environment) {
		return new LocalPorts(environment);
	}

	@Bean
	TlsServerExtensions tlsServerExtensions(ObjectProvider<ConnectionListener> connectionListeners,
			ObjectProvider<TlsServerListener> serverListeners,
			ObjectProvider<SecureContextCustomizer> contextCustomizers,
			ObjectProvider<TlsServerCustomizer> serverCustomizers, TlsProperties properties) {
		return new TlsServerExtensions(connectionListeners.orderedStream().toList(),
				serverListeners.orderedStream().toList(), contextCustomizers.orderedStream().toList(),
				AllocatorCustomizers.servers(properties.getAllocator(), serverCustomizers.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnMissingBean
	TlsServers tlsServers(TlsProperties properties, SecureContexts contexts, ConfigurableListableBeanFactory beans,
			SslBundles bundles, DevelopmentIdentity development, HandshakeTasks tasks, TlsServerExtensions extensions,
			Environment environment) {
		return new TlsServersFactory(properties, contexts, beans,
				new BundleSources(bundles, beans.getBeanClassLoader()), development, tasks, extensions)
			.servers(new DeclaredNames(environment));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "tls.warm-up.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean
	WarmUp tlsWarmUp(TlsProperties properties, MaterialLoader loader, ObjectProvider<WarmUpListener.Source> listeners) {
		return PropertiesWarmUp.of(properties.getWarmUp(), loader, listeners.orderedStream().toList());
	}

	@Bean
	TlsServerStartStopLifecycle tlsServerStartStopLifecycle(TlsServers servers, TlsProperties properties,
			@Nullable WarmUp warmUp) {
		return new TlsServerStartStopLifecycle(servers, (name, failure) -> {
			TlsServerProperties server = properties.getServers().get(name);
			return (server != null) ? StartFailures.ofServer(name, server).explain(failure) : failure;
		}, (warmUp != null) ? () -> warmUp.run(servers.all()) : () -> {
		});
	}

	@Bean
	TlsServerGracefulShutdownLifecycle tlsServerGracefulShutdownLifecycle(TlsServers servers) {
		return new TlsServerGracefulShutdownLifecycle(servers);
	}

}
