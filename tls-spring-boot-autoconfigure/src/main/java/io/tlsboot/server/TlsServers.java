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

package io.tlsboot.server;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The servers of an application by name.
 */
public final class TlsServers {

	private final Map<String, TlsServer> servers = new LinkedHashMap<>();

	/**
	 * Collect servers.
	 * @param servers the servers, in the order in which they start
	 */
	public TlsServers(Collection<? extends TlsServer> servers) {
		servers.forEach((server) -> this.servers.put(server.name(), server));
	}

	/**
	 * Return a server.
	 * @param name its name as configured
	 * @return the server
	 * @throws IllegalArgumentException when there is none of this name
	 */
	public TlsServer get(String name) {
		TlsServer server = this.servers.get(name);
		if (server == null) {
			throw new IllegalArgumentException(
					"There is no TLS server '" + name + "'; there are " + this.servers.keySet());
		}
		return server;
	}

	/**
	 * Return all servers.
	 * @return the servers in the order in which they start
	 */
	public Collection<TlsServer> all() {
		return java.util.Collections.unmodifiableCollection(this.servers.values());
	}

}
