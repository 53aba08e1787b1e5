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

import java.util.List;

import io.tlsboot.connection.SecureConnectionHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the handler bean of a server. Each server needs one of its own name, unless the
 * property says otherwise.
 */
class HandlerBeans {

	private final NamedBeans<SecureConnectionHandler> beans;

	HandlerBeans(ListableBeanFactory beans) {
		this.beans = new NamedBeans<>(beans, SecureConnectionHandler.class);
	}

	/**
	 * Find the handler of a server.
	 * @param server the name of the server
	 * @param handler the property, or {@code null} when it is not set
	 * @return the handler, or {@code null} when listeners own the connections
	 */
	@Nullable SecureConnectionHandler find(String server, @Nullable String handler) {
		if (handler != null && handler.isBlank()) {
			return find(server, null);
		}
		if (NamedBeans.NONE.equals(handler)) {
			return null;
		}
		String wanted = (handler != null) ? handler : server;
		List<String> matches = this.beans.meantBy(wanted);
		if (matches.size() == 1) {
			return this.beans.get(matches.get(0));
		}
		throw failure(server, handler, wanted, matches);
	}

	private TlsConfigurationException failure(String server, @Nullable String handler, String wanted,
			List<String> matches) {
		String property = "tls.servers." + server + ".handler";
		boolean ambiguous = !matches.isEmpty();
		String declare = ambiguous ? "Set"
				: "Declare a bean '" + wanted + "' of type io.tlsboot.connection.SecureConnectionHandler, or set";
		return new TlsConfigurationException((handler != null) ? property : "tls.servers." + server,
				this.beans.problem(wanted, matches),
				declare + " '" + property + "' to the name of " + (ambiguous ? "the one to use." : "another one, or to "
						+ "'none' when a listener of the SecureConnectionEvent serves the connections."),
				null);
	}

}
