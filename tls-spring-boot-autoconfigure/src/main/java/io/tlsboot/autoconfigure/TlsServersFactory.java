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

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialException;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServerListener;
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

	private final List<ConnectionListener> connectionListeners;

	private final List<TlsServerListener> serverListeners;

	private final List<SecureContextCustomizer> contextCustomizers;

	private final List<TlsServerCustomizer> serverCustomizers;

	TlsServersFactory(TlsProperties properties, SecureContexts contexts, HandlerBeans handlers, BundleSources bundles,
			DevelopmentIdentity development, HandshakeTasks tasks, List<ConnectionListener> connectionListeners,
			List<TlsServerListener> serverListeners, List<SecureContextCustomizer> contextCustomizers,
			List<TlsServerCustomizer> serverCustomizers) {
		this.properties = properties;
		this.contexts = contexts;
		this.handlers = handlers;
		this.bundles = bundles;
		this.development = development;
		this.tasks = tasks;
		this.connectionListeners = connectionListeners;
		this.serverListeners = serverListeners;
		this.contextCustomizers = contextCustomizers;
		this.serverCustomizers = serverCustomizers;
	}

	TlsServers servers() {
		ConnectionListener listener = new ConnectionListeners(this.connectionListeners);
		List<TlsServer> servers = new ArrayList<>();
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
			List<TlsServerListener> listeners = new ArrayList<>(this.serverListeners);
			if (server.isDevelopmentCertificate()) {
				listeners.add(new DevelopmentAnnouncement(this.development));
			}
			return new ReactorTlsServer(spec, this.contexts,
					new ReactorTlsServer.Collaborators(this.handlers.find(name, server.getHandler()), listener,
							List.copyOf(listeners), this.contextCustomizers, this.serverCustomizers, this.tasks));
		}
		catch (ContextException ex) {
			throw StartFailures.of("tls.servers." + name + ".", ex);
		}
		catch (MaterialException ex) {
			throw StartFailures.of("tls.servers." + name + ".", ex);
		}
	}

}
