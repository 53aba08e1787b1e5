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

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import io.tlsboot.connection.SecureConnectionHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the handler bean of a server.
 */
class HandlerBeans {

	private static final String NONE = "none";

	private final ListableBeanFactory beans;

	HandlerBeans(ListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Find the handler of a server.
	 * @param server the name of the server
	 * @param handler the property, or {@code null} when it is not set
	 * @return the handler, or {@code null} when listeners own the connections
	 */
	@Nullable SecureConnectionHandler find(String server, @Nullable String handler) {
		if (NONE.equals(handler)) {
			return null;
		}
		String wanted = (handler != null) ? handler : server;
		String[] names = this.beans.getBeanNamesForType(SecureConnectionHandler.class);
		Map<String, SecureConnectionHandler> found = new java.util.LinkedHashMap<>();
		for (String name : names) {
			if (name.equals(wanted)) {
				return this.beans.getBean(name, SecureConnectionHandler.class);
			}
			if (canonical(name).equals(canonical(wanted))) {
				found.put(name, this.beans.getBean(name, SecureConnectionHandler.class));
			}
		}
		if (found.size() == 1) {
			return found.values().iterator().next();
		}
		throw new TlsConfigurationException("tls.servers." + server + ((handler != null) ? ".handler" : ""),
				"There is no SecureConnectionHandler bean '" + wanted + "'; there "
						+ ((names.length == 0) ? "are none at all." : "are " + Arrays.toString(names) + "."),
				"Declare a bean '" + wanted
						+ "' of type io.tlsboot.connection.SecureConnectionHandler, or set 'tls.servers." + server
						+ ".handler' to another bean's name, or to 'none' when a listener of the "
						+ "SecureConnectionEvent serves the connections.",
				null);
	}

	private static String canonical(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

}
