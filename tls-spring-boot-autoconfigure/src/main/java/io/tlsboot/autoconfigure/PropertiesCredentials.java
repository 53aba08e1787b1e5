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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;

/**
 * Turns what the contexts of servers, hosts and clients have in common into
 * specifications, or says what contradicts.
 */
class PropertiesCredentials {

	private final String prefix;

	private final TlsContextProperties properties;

	private final BundleSources bundles;

	private final DevelopmentIdentity development;

	PropertiesCredentials(String prefix, TlsContextProperties properties, BundleSources bundles,
			DevelopmentIdentity development) {
		this.prefix = prefix;
		this.properties = properties;
		this.bundles = bundles;
		this.development = development;
	}

	/**
	 * Return the names of the properties that give a key and certificate, which exclude
	 * one another.
	 */
	Set<String> check() {
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
		return sources;
	}

	/**
	 * Fail for a passphrase that belongs to nothing.
	 */
	void checkPassphrase() {
		if (text(this.properties.getPassphrase()) != null && orEmpty(this.properties.getKey()).isEmpty()
				&& text(this.properties.getPfx()) == null) {
			throw failure("passphrase", "There is no 'key' and no 'pfx' that a passphrase could belong to",
					"Remove '" + this.prefix + "passphrase'.");
		}
	}

	/**
	 * Set what is negotiated, as far as it is set here.
	 */
	SecureContextSpec.Builder negotiate(SecureContextSpec.Builder context) {
		List<String> alpnProtocols = names("alpn-protocols", this.properties.getAlpnProtocols());
		if (!alpnProtocols.isEmpty()) {
			context.alpnProtocols(alpnProtocols);
		}
		List<String> npnProtocols = names("npn-protocols", this.properties.getNpnProtocols());
		if (!npnProtocols.isEmpty()) {
			context.npnProtocols(npnProtocols);
		}
		if (!orEmpty(this.properties.getProtocols()).isEmpty()) {
			context.protocols(orEmpty(this.properties.getProtocols()));
		}
		if (!orEmpty(this.properties.getCiphers()).isEmpty()) {
			context.ciphers(orEmpty(this.properties.getCiphers()));
		}
		if (!orEmpty(this.properties.getGroups()).isEmpty()) {
			context.groups(orEmpty(this.properties.getGroups()));
		}
		return context;
	}

	List<IdentitySource> identities() {
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
		if (keys.isEmpty() != certs.isEmpty()) {
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

	/**
	 * Return what {@code ca} names.
	 * @return the source, or {@code null} when the property is not set
	 */
	TrustSource.@Nullable Locations ca() {
		List<String> ca = this.properties.getCa();
		if (ca == null) {
			return null;
		}
		if (ca.isEmpty() || ca.stream().allMatch(String::isBlank)) {
			throw failure("ca", "The list is empty: nobody could be authorized",
					"Name at least one certificate, or remove '" + this.prefix + "ca'.");
		}
		return new TrustSource.Locations(ca);
	}

	/**
	 * Return what {@code crl} names.
	 * @param judges whether peers are asked for a certificate
	 * @return the locations; empty when the property is not set
	 */
	List<String> crls(boolean judges) {
		List<String> crl = this.properties.getCrl();
		if (crl == null) {
			return List.of();
		}
		if (crl.stream().allMatch(String::isBlank)) {
			throw failure("crl", "The list is empty", "Name a revocation list, or remove '" + this.prefix + "crl'.");
		}
		if (!judges) {
			throw failure("crl", "Clients are not asked for a certificate, so that none can be revoked",
					"Set '" + this.prefix + "request-cert: true', or remove '" + this.prefix + "crl'.");
		}
		return crl;
	}

	/**
	 * Return the trust that judges clients.
	 * @param requestCert whether clients are asked for a certificate
	 * @return the source, or {@code null} for the well-known roots
	 */
	@Nullable TrustSource trustInClients(boolean requestCert) {
		TrustSource ca = ca();
		return (ca == null && requestCert) ? trustOfIdentity() : ca;
	}

	/**
	 * Return the trust that comes with the key and certificate.
	 * @return the source, or {@code null} when none does
	 */
	@Nullable TrustSource trustOfIdentity() {
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

	TlsConfigurationException failure(String key, String problem, String action) {
		String property = key.isEmpty() ? this.prefix.substring(0, this.prefix.length() - 1) : this.prefix + key;
		return new TlsConfigurationException(property, problem + ".", action, null);
	}

	private List<String> names(String key, @Nullable List<String> names) {
		List<String> protocols = orEmpty(names);
		for (String protocol : protocols) {
			int length = protocol.getBytes(StandardCharsets.UTF_8).length;
			if (length < 1 || length > 255) {
				throw failure(key, "A protocol name has " + length + " bytes",
						"Use names of 1 to 255 bytes (RFC 7301).");
			}
		}
		if (new LinkedHashSet<>(protocols).size() != protocols.size()) {
			throw failure(key, "A protocol is named twice", "Name each protocol once.");
		}
		return protocols;
	}

	private static String count(int number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

	/**
	 * Return a text, or {@code null} for an empty one: a placeholder may lead nowhere.
	 */
	static @Nullable String text(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text : null;
	}

	private static List<String> orEmpty(@Nullable List<String> list) {
		return (list != null) ? list : List.of();
	}

}
