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
import java.util.Map;
import java.util.Set;

import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.TrustSource;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.sni.SniSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;

/**
 * Turns the properties of one server into its specification, or says what contradicts.
 */
class PropertiesTlsServerSpec {

	private static final Logger logger = LoggerFactory.getLogger(PropertiesTlsServerSpec.class);

	private static final int MAX_PORT = 65535;

	private final String name;

	private final String prefix;

	private final TlsServerProperties properties;

	private final TlsProvider defaultProvider;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	private final PropertiesCredentials credentials;

	PropertiesTlsServerSpec(String name, TlsServerProperties properties, TlsProvider defaultProvider,
			BundleSources bundles, DevelopmentIdentity development) {
		this.name = name;
		this.prefix = "tls.servers." + name + ".";
		this.properties = properties;
		this.defaultProvider = defaultProvider;
		this.bundles = bundles;
		this.development = development;
		this.credentials = new PropertiesCredentials(this.prefix, properties, bundles, development);
	}

	/**
	 * Return the specification.
	 * @param session how sessions resume
	 * @param declared names what is declared
	 * @param startTls how connections become secure, or {@code null} when they begin with
	 * TLS
	 */
	TlsServerSpec toSpec(SessionSpec session, DeclaredNames declared, @Nullable StartTlsSpec startTls) {
		checkCredentials();
		checkNumbers();
		checkAlpn();
		boolean requestCert = this.properties.isRequestCert();
		TrustSource trust = this.credentials.trustInClients(requestCert);
		boolean reject = Boolean.TRUE.equals(this.properties.getRejectUnauthorized());
		checkPolicy(trust, reject);
		TlsProvider provider = this.properties.getProvider();
		SecureContextSpec context = this.credentials
			.negotiate(new SecureContextSpec.Builder(sessionIdContext()).identities(this.credentials.identities())
				.trust(trust)
				.crls(this.credentials.crls(requestCert || hostsRequestCert()))
				.requestCert(requestCert)
				.rejectUnauthorized(reject && requestCert)
				.session(session)
				.ocsp(new PropertiesOcsp(this.credentials, this.properties.getOcsp())
					.ofServer(this.properties.getSni().values()))
				.provider((provider != null) ? provider : this.defaultProvider))
			.build();
		Map<String, SecureContextSpec> sni = new PropertiesSniContexts(this.name, this.properties, context,
				this.bundles, this.development)
			.toSpecs(declared);
		HandshakeLimits limits = new HandshakeLimits(this.properties.getHandshakeTimeout(),
				(int) this.properties.getClientHelloMaxSize().toBytes(), this.properties.getMaxPendingHandshakes());
		return new TlsServerSpec(this.name, text(this.properties.getHost()), port(), context,
				new SniSpec(sni, this.properties.getUnknownServerName(), this.properties.getSniCacheSize()), limits,
				this.properties.getMaxConnections(), startTls,
				new PropertiesReload(this.prefix, this.properties.getReload())
					.toSpec(this.properties.getReload().isSelfCheck()));
	}

	private boolean hostsRequestCert() {
		return this.properties.getSni()
			.values()
			.stream()
			.anyMatch((host) -> host != null && Boolean.TRUE.equals(host.getRequestCert()));
	}

	void checkName() {
		if (!this.name.matches("[a-z0-9][a-z0-9-]*")) {
			throw failure("", "'" + this.name + "' is not a name for a server",
					"Use lower-case letters, digits and '-', as environment variables know no other names.");
		}
	}

	private void checkCredentials() {
		Set<String> sources = this.credentials.check();
		if (sources.isEmpty()) {
			throw failure("key", "The server has no key and no certificate",
					"Set '" + this.prefix + "key' and '" + this.prefix + "cert', or 'pfx', or 'bundle', or, for "
							+ "development, 'development-certificate: true'.");
		}
		this.credentials.checkPassphrase();
	}

	private void checkNumbers() {
		if (this.properties.getPort() == null) {
			throw failure("port", "The server has no port",
					"Set '" + this.prefix + "port' to the port to listen on, or to 0 for any free one.");
		}
		if (port() < 0 || port() > MAX_PORT) {
			throw failure("port", port() + " is not a port", "Use a number from 0 to " + MAX_PORT + ".");
		}
		if (this.properties.getMaxConnections() < 0) {
			throw failure("max-connections", "The limit is negative", "Use 0 for no limit, or more.");
		}
		if (this.properties.getSniCacheSize() < 1) {
			throw failure("sni-cache-size", "There is no room for a context", "Use 1 or more.");
		}
		if (this.properties.getMaxPendingHandshakes() < 1) {
			throw failure("max-pending-handshakes", "No handshake could begin", "Use 1 or more.");
		}
		if (this.properties.getHandshakeTimeout().toMillis() < 1) {
			throw failure("handshake-timeout", "No handshake could finish", "Use a time above zero.");
		}
		long helloSize = this.properties.getClientHelloMaxSize().toBytes();
		if (helloSize < 1024 || helloSize > 1024 * 1024) {
			throw failure("client-hello-max-size", helloSize + " bytes is not a sensible limit",
					"Use a size from 1KB to 1MB.");
		}
	}

	private void checkAlpn() {
		List<String> protocols = this.properties.getAlpnProtocols();
		String selector = text(this.properties.getAlpnSelector());
		if (protocols != null && !protocols.isEmpty() && selector != null && !selector.equals(NamedBeans.NONE)) {
			Set<String> both = Set.of(this.prefix + "alpn-protocols", this.prefix + "alpn-selector");
			throw new MutuallyExclusiveConfigurationPropertiesException(both, both);
		}
	}

	private void checkPolicy(@Nullable TrustSource trust, boolean reject) {
		if (!this.properties.isRequestCert()) {
			if (reject) {
				logger.warn("'{}reject-unauthorized' has no effect without 'request-cert: true'", this.prefix);
			}
			return;
		}
		if (trust == null && reject) {
			throw failure("ca", "The server refuses clients that are not authorized, but no authority is named",
					"Set '" + this.prefix + "ca' to the certificates of your client authority; 'ca: well-known' "
							+ "names the public roots, which would let in whoever holds any certificate of theirs.");
		}
		if (trust == null) {
			logger.warn("The TLS server '{}' judges clients by the well-known roots, because '{}ca' is not set: "
					+ "whoever holds any public certificate is authorized", this.name, this.prefix);
		}
		if (this.properties.getRejectUnauthorized() == null) {
			logger.warn(
					"The TLS server '{}' asks for certificates and lets in clients that are not authorized, because "
							+ "'{}reject-unauthorized' is not set: check SecureConnection.authorized(), or set it",
					this.name, this.prefix);
		}
	}

	private String sessionIdContext() {
		String given = text(this.properties.getSessionIdContext());
		return (given != null) ? given : this.name;
	}

	private int port() {
		Integer port = this.properties.getPort();
		return (port != null) ? port : 0;
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		return this.credentials.failure(key, problem, action);
	}

	private static @Nullable String text(@Nullable String text) {
		return PropertiesCredentials.text(text);
	}

}
