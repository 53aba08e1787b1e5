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

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialException;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.TlsServerCollaborators;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.server.TlsServers;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Makes the servers that the properties declare.
 */
class TlsServersFactory {

	private final TlsProperties properties;

	private final SecureContexts contexts;

	private final ListableBeanFactory beans;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	private final HandshakeTasks tasks;

	private final TlsServerExtensions extensions;

	TlsServersFactory(TlsProperties properties, SecureContexts contexts, ListableBeanFactory beans,
			BundleSources bundles, DevelopmentIdentity development, HandshakeTasks tasks,
			TlsServerExtensions extensions) {
		this.properties = properties;
		this.contexts = contexts;
		this.beans = beans;
		this.bundles = bundles;
		this.development = development;
		this.tasks = tasks;
		this.extensions = extensions;
	}

	/**
	 * Make the servers.
	 * @param declared names what is declared
	 */
	TlsServers servers(DeclaredNames declared) {
		Set<String> names = this.properties.getServers().keySet();
		EndpointNames.check("tls.servers", "servers", declared.below("tls.servers"), names);
		ConnectionListener listener = new ConnectionListeners(this.extensions.connectionListeners());
		ServerChoices choices = new ServerChoices(this.beans, names);
		List<TlsServer> servers = new ArrayList<>();
		this.properties.getServers()
			.forEach((name, server) -> servers.add(server(name, server, listener, choices, declared)));
		return new TlsServers(servers);
	}

	private TlsServer server(String name, TlsServerProperties server, ConnectionListener listener,
			ServerChoices choices, DeclaredNames declared) {
		try {
			PropertiesTlsServerSpec properties = new PropertiesTlsServerSpec(name, server,
					this.properties.getProvider(), this.bundles, this.development);
			properties.checkName();
			StartTlsSpec startTls = new PropertiesStartTls(name, "tls.servers." + name + ".", server, this.beans)
				.toSpec((dialect) -> dialect.server(LocalHost.name()));
			TlsServerSpec spec = properties.toSpec(choices.session(name, server), declared, startTls);
			TlsServerExtensions all = usesDevelopmentCertificate(server)
					? this.extensions.with(new DevelopmentAnnouncement(this.development, server.getStartTlsDialect()))
					: this.extensions;
			ReactorTlsServer made = new ReactorTlsServer(spec, this.contexts,
					new TlsServerCollaborators(new HandlerBeans(this.beans).find(name, server.getHandler()), listener,
							all.serverListeners(), all.contextCustomizers(), all.serverCustomizers(),
							choices.find(name, server), this.tasks));
			this.bundles.follow(Stream.concat(Stream.of(server), server.getSni().values().stream())
				.map(TlsContextProperties::getBundle), made::storesChanged);
			return made;
		}
		catch (ContextException | MaterialException ex) {
			throw StartFailures.ofServer(name, server).explain(ex);
		}
	}

	private static boolean usesDevelopmentCertificate(TlsServerProperties server) {
		return server.isDevelopmentCertificate()
				|| server.getSni().values().stream().anyMatch(TlsContextProperties::isDevelopmentCertificate);
	}

}
