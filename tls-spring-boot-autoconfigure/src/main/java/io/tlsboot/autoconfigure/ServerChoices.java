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

import java.util.Set;

import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.sni.SniContextResolver;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the beans of a server that choose in place of its properties, and how its
 * sessions resume.
 */
class ServerChoices {

	private final ServerBeans<SniContextResolver> resolvers;

	private final ServerBeans<AlpnSelector> alpnSelectors;

	private final ServerBeans<TicketKeySource> ticketKeys;

	/**
	 * Create one.
	 * @param beans the beans of the application
	 * @param servers the names of all servers that are declared
	 */
	ServerChoices(ListableBeanFactory beans, Set<String> servers) {
		this.resolvers = new ServerBeans<>(new NamedBeans<>(beans, SniContextResolver.class), "sni-resolver",
				"sni-resolver: none", servers);
		this.alpnSelectors = new ServerBeans<>(new NamedBeans<>(beans, AlpnSelector.class), "alpn-selector",
				"alpn-selector: none", servers);
		this.ticketKeys = new ServerBeans<>(new NamedBeans<>(beans, TicketKeySource.class), "session.ticket-keys.bean",
				"session.ticket-keys.source: generated", servers);
	}

	SessionSpec session(String server, TlsServerProperties properties) {
		return new PropertiesTicketKeys(server, properties.getSession(), this.ticketKeys).toSpec();
	}

	TlsServerChoices find(String server, TlsServerProperties properties) {
		return new TlsServerChoices(this.resolvers.find(server, properties.getSniResolver()),
				this.alpnSelectors.find(server, properties.getAlpnSelector()),
				new PropertiesTicketKeys(server, properties.getSession(), this.ticketKeys).bean());
	}

}
