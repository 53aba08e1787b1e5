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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Names of what is declared below a prefix. Reads names only: to bind what is below costs
 * seconds when a server has ten thousand hosts.
 */
class DeclaredNames {

	private final Environment environment;

	DeclaredNames(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return the names of all that is declared below a prefix, those with empty keys only
	 * included.
	 */
	Set<String> below(String prefix) {
		ConfigurationPropertyName root = ConfigurationPropertyName.of(prefix);
		Set<String> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				for (ConfigurationPropertyName name : iterable) {
					if (root.isAncestorOf(name)) {
						names.add(name.getElement(root.getNumberOfElements(), Form.ORIGINAL));
					}
				}
			}
		}
		return names;
	}

	/**
	 * Return the hosts of a server that need brackets and have none.
	 */
	List<UnbracketedHost> unbracketedHosts(String server) {
		return UnbracketedHost.in(this.environment).stream().filter((host) -> host.server().equals(server)).toList();
	}

}
