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
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the bean of a type that a server may have: the one that its property names, or
 * whose name is the server's and the type's ({@code echoAlpnSelector}), or the only one
 * that is not another server's by its name.
 *
 * @param <T> the type of the beans
 */
class ServerBeans<T> {

	private final NamedBeans<T> beans;

	private final String key;

	private final String off;

	private final Set<String> servers;

	/**
	 * Create one for a type.
	 * @param beans the beans of the type
	 * @param key the key below the server that names a bean
	 * @param off the key with its value that says to use none
	 * @param servers the names of all servers that are declared
	 */
	ServerBeans(NamedBeans<T> beans, String key, String off, Set<String> servers) {
		this.beans = beans;
		this.key = key;
		this.off = off;
		this.servers = servers;
	}

	/**
	 * Find the bean of a server.
	 * @param server the name of the server
	 * @param named the property, or {@code null} when it is not set
	 * @return the bean, or {@code null} for none
	 */
	@Nullable T find(String server, @Nullable String named) {
		String name = findName(server, named);
		return (name != null) ? this.beans.get(name) : null;
	}

	/**
	 * Find the name of the bean of a server.
	 */
	@Nullable String findName(String server, @Nullable String named) {
		if (named == null || named.isBlank()) {
			return byConvention(server);
		}
		if (NamedBeans.NONE.equals(named)) {
			return null;
		}
		List<String> matches = this.beans.meantBy(named);
		if (matches.size() != 1) {
			throw new TlsConfigurationException(property(server), this.beans.problem(named, matches), matches.isEmpty()
					? "Declare a bean '" + named + "' of type " + this.beans.type().getName() + ", or set '"
							+ property(server) + "' to the name of another one, or use '" + this.off + "' for none."
					: choose(server), null);
		}
		return matches.get(0);
	}

	private @Nullable String byConvention(String server) {
		String wanted = conventional(server);
		List<String> matches = this.beans.meantBy(wanted);
		if (matches.isEmpty()) {
			return only(server);
		}
		if (matches.size() > 1) {
			throw new TlsConfigurationException("tls.servers." + server, this.beans.problem(wanted, matches),
					choose(server), null);
		}
		return matches.get(0);
	}

	private @Nullable String only(String server) {
		List<String> free = this.beans.names().stream().filter((name) -> !isOfServer(name)).toList();
		if (free.size() > 1) {
			throw new TlsConfigurationException("tls.servers." + server,
					"More than one " + this.beans.type().getSimpleName() + " bean can be meant for it: "
							+ NamedBeans.quoted(free) + ".",
					choose(server) + " Or call one '" + conventional(server) + "', or use '" + this.off + "' for none.",
					null);
		}
		return free.isEmpty() ? null : free.get(0);
	}

	private boolean isOfServer(String bean) {
		return this.servers.stream().anyMatch((server) -> NamedBeans.same(bean, conventional(server)));
	}

	private String conventional(String server) {
		return server + this.beans.type().getSimpleName();
	}

	private String choose(String server) {
		return "Set '" + property(server) + "' to the name of the one to use.";
	}

	private String property(String server) {
		return "tls.servers." + server + "." + this.key;
	}

}
