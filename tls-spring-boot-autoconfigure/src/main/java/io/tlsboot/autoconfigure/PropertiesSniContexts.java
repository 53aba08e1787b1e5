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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.material.TrustSource;
import io.tlsboot.sni.ServerNamePattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the hosts of a server into specifications, or says what contradicts. What proves
 * identity is a host's own; all else is the server's where the host does not set it, the
 * whole of client authentication above all. So a host is never laxer than its server by
 * omission, and never serves what was meant for another.
 */
class PropertiesSniContexts {

	private final String server;

	private final TlsServerProperties properties;

	private final SecureContextSpec defaults;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	private final Map<String, String> written = new HashMap<>();

	PropertiesSniContexts(String server, TlsServerProperties properties, SecureContextSpec defaults,
			BundleSources bundles, DevelopmentIdentity development) {
		this.server = server;
		this.properties = properties;
		this.defaults = defaults;
		this.bundles = bundles;
		this.development = development;
	}

	/**
	 * Return the contexts by the patterns in their one form.
	 * @param declared names what is declared
	 */
	Map<String, SecureContextSpec> toSpecs(DeclaredNames declared) {
		HostFailures failures = new HostFailures(this.server);
		for (UnbracketedHost host : declared.unbracketedHosts(this.server)) {
			failures.add(failure(host.host(), host.problem(), host.action(), null));
		}
		failures.throwIfAny();
		Map<String, SecureContextSpec> specs = new LinkedHashMap<>();
		HostWarnings warnings = new HostWarnings(this.server, this.properties, this.defaults);
		for (String pattern : declared.below("tls.servers." + this.server + ".sni")) {
			try {
				TlsSniContextProperties host = host(pattern);
				SecureContextSpec spec = spec(pattern, host);
				specs.put(spec.name(), spec);
				warnings.add(pattern, host, spec);
			}
			catch (TlsConfigurationException ex) {
				failures.add(ex);
			}
		}
		failures.throwIfAny();
		warnings.log();
		return specs;
	}

	private TlsSniContextProperties host(String pattern) {
		TlsSniContextProperties host = this.properties.getSni().get(pattern);
		if (host == null) {
			throw failure(pattern, "All of its properties are empty.",
					"Give the host a key and a certificate, or remove it.", null);
		}
		return host;
	}

	private SecureContextSpec spec(String pattern, TlsSniContextProperties host) {
		String name = name(pattern);
		String prefix = property(pattern) + ".";
		PropertiesCredentials credentials = new PropertiesCredentials(prefix, host, this.bundles, this.development);
		if (credentials.check().isEmpty()) {
			throw credentials.failure("key", "The host has no key and no certificate", "Set '" + prefix + "key' and '"
					+ prefix + "cert', or 'pfx', or 'bundle': a host does not use " + "those of the server.");
		}
		credentials.checkPassphrase();
		boolean requestCert = Boolean.TRUE.equals(orElse(host.getRequestCert(), this.properties.isRequestCert()));
		boolean reject = requestCert
				&& Boolean.TRUE.equals(orElse(host.getRejectUnauthorized(), this.properties.getRejectUnauthorized()));
		TrustSource own = credentials.trustInClients(requestCert);
		if (own == null && reject && this.defaults.trust() == null) {
			throw credentials.failure("ca",
					"The host refuses clients that are not authorized, but no authority is named",
					"Set '" + prefix + "ca' to the certificates of its client authority, or 'tls.servers." + this.server
							+ ".ca' for the server and its hosts. Or set '" + prefix + "request-cert' to 'false'.");
		}
		List<String> crls = credentials.crls(requestCert);
		String sessionIdContext = PropertiesCredentials.text(host.getSessionIdContext());
		OcspSpec ocsp = new PropertiesOcsp(credentials, host.getOcsp()).ofHost(this.defaults.ocsp());
		return this.defaults.with((context) -> {
			if (sessionIdContext != null) {
				context.sessionIdContext(sessionIdContext);
			}
			if (own != null || !requestCert) {
				context.trust(own).crls(List.of());
			}
			if (!crls.isEmpty()) {
				context.crls(crls);
			}
			return credentials.negotiate(context.name(name)
				.identities(credentials.identities())
				.requestCert(requestCert)
				.rejectUnauthorized(reject)
				.ocsp(ocsp));
		});
	}

	/**
	 * Return the one form of a pattern, which no other may have.
	 */
	private String name(String pattern) {
		if (pattern.startsWith("[")) {
			throw failure(pattern, "YAML reads a key in brackets without quotes as a list.",
					"Write it in quotes: \"" + pattern + "\".", null);
		}
		String name;
		try {
			name = ServerNamePattern.parse(pattern).toString();
		}
		catch (ContextException ex) {
			throw failure(pattern, ex.problem() + ".", ex.action(), ex);
		}
		String other = this.written.put(name, pattern);
		if (other != null) {
			throw failure(pattern, "It is the same host as '" + property(other) + "'.", "Remove one of them.", null);
		}
		return name;
	}

	private String property(String pattern) {
		return "tls.servers." + this.server + ".sni[" + pattern + "]";
	}

	private TlsConfigurationException failure(String pattern, String problem, String action,
			@Nullable Throwable cause) {
		return new TlsConfigurationException(property(pattern), problem, action, cause);
	}

	private static @Nullable Boolean orElse(@Nullable Boolean own, @Nullable Boolean inherited) {
		return (own != null) ? own : inherited;
	}

}
