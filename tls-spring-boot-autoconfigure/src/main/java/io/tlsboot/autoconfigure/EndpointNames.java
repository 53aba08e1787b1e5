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

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks the names of what is declared below {@code tls.servers} or {@code tls.clients}.
 */
final class EndpointNames {

	private EndpointNames() {
	}

	/**
	 * Fail for an endpoint of empty keys only, and for names that differ in hyphens only:
	 * environment variables cannot write a hyphen, so that one meant for {@code my-echo}
	 * declares {@code myecho}.
	 * @param prefix the prefix of all endpoints
	 * @param plural what they are called
	 * @param declared all names that are declared
	 * @param bound the names whose properties were bound
	 */
	static void check(String prefix, String plural, Set<String> declared, Set<String> bound) {
		String singular = plural.substring(0, plural.length() - 1);
		for (String name : declared) {
			if (!bound.contains(name)) {
				throw new TlsConfigurationException(prefix + "." + name, "All of its properties are empty.",
						singular.equals("server") ? "Give it a port and a key, or remove it."
								: "Give it a port, or remove it.",
						null);
			}
		}
		Map<String, String> names = new HashMap<>();
		for (String name : bound) {
			String other = names.put(name.replace("-", ""), name);
			if (other != null) {
				String shorter = (name.length() < other.length()) ? name : other;
				String longer = shorter.equals(name) ? other : name;
				throw new TlsConfigurationException(prefix + "." + shorter,
						"The " + plural + " '" + longer + "' and '" + shorter + "' differ in hyphens only.",
						"Rename one. An environment variable cannot write a hyphen: give a " + singular
								+ " that is set by environment variables a name without.",
						null);
			}
		}
	}

}
