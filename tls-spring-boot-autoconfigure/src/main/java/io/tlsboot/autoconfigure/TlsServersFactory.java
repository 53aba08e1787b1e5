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
import java.util.Map;
import java.util.Set;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialException;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.server.TlsServers;

/**
 * Makes the servers that the properties declare.
 */
class TlsServersFactory {

	private final TlsProperties properties;

	private final SecureContexts contexts;

	private final HandlerBeans handlers;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	private final HandshakeTasks tasks;

	private final TlsServerExtensions extensions;

	TlsServersFactory(TlsProperties properties, SecureContexts contexts, HandlerBeans handlers, BundleSources bundles,
			DevelopmentIdentity development, HandshakeTasks tasks, TlsServerExtensions extensions) {
		this.properties = properties;
		this.contexts = contexts;
		this.handlers = handlers;
		this.bundles = bundles;
		this.development = development;
		this.tasks = tasks;
		this.extensions = extensions;
	}

	/**
	 * Make the servers.
	 * @param declared the names of all servers that are declared
	 */
	TlsServers servers(Set<String> declared) {
		ConnectionListener listener = new ConnectionListeners(this.extensions.connectionListeners());
		List<TlsServer> servers = new ArrayList<>();
		EndpointNames.check("tls.servers", "servers", declared, this.properties.getServers().keySet());
		for (Map.Entry<String, TlsServerProperties> entry : this.properties.getServers().entrySet()) {
			servers.add(server(entry.getKey(), entry.getValue(), listener));
		}
		return new TlsServers(servers);
	}

	private TlsServer server(String name, TlsServerProperties server, ConnectionListener listener) {
		try {
			TlsServerSpec spec = new PropertiesTlsServerSpec(name, server, this.properties.getProvider(), this.bundles,
					this.development)
				.toSpec();
			TlsServerExtensions all = server.isDevelopmentCertificate()
					? this.extensions.with(new DevelopmentAnnouncement(this.development)) : this.extensions;
			return new ReactorTlsServer(spec, this.contexts,
					new ReactorTlsServer.Collaborators(this.handlers.find(name, server.getHandler()), listener,
							all.serverListeners(), all.contextCustomizers(), all.serverCustomizers(),
							ReactorTlsServer.Choices.NONE, this.tasks));
		}
		catch (ContextException | MaterialException ex) {
			throw new StartFailures("tls.servers." + name + ".", server).explain(ex);
		}
	}

}
