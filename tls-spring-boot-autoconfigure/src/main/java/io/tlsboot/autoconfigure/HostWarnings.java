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

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.sni.UnknownServerName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of the hosts of a server: one line for each thing, whatever their
 * number.
 */
class HostWarnings {

	private static final Logger logger = LoggerFactory.getLogger(HostWarnings.class);

	private final String server;

	private final TlsServerProperties properties;

	private final SecureContextSpec defaults;

	private final HostNameList noEffect = new HostNameList();

	private final HostNameList wellKnown = new HostNameList();

	private final HostNameList notSet = new HostNameList();

	private final HostNameList stricter = new HostNameList();

	/**
	 * Create one.
	 * @param server the name of the server
	 * @param properties its properties
	 * @param defaults its default context
	 */
	HostWarnings(String server, TlsServerProperties properties, SecureContextSpec defaults) {
		this.server = server;
		this.properties = properties;
		this.defaults = defaults;
	}

	/**
	 * Note what is to be said of a host.
	 */
	void add(String pattern, TlsSniContextProperties host, SecureContextSpec context) {
		if (!context.requestCert()) {
			if (Boolean.TRUE.equals(host.getRejectUnauthorized())) {
				this.noEffect.add(pattern);
			}
			return;
		}
		if (context.trust() == null) {
			this.wellKnown.add(pattern);
		}
		// What the server leaves open for its hosts too, its own warning says.
		if (host.getRejectUnauthorized() == null && this.properties.getRejectUnauthorized() == null
				&& !this.defaults.requestCert()) {
			this.notSet.add(pattern);
		}
		if (!this.defaults.requestCert() || (context.rejectUnauthorized() && !this.defaults.rejectUnauthorized())) {
			this.stricter.add(pattern);
		}
	}

	void log() {
		if (!this.noEffect.isEmpty()) {
			logger.warn("'reject-unauthorized' has no effect without 'request-cert: true' at hosts of the TLS server "
					+ "'{}': {}", this.server, this.noEffect);
		}
		if (!this.wellKnown.isEmpty()) {
			logger.warn(
					"Hosts of the TLS server '{}' judge clients by the well-known roots, because neither they nor "
							+ "the server have a 'ca': whoever holds any public certificate is authorized at {}",
					this.server, this.wellKnown);
		}
		if (!this.notSet.isEmpty()) {
			logger.warn("Hosts of the TLS server '{}' ask for certificates and let in clients that are not authorized, "
					+ "because 'reject-unauthorized' is not set: check SecureConnection.authorized(), or set it at {}",
					this.server, this.notSet);
		}
		if (!this.stricter.isEmpty()) {
			boolean refused = this.properties.getUnknownServerName() == UnknownServerName.REJECT;
			logger.warn(
					"The default context of the TLS server '{}' {}: clients that ask for {} get in more easily than "
							+ "at {}. {}et the server ask for as much as its hosts",
					this.server,
					this.defaults.requestCert() ? "does not refuse clients that are not authorized"
							: "does not ask for certificates",
					refused ? "no name" : "an unknown name, or for none,", this.stricter,
					refused ? "L" : "Set 'tls.servers." + this.server + ".unknown-server-name' to 'reject', or l");
		}
	}

}
