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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * A host below {@code sni} that is written without brackets though it needs them: its
 * dots would separate keys, and other characters than letters, digits and hyphens would
 * be lost, so that it would be a host of another name.
 *
 * @param server the name of the server as written
 * @param host the host as written
 * @param origin where its first property is written, or {@code null}
 */
record UnbracketedHost(String server, String host, @Nullable Origin origin) {

	private static final Pattern NAME = Pattern
		.compile("tls\\.servers\\.([^.\\[]+)\\.sni\\.([^\\[].*)\\.[^.\\[\\]]+(?:\\[\\d+])?");

	private static final Pattern PLAIN = Pattern.compile("[\\w-]+");

	/**
	 * Look for such hosts.
	 */
	static List<UnbracketedHost> in(Environment environment) {
		Map<String, UnbracketedHost> hosts = new LinkedHashMap<>();
		if (environment instanceof ConfigurableEnvironment configurable) {
			for (PropertySource<?> source : configurable.getPropertySources()) {
				if (source instanceof EnumerablePropertySource<?> enumerable) {
					for (String name : enumerable.getPropertyNames()) {
						add(hosts, name, source);
					}
				}
			}
		}
		return List.copyOf(hosts.values());
	}

	private static void add(Map<String, UnbracketedHost> hosts, String name, PropertySource<?> source) {
		Matcher matcher = NAME.matcher(name);
		if (matcher.matches() && !PLAIN.matcher(matcher.group(2)).matches()) {
			hosts.putIfAbsent(matcher.group(1) + "." + matcher.group(2),
					new UnbracketedHost(matcher.group(1), matcher.group(2), OriginLookup.getOrigin(source, name)));
		}
	}

	/**
	 * Return what is wrong with it.
	 */
	String problem() {
		return "The host '" + this.host + "' is not written in brackets"
				+ ((this.origin != null) ? " (" + this.origin + ")." : ".");
	}

	/**
	 * Return how to write it.
	 */
	String action() {
		return "Write it in quotes and brackets, as a key of a map with special characters: \"[" + this.host + "]\".";
	}

}
