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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import io.tlsboot.server.TlsServerSpec;
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

	PropertiesTlsServerSpec(String name, TlsServerProperties properties, TlsProvider defaultProvider,
			BundleSources bundles, DevelopmentIdentity development) {
		this.name = name;
		this.prefix = "tls.servers." + name + ".";
		this.properties = properties;
		this.defaultProvider = defaultProvider;
		this.bundles = bundles;
		this.development = development;
	}

	TlsServerSpec toSpec() {
		checkName();
		checkCredentials();
		checkNumbers();
		TrustSource trust = trust();
		boolean reject = Boolean.TRUE.equals(this.properties.getRejectUnauthorized());
		checkPolicy(trust, reject);
		SecureContextSpec context = new SecureContextSpec.Builder(sessionIdContext()).identities(identities())
			.trust(trust)
			.requestCert(this.properties.isRequestCert())
			.rejectUnauthorized(reject && this.properties.isRequestCert())
			.session(session())
			.alpnProtocols(alpnProtocols())
			.protocols(orEmpty(this.properties.getProtocols()))
			.ciphers(orEmpty(this.properties.getCiphers()))
			.groups(orEmpty(this.properties.getGroups()))
			.provider((this.properties.getProvider() != null) ? this.properties.getProvider() : this.defaultProvider)
			.build();
		HandshakeLimits limits = new HandshakeLimits(this.properties.getHandshakeTimeout(),
				(int) this.properties.getClientHelloMaxSize().toBytes(), this.properties.getMaxPendingHandshakes());
		return new TlsServerSpec(this.name, text(this.properties.getHost()), port(), context, limits,
				this.properties.getMaxConnections());
	}

	private void checkName() {
		if (!this.name.matches("[a-z0-9][a-z0-9-]*")) {
			throw failure("", "'" + this.name + "' is not a name for a server",
					"Use lower-case letters, digits and '-', as environment variables know no other names.");
		}
	}

	private void checkCredentials() {
		Set<String> sources = new LinkedHashSet<>();
		if (!orEmpty(this.properties.getKey()).isEmpty()) {
			sources.add(this.prefix + "key");
		}
		else if (!orEmpty(this.properties.getCert()).isEmpty()) {
			sources.add(this.prefix + "cert");
		}
		if (text(this.properties.getPfx()) != null) {
			sources.add(this.prefix + "pfx");
		}
		if (text(this.properties.getBundle()) != null) {
			sources.add(this.prefix + "bundle");
		}
		if (this.properties.isDevelopmentCertificate()) {
			sources.add(this.prefix + "development-certificate");
		}
		if (sources.size() > 1) {
			Set<String> exclusive = new LinkedHashSet<>(sources);
			exclusive
				.addAll(List.of(this.prefix + "pfx", this.prefix + "bundle", this.prefix + "development-certificate"));
			throw new MutuallyExclusiveConfigurationPropertiesException(sources, exclusive);
		}
		if (sources.isEmpty()) {
			throw failure("key", "The server has no key and no certificate",
					"Set '" + this.prefix + "key' and '" + this.prefix + "cert', or 'pfx', or 'bundle', or, for "
							+ "development, 'development-certificate: true'.");
		}
		if (text(this.properties.getPassphrase()) != null && orEmpty(this.properties.getKey()).isEmpty()
				&& text(this.properties.getPfx()) == null) {
			throw failure("passphrase", "There is no 'key' and no 'pfx' that a passphrase could belong to",
					"Remove '" + this.prefix + "passphrase'.");
		}
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

	private List<IdentitySource> identities() {
		if (this.properties.isDevelopmentCertificate()) {
			return List.of(this.development.source());
		}
		String bundle = text(this.properties.getBundle());
		if (bundle != null) {
			return List.of(this.bundles.identity(bundle, this.prefix + "bundle"));
		}
		String pfx = text(this.properties.getPfx());
		if (pfx != null) {
			return List.of(new IdentitySource.Pkcs12(pfx, this.properties.getPassphrase()));
		}
		List<String> keys = orEmpty(this.properties.getKey());
		List<String> certs = orEmpty(this.properties.getCert());
		if (keys.isEmpty() || certs.isEmpty()) {
			String there = keys.isEmpty() ? "cert" : "key";
			String missing = keys.isEmpty() ? "key" : "cert";
			throw failure(there, "There is no '" + missing + "' for it",
					"Set '" + this.prefix + missing + "', or remove '" + this.prefix + there + "'.");
		}
		if (keys.size() != certs.size()) {
			throw failure(keys.size() < certs.size() ? "key" : "cert",
					count(keys.size(), "key") + " cannot go with " + count(certs.size(), "certificate chain"),
					"Give '" + this.prefix + "key' and '" + this.prefix + "cert' the same number of entries, in the "
							+ "same order.");
		}
		List<IdentitySource> sources = new ArrayList<>();
		for (int i = 0; i < keys.size(); i++) {
			sources.add(new IdentitySource.Pem(keys.get(i), certs.get(i), this.properties.getPassphrase()));
		}
		return sources;
	}

	private @Nullable TrustSource trust() {
		List<String> ca = this.properties.getCa();
		if (ca != null) {
			if (ca.isEmpty() || ca.stream().allMatch(String::isBlank)) {
				throw failure("ca", "The list is empty: nobody could be authorized",
						"Name at least one certificate, or remove '" + this.prefix + "ca'.");
			}
			return new TrustSource.Locations(ca);
		}
		if (!this.properties.isRequestCert()) {
			return null;
		}
		String bundle = text(this.properties.getBundle());
		if (bundle != null) {
			return this.bundles.trust(bundle, this.prefix + "bundle");
		}
		String pfx = text(this.properties.getPfx());
		if (pfx != null) {
			return new TrustSource.Pkcs12(pfx, this.properties.getPassphrase());
		}
		return this.properties.isDevelopmentCertificate() ? this.development.trust() : null;
	}

	private SessionSpec session() {
		TlsServerProperties.Session session = this.properties.getSession();
		return new SessionSpec(session.getTimeout(), session.getCacheSize(), session.isTickets());
	}

	private List<String> alpnProtocols() {
		List<String> protocols = orEmpty(this.properties.getAlpnProtocols());
		for (String protocol : protocols) {
			int length = protocol.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
			if (length < 1 || length > 255) {
				throw failure("alpn-protocols", "A protocol name has " + length + " bytes",
						"Use names of 1 to 255 bytes (RFC 7301).");
			}
		}
		if (new LinkedHashSet<>(protocols).size() != protocols.size()) {
			throw failure("alpn-protocols", "A protocol is named twice", "Name each protocol once.");
		}
		return protocols;
	}

	private String sessionIdContext() {
		String given = text(this.properties.getSessionIdContext());
		return (given != null) ? given : this.name;
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

	private int port() {
		Integer port = this.properties.getPort();
		return (port != null) ? port : 0;
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		String property = key.isEmpty() ? this.prefix.substring(0, this.prefix.length() - 1) : this.prefix + key;
		return new TlsConfigurationException(property, problem + ".", action, null);
	}

	/**
	 * Return a text, or {@code null} for an empty one: a placeholder may lead nowhere.
	 */
	private static @Nullable String text(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text : null;
	}

	private static List<String> orEmpty(@Nullable List<String> list) {
		return (list != null) ? list : List.of();
	}

}
