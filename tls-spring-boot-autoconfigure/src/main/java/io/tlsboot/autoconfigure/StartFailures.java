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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.context.ContextException;
import io.tlsboot.material.MaterialException;
import io.tlsboot.material.MaterialException.Part;
import io.tlsboot.server.SniContextException;
import org.jspecify.annotations.Nullable;

/**
 * Gives failures of the core the name of the property that a user wrote.
 */
final class StartFailures {

	private static final Pattern ENTRY = Pattern.compile(", entry (\\d+)$");

	private static final Pattern HARMLESS = Pattern.compile("(?:[A-Za-z0-9.'-]{1,30} ?){1,20}");

	private final String name;

	private final String prefix;

	private final TlsContextProperties properties;

	private final @Nullable StartFailures server;

	private StartFailures(String name, String prefix, TlsContextProperties properties, @Nullable StartFailures server) {
		this.name = name;
		this.prefix = prefix;
		this.properties = properties;
		this.server = server;
	}

	/**
	 * Create one for a server.
	 * @param name its name
	 * @param properties its properties
	 */
	static StartFailures ofServer(String name, TlsServerProperties properties) {
		return new StartFailures(name, "tls.servers." + name + ".", properties, null);
	}

	/**
	 * Create one for a client.
	 * @param name its name
	 * @param properties its properties
	 */
	static StartFailures ofClient(String name, TlsClientProperties properties) {
		return new StartFailures(name, "tls.clients." + name + ".", properties, null);
	}

	/**
	 * Create one for a host of this server.
	 * @param pattern the host as it was written
	 * @param properties its properties
	 */
	StartFailures ofHost(String pattern, TlsSniContextProperties properties) {
		return new StartFailures(this.name, this.prefix + "sni[" + pattern + "].", properties, this);
	}

	/**
	 * Return a failure as one of a property, if it has to do with one.
	 * @param failure what was thrown, with its causes
	 * @return the failure to throw
	 */
	RuntimeException explain(RuntimeException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SniContextException host) {
				RuntimeException explained = (this.properties instanceof TlsServerProperties declared)
						? new HostStartFailures(this.name, declared, this).explain(host) : null;
				return (explained != null) ? explained : failure;
			}
			if (cause instanceof ContextException context) {
				if (context.key().equals("key-log-file")) {
					return PropertiesKeyLog.failure(context, this.prefix);
				}
				return new TlsConfigurationException(property(context.key()), context.problem() + ".", context.action(),
						context);
			}
			if (cause instanceof MaterialException material) {
				return explain(material);
			}
		}
		return failure;
	}

	/**
	 * Return the property that a key was written as: a host may have it from its server,
	 * and that from all servers.
	 */
	private String property(String key) {
		if (this.server != null && !HostStartFailures.isSet(this.properties, key)) {
			return this.server.property(key);
		}
		boolean everywhere = key.equals("provider") && this.properties instanceof TlsEndpointProperties endpoint
				&& endpoint.getProvider() == null;
		return everywhere ? "tls.provider" : this.prefix + key;
	}

	private TlsConfigurationException explain(MaterialException failure) {
		if (this.server != null && !HostStartFailures.isSet(this.properties, part(failure))) {
			return this.server.explain(failure);
		}
		String where = (failure.location() != null) ? " (" + failure.location() + ")" : "";
		String why = (failure.part() == Part.BUNDLE) ? why(failure) : "";
		return new TlsConfigurationException(this.prefix + key(failure), failure.problem() + where + why + ".",
				failure.action(), failure);
	}

	/**
	 * Say why Boot could not load a bundle, unless that might show material in it.
	 */
	private static String why(MaterialException failure) {
		String why = "";
		for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
			String message = String.valueOf(cause.getMessage());
			why = HARMLESS.matcher(message).matches() ? ": " + message : why;
		}
		return why;
	}

	private String key(MaterialException failure) {
		if (failure.part() == Part.CA && this.properties instanceof TlsClientProperties client
				&& client.getExtraCa() != null && client.getExtraCa().contains(failure.location())) {
			List<String> extra = client.getExtraCa();
			return (extra.size() < 2) ? "extra-ca" : "extra-ca[" + extra.indexOf(failure.location()) + "]";
		}
		String key = part(failure);
		List<String> entries = switch (failure.part()) {
			case KEY -> this.properties.getKey();
			case CERT -> this.properties.getCert();
			case CA -> this.properties.getCa();
			default -> null;
		};
		if (entries == null || entries.size() < 2) {
			return (entries == null && this.properties.isDevelopmentCertificate()) ? "development-certificate" : key;
		}
		int entry = entry(entries, failure.location());
		return (entry >= 0) ? key + "[" + entry + "]" : key;
	}

	private static String part(MaterialException failure) {
		return failure.part().name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static int entry(List<String> entries, @Nullable String location) {
		Matcher matcher = ENTRY.matcher((location != null) ? location : "");
		if (matcher.find()) {
			return Integer.parseInt(matcher.group(1)) - 1;
		}
		int entry = entries.indexOf(location);
		return (entry == entries.lastIndexOf(location)) ? entry : -1;
	}

}
