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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.context.ContextException;
import io.tlsboot.server.SniContextException;
import io.tlsboot.sni.ServerNamePattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives failures of the contexts of hosts the name of the property that a user wrote.
 */
class HostStartFailures {

	private final String name;

	private final TlsServerProperties properties;

	private final StartFailures server;

	/**
	 * Create one for the hosts of a server.
	 * @param name the name of the server
	 * @param properties the server's properties
	 * @param server the failures of the server itself
	 */
	HostStartFailures(String name, TlsServerProperties properties, StartFailures server) {
		this.name = name;
		this.properties = properties;
		this.server = server;
	}

	/**
	 * Return the failure of a host and of those that it carries as one of properties.
	 * @return the failure, or {@code null} when it has nothing to do with any
	 */
	@Nullable RuntimeException explain(SniContextException failure) {
		List<SniContextException> all = new ArrayList<>(List.of(failure));
		for (Throwable suppressed : failure.getSuppressed()) {
			if (suppressed instanceof SniContextException further) {
				all.add(further);
			}
		}
		Map<String, String> written = written();
		HostFailures failures = new HostFailures(this.name);
		for (SniContextException one : all) {
			if (explain(one, written.get(one.pattern())) instanceof TlsConfigurationException explained) {
				failures.add(explained);
			}
		}
		return failures.failure();
	}

	private @Nullable RuntimeException explain(SniContextException failure, @Nullable String pattern) {
		if (pattern == null || !(failure.getCause() instanceof RuntimeException cause)) {
			return null;
		}
		TlsSniContextProperties host = this.properties.getSni().get(pattern);
		return (host != null) ? this.server.ofHost(pattern, host).explain(cause) : null;
	}

	/**
	 * Return the patterns as they were written by their one form.
	 */
	private Map<String, String> written() {
		Map<String, String> written = new HashMap<>();
		for (String pattern : this.properties.getSni().keySet()) {
			try {
				written.put(ServerNamePattern.parse(pattern).toString(), pattern);
			}
			catch (ContextException ex) {
				// It has failed the start already.
			}
		}
		return written;
	}

	/**
	 * Return whether a key is a host's own: it cannot be inherited, or it is set. A
	 * {@code pfx} or {@code bundle} of the server may bring the trust of its hosts.
	 */
	static boolean isSet(TlsContextProperties host, String key) {
		return switch (key) {
			case "key", "cert", "passphrase", "development-certificate" -> true;
			case "pfx" -> PropertiesCredentials.text(host.getPfx()) != null;
			case "bundle" -> PropertiesCredentials.text(host.getBundle()) != null;
			case "ca" -> host.getCa() != null || host.isDevelopmentCertificate();
			case "crl" -> isSet(host.getCrl());
			case "alpn-protocols" -> isSet(host.getAlpnProtocols());
			case "npn-protocols" -> isSet(host.getNpnProtocols());
			case "protocols" -> isSet(host.getProtocols());
			case "ciphers" -> isSet(host.getCiphers());
			case "groups" -> isSet(host.getGroups());
			default -> host instanceof TlsSniContextProperties sni && isSet(sni, key);
		};
	}

	private static boolean isSet(TlsSniContextProperties host, String key) {
		return switch (key) {
			case "request-cert" -> host.getRequestCert() != null;
			case "reject-unauthorized" -> host.getRejectUnauthorized() != null;
			case "ocsp.stapling" -> host.getOcsp().getStapling() != null;
			case "ocsp.responder" -> PropertiesCredentials.text(host.getOcsp().getResponder()) != null;
			case "session-id-context" -> PropertiesCredentials.text(host.getSessionIdContext()) != null;
			default -> false;
		};
	}

	private static boolean isSet(@Nullable List<String> value) {
		return value != null && !value.isEmpty();
	}

}
