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
import java.util.List;
import java.util.Locale;

import io.tlsboot.connection.SecureConnectionHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Finds the handler bean of a server. Names match as environment variables write them:
 * without regard to case and hyphens.
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
		if (handler != null && handler.isBlank()) {
			return find(server, null);
		}
		if (NONE.equals(handler)) {
			return null;
		}
		String wanted = (handler != null) ? handler : server;
		List<String> names = Arrays.asList(this.beans.getBeanNamesForType(SecureConnectionHandler.class));
		List<String> matches = names.contains(wanted) ? List.of(wanted)
				: names.stream().filter((name) -> canonical(name).equals(canonical(wanted))).toList();
		if (matches.size() == 1) {
			return this.beans.getBean(matches.get(0), SecureConnectionHandler.class);
		}
		throw failure(server, handler, wanted, matches.isEmpty() ? names : matches, !matches.isEmpty());
	}

	private static TlsConfigurationException failure(String server, @Nullable String handler, String wanted,
			List<String> candidates, boolean ambiguous) {
		String property = "tls.servers." + server + ".handler";
		String quoted = candidates.stream().sorted().map((name) -> "'" + name + "'").toList().toString();
		String there = quoted.substring(1, quoted.length() - 1);
		String problem = ambiguous
				? "More than one SecureConnectionHandler bean can be meant by '" + wanted + "': " + there + "."
				: "There is no SecureConnectionHandler bean '" + wanted + "'; there " + (candidates.isEmpty()
						? "are none at all." : (((candidates.size() == 1) ? "is " : "are ") + there + "."));
		String declare = ambiguous ? "Set"
				: "Declare a bean '" + wanted + "' of type io.tlsboot.connection.SecureConnectionHandler, or set";
		return new TlsConfigurationException((handler != null) ? property : "tls.servers." + server, problem,
				declare + " '" + property + "' to the name of " + (ambiguous ? "the one to use." : "another one, or to "
						+ "'none' when a listener of the SecureConnectionEvent serves the connections."),
				null);
	}

	private static String canonical(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

}
