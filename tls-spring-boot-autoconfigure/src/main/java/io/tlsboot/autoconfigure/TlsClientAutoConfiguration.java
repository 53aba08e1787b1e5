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

import io.tlsboot.client.ReactorTlsClient;
import io.tlsboot.client.TlsClientCustomizer;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ReloadListener;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the clients that the properties declare. Without any it makes
 * nothing.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnTlsClients
public final class TlsClientAutoConfiguration {

	@Bean
	static TlsClientBeans tlsClientBeans(Environment environment, ConfigurableListableBeanFactory beans) {
		return new TlsClientBeans(environment, beans);
	}

	@Bean
	ReactorTlsClient.Collaborators tlsClientCollaborators(ObjectProvider<ServerIdentityVerifier> identity,
			ObjectProvider<ConnectionListener> connectionListeners,
			ObjectProvider<SecureContextCustomizer> contextCustomizers,
			ObjectProvider<TlsClientCustomizer> clientCustomizers, HandshakeTasks tasks,
			ObjectProvider<ReloadListener> reloadListeners, TlsProperties properties) {
		return new ReactorTlsClient.Collaborators(identity.getIfAvailable(() -> ServerIdentityVerifier.STANDARD),
				new ConnectionListeners(connectionListeners.orderedStream().toList()),
				contextCustomizers.orderedStream().toList(),
				AllocatorCustomizers.clients(properties.getAllocator(), clientCustomizers.orderedStream().toList()),
				tasks, new AllReloadListeners(reloadListeners));
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	TlsClients tlsClients(TlsProperties properties, SecureContexts contexts, SslBundles bundles,
			DevelopmentIdentity development, ReactorTlsClient.Collaborators collaborators, Environment environment,
			ConfigurableListableBeanFactory beans) {
		return new TlsClientsFactory(properties, contexts, new BundleSources(bundles, beans.getBeanClassLoader()),
				development, collaborators, beans)
			.clients(new DeclaredNames(environment).below("tls.clients"));
	}

}
