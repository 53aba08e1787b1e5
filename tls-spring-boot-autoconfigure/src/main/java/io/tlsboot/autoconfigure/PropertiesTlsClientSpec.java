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

import javax.net.ssl.SNIHostName;

import io.netty.util.NetUtil;
import io.tlsboot.client.TlsClientSpec;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.TrustSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the properties of one client into its specification, or says what contradicts.
 */
class PropertiesTlsClientSpec {

	private static final Logger logger = LoggerFactory.getLogger(PropertiesTlsClientSpec.class);

	private static final int MAX_PORT = 65535;

	private final String name;

	private final String prefix;

	private final TlsClientProperties properties;

	private final TlsProvider defaultProvider;

	private final PropertiesCredentials credentials;

	PropertiesTlsClientSpec(String name, TlsClientProperties properties, TlsProvider defaultProvider,
			BundleSources bundles, DevelopmentIdentity development) {
		this.name = name;
		this.prefix = "tls.clients." + name + ".";
		this.properties = properties;
		this.defaultProvider = defaultProvider;
		this.credentials = new PropertiesCredentials(this.prefix, properties, bundles, development);
	}

	/**
	 * Return the specification.
	 * @param startTls how connections become secure, or {@code null} when they begin with
	 * TLS
	 */
	TlsClientSpec toSpec(@Nullable StartTlsSpec startTls) {
		check();
		boolean reject = !Boolean.FALSE.equals(this.properties.getRejectUnauthorized());
		boolean verifyHostname = !Boolean.FALSE.equals(this.properties.getVerifyHostname());
		warn(reject, verifyHostname);
		TlsSessionProperties session = this.properties.getSession();
		TlsProvider provider = this.properties.getProvider();
		SecureContextSpec context = this.credentials
			.negotiate(new SecureContextSpec.Builder(this.name).identities(identities())
				.trust(trust())
				.crls(this.credentials.crls(true))
				.requestCert(true)
				.rejectUnauthorized(reject)
				.session(new SessionSpec(session.getTimeout(), session.getCacheSize(), true))
				.ocsp(this.properties.getOcsp().isRequireStaple() ? OcspSpec.requiringStaple() : OcspSpec.NONE)
				.provider((provider != null) ? provider : this.defaultProvider))
			.build();
		Integer port = this.properties.getPort();
		return new TlsClientSpec(this.name, this.properties.getHost(), (port != null) ? port : 0,
				PropertiesCredentials.text(this.properties.getServername()), verifyHostname, context,
				this.properties.getConnectTimeout(),
				new HandshakeLimits(this.properties.getHandshakeTimeout(),
						HandshakeLimits.DEFAULTS.clientHelloMaxSize(), HandshakeLimits.DEFAULTS.maxPending()),
				startTls, new PropertiesReload(this.prefix, this.properties.getReload()).toSpec(false));
	}

	private void check() {
		if (!this.name.matches("[a-z0-9][a-z0-9-]*")) {
			throw failure("", "'" + this.name + "' is not a name for a client",
					"Use lower-case letters, digits and '-', as environment variables know no other names.");
		}
		this.credentials.check();
		this.credentials.checkPassphrase();
		if (PropertiesCredentials.text(this.properties.getHost()) == null) {
			throw failure("host", "The host is empty", "Name the host to dial, or remove '" + this.prefix + "host'.");
		}
		Integer port = this.properties.getPort();
		if (port != null && (port < 1 || port > MAX_PORT)) {
			throw failure("port", port + " is not a port to dial", "Use a number from 1 to " + MAX_PORT + ".");
		}
		String servername = PropertiesCredentials.text(this.properties.getServername());
		if (servername != null && (NetUtil.isValidIpV4Address(servername) || NetUtil.isValidIpV6Address(servername))) {
			throw failure("servername", "The server name is an address, which cannot be asked for (RFC 6066)",
					"Use a host name, or remove '" + this.prefix + "servername'.");
		}
		if (servername != null && !canAskFor(servername)) {
			throw failure("servername", "The server name is not a host name that can be asked for (RFC 6066)",
					"Use a name of letters, digits, '-' and '.', or remove '" + this.prefix + "servername'.");
		}
		if (this.properties.getConnectTimeout().toMillis() < 1) {
			throw failure("connect-timeout", "No connection could be made", "Use a time above zero.");
		}
		if (this.properties.getHandshakeTimeout().toMillis() < 1) {
			throw failure("handshake-timeout", "No handshake could finish", "Use a time above zero.");
		}
	}

	private void warn(boolean reject, boolean verifyHostname) {
		if (!reject) {
			logger.warn(
					"The TLS client '{}' talks to servers that are not authorized, because "
							+ "'{}reject-unauthorized' is false: check SecureConnection.authorized()",
					this.name, this.prefix);
		}
		if (!verifyHostname) {
			logger.warn("The TLS client '{}' takes the certificate of any host for the server's, because "
					+ "'{}verify-hostname' is false", this.name, this.prefix);
		}
	}

	private List<IdentitySource> identities() {
		return this.credentials.identities();
	}

	private @Nullable TrustSource trust() {
		TrustSource ca = this.credentials.ca();
		TrustSource trust = (ca != null) ? ca : this.credentials.trustOfIdentity();
		List<String> extra = this.properties.getExtraCa();
		if (extra == null) {
			return trust;
		}
		if (extra.isEmpty() || extra.stream().allMatch(String::isBlank)) {
			throw failure("extra-ca", "The list is empty",
					"Name at least one certificate, or remove '" + this.prefix + "extra-ca'.");
		}
		return new TrustSource.Combined(
				List.of((trust != null) ? trust : new TrustSource.WellKnown(), new TrustSource.Locations(extra)));
	}

	/**
	 * Return whether a hello may hold a name: JSSE takes letters, digits, hyphens and
	 * dots only.
	 */
	private static boolean canAskFor(String servername) {
		try {
			new SNIHostName(servername.endsWith(".") ? servername.substring(0, servername.length() - 1) : servername);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		return this.credentials.failure(key, problem, action);
	}

}
