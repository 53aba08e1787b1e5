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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.tlsboot.client.ReactorTlsClient;
import io.tlsboot.client.TlsClients;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.StartTlsDialect;
import io.tlsboot.material.MaterialException;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Makes the clients that the properties declare, with their contexts, so that a bad one
 * fails the start.
 */
class TlsClientsFactory {

	private final TlsProperties properties;

	private final SecureContexts contexts;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	private final ReactorTlsClient.Collaborators collaborators;

	private final ListableBeanFactory beans;

	TlsClientsFactory(TlsProperties properties, SecureContexts contexts, BundleSources bundles,
			DevelopmentIdentity development, ReactorTlsClient.Collaborators collaborators, ListableBeanFactory beans) {
		this.properties = properties;
		this.contexts = contexts;
		this.bundles = bundles;
		this.development = development;
		this.collaborators = collaborators;
		this.beans = beans;
	}

	TlsClients clients(Set<String> declared) {
		List<ReactorTlsClient> clients = new ArrayList<>();
		try {
			EndpointNames.check("tls.clients", "clients", declared, this.properties.getClients().keySet());
			this.properties.getClients().forEach((name, client) -> clients.add(client(name, client)));
		}
		catch (RuntimeException ex) {
			clients.forEach(ReactorTlsClient::close);
			throw ex;
		}
		return new TlsClients(clients, (spec) -> new ReactorTlsClient(spec, this.contexts, this.collaborators));
	}

	private ReactorTlsClient client(String name, TlsClientProperties client) {
		TlsProvider provider = this.properties.getProvider();
		try {
			StartTlsSpec startTls = new PropertiesStartTls(name, "tls.clients." + name + ".", client, this.beans)
				.toSpec(StartTlsDialect::client);
			ReactorTlsClient made = new ReactorTlsClient(
					new PropertiesTlsClientSpec(name, client, provider, this.bundles, this.development)
						.toSpec(startTls),
					this.contexts, this.collaborators);
			this.bundles.follow(Stream.of(client.getBundle()), made::storesChanged);
			// It may have changed since the context was built.
			made.storesChanged();
			return made;
		}
		catch (ContextException | MaterialException ex) {
			throw StartFailures.ofClient(name, client).explain(ex);
		}
	}

}
