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

package io.tlsboot.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The clients of an application by name, and the way to make others.
 */
public final class TlsClients implements AutoCloseable {

	private final Map<String, ReactorTlsClient> clients = new LinkedHashMap<>();

	private final Function<TlsClientSpec, ReactorTlsClient> factory;

	/**
	 * Collect clients.
	 * @param clients the clients
	 * @param factory makes further ones
	 */
	public TlsClients(Collection<ReactorTlsClient> clients, Function<TlsClientSpec, ReactorTlsClient> factory) {
		clients.forEach((client) -> this.clients.put(client.name(), client));
		this.factory = factory;
	}

	/**
	 * Return a client.
	 * @param name its name as configured
	 * @return the client
	 * @throws IllegalArgumentException when there is none of this name
	 */
	public TlsClient get(String name) {
		TlsClient client = this.clients.get(name);
		if (client == null) {
			throw new IllegalArgumentException(
					"There is no TLS client '" + name + "'; there are " + this.clients.keySet());
		}
		return client;
	}

	/**
	 * Return all clients that are configured.
	 * @return the clients
	 */
	public Collection<TlsClient> all() {
		return Collections.unmodifiableCollection(this.clients.values());
	}

	/**
	 * Make a client that is not configured. It reads files and must not be called on an
	 * event loop. A client is made once and used for many connections, which resume its
	 * sessions.
	 * @param spec what it is
	 * @return the client; the caller closes it
	 */
	public ReactorTlsClient create(TlsClientSpec spec) {
		return this.factory.apply(spec);
	}

	/**
	 * Give up the contexts of the clients that are configured. Open connections go on.
	 */
	@Override
	public void close() {
		this.clients.values().forEach(ReactorTlsClient::close);
	}

}
