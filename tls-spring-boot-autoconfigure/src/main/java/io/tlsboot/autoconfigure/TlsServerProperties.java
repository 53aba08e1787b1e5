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

import java.time.Duration;
import java.util.List;

import io.tlsboot.context.TlsProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.Delimiter;
import org.springframework.util.unit.DataSize;

/**
 * Properties of one TLS server.
 */
@ConfigurationPropertiesSource
public class TlsServerProperties {

	/**
	 * Host name or address to listen on. Listens on all interfaces when not set.
	 */
	private @Nullable String host;

	/**
	 * Port to listen on. Use 0 for any free port, which is published as the property
	 * 'local.tls.{name}.port'.
	 */
	private @Nullable Integer port;

	/**
	 * Name of the SecureConnectionHandler bean that serves the connections. Defaults to
	 * the name of the server; 'none' leaves the connections to listeners of the
	 * SecureConnectionEvent.
	 */
	private @Nullable String handler;

	/**
	 * Private keys, one for each certificate chain, as 'file:', 'classpath:' or 'base64:'
	 * location or as PEM text.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> key;

	/**
	 * Certificate chains, leaf first, one for each private key, as 'file:', 'classpath:'
	 * or 'base64:' location or as PEM text.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> cert;

	/**
	 * Passphrase of the private key or of the PKCS#12 file.
	 */
	private @Nullable String passphrase;

	/**
	 * PKCS#12 file with private key, certificate chain and trusted certificates, as
	 * 'file:', 'classpath:' or 'base64:' location.
	 */
	private @Nullable String pfx;

	/**
	 * Name of the SSL bundle with private key, certificate chain and trusted
	 * certificates.
	 */
	private @Nullable String bundle;

	/**
	 * Whether to make key and certificate for 'localhost' with a local certificate
	 * authority for development.
	 */
	private boolean developmentCertificate;

	/**
	 * Trusted certificates that judge clients, as locations or PEM text, each with one or
	 * more certificates. The word 'well-known' names the roots that the Java runtime
	 * trusts.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> ca;

	/**
	 * Whether to ask clients for a certificate.
	 */
	private boolean requestCert;

	/**
	 * Whether to refuse clients that are not authorized, in the handshake. Only has an
	 * effect with 'request-cert'. Defaults to 'false'.
	 */
	private @Nullable Boolean rejectUnauthorized;

	/**
	 * Name of the domain within which sessions may be resumed. Defaults to the name of
	 * the server.
	 */
	private @Nullable String sessionIdContext;

	/**
	 * Application protocols to negotiate by ALPN, most wanted first.
	 */
	private @Nullable List<String> alpnProtocols;

	/**
	 * TLS versions. Defaults to TLSv1.3 and TLSv1.2.
	 */
	private @Nullable List<String> protocols;

	/**
	 * Cipher suites by their names of IANA or OpenSSL. Defaults to all forward secret
	 * suites with authenticated encryption.
	 */
	private @Nullable List<String> ciphers;

	/**
	 * Key exchange groups, most wanted first (OpenSSL engine). Defaults to
	 * X25519MLKEM768, X25519, P-256, P-384, P-521.
	 */
	private @Nullable List<String> groups;

	/**
	 * TLS engine. Defaults to 'tls.provider'.
	 */
	private @Nullable TlsProvider provider;

	/**
	 * Maximum number of open connections; further ones are closed at once. Use 0 for no
	 * limit.
	 */
	private int maxConnections;

	/**
	 * Time from accept to the end of the handshake.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum size of the first message of a client.
	 */
	private DataSize clientHelloMaxSize = DataSize.ofKilobytes(16);

	/**
	 * Maximum number of handshakes under way; further connections are closed at once.
	 */
	private int maxPendingHandshakes = 10_000;

	@NestedConfigurationProperty
	private final Session session = new Session();

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable String getHandler() {
		return this.handler;
	}

	public void setHandler(@Nullable String handler) {
		this.handler = handler;
	}

	public @Nullable List<String> getKey() {
		return this.key;
	}

	public void setKey(@Nullable List<String> key) {
		this.key = MaterialLocations.of(key);
	}

	public @Nullable List<String> getCert() {
		return this.cert;
	}

	public void setCert(@Nullable List<String> cert) {
		this.cert = MaterialLocations.of(cert);
	}

	public @Nullable String getPassphrase() {
		return this.passphrase;
	}

	public void setPassphrase(@Nullable String passphrase) {
		this.passphrase = passphrase;
	}

	public @Nullable String getPfx() {
		return this.pfx;
	}

	public void setPfx(@Nullable String pfx) {
		this.pfx = pfx;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public boolean isDevelopmentCertificate() {
		return this.developmentCertificate;
	}

	public void setDevelopmentCertificate(boolean developmentCertificate) {
		this.developmentCertificate = developmentCertificate;
	}

	public @Nullable List<String> getCa() {
		return this.ca;
	}

	public void setCa(@Nullable List<String> ca) {
		this.ca = MaterialLocations.of(ca);
	}

	public boolean isRequestCert() {
		return this.requestCert;
	}

	public void setRequestCert(boolean requestCert) {
		this.requestCert = requestCert;
	}

	public @Nullable Boolean getRejectUnauthorized() {
		return this.rejectUnauthorized;
	}

	public void setRejectUnauthorized(@Nullable Boolean rejectUnauthorized) {
		this.rejectUnauthorized = rejectUnauthorized;
	}

	public @Nullable String getSessionIdContext() {
		return this.sessionIdContext;
	}

	public void setSessionIdContext(@Nullable String sessionIdContext) {
		this.sessionIdContext = sessionIdContext;
	}

	public @Nullable List<String> getAlpnProtocols() {
		return this.alpnProtocols;
	}

	public void setAlpnProtocols(@Nullable List<String> alpnProtocols) {
		this.alpnProtocols = alpnProtocols;
	}

	public @Nullable List<String> getProtocols() {
		return this.protocols;
	}

	public void setProtocols(@Nullable List<String> protocols) {
		this.protocols = protocols;
	}

	public @Nullable List<String> getCiphers() {
		return this.ciphers;
	}

	public void setCiphers(@Nullable List<String> ciphers) {
		this.ciphers = ciphers;
	}

	public @Nullable List<String> getGroups() {
		return this.groups;
	}

	public void setGroups(@Nullable List<String> groups) {
		this.groups = groups;
	}

	public @Nullable TlsProvider getProvider() {
		return this.provider;
	}

	public void setProvider(@Nullable TlsProvider provider) {
		this.provider = provider;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public DataSize getClientHelloMaxSize() {
		return this.clientHelloMaxSize;
	}

	public void setClientHelloMaxSize(DataSize clientHelloMaxSize) {
		this.clientHelloMaxSize = clientHelloMaxSize;
	}

	public int getMaxPendingHandshakes() {
		return this.maxPendingHandshakes;
	}

	public void setMaxPendingHandshakes(int maxPendingHandshakes) {
		this.maxPendingHandshakes = maxPendingHandshakes;
	}

	public Session getSession() {
		return this.session;
	}

	/**
	 * Properties of session resumption.
	 */
	public static class Session {

		/**
		 * Time for which a session may be resumed, tickets of TLS 1.3 included.
		 */
		private Duration timeout = Duration.ofHours(1);

		/**
		 * Maximum number of sessions that the server keeps.
		 */
		private int cacheSize = 4096;

		/**
		 * Whether to give sessions to clients as tickets.
		 */
		private boolean tickets = true;

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public int getCacheSize() {
			return this.cacheSize;
		}

		public void setCacheSize(int cacheSize) {
			this.cacheSize = cacheSize;
		}

		public boolean isTickets() {
			return this.tickets;
		}

		public void setTickets(boolean tickets) {
			this.tickets = tickets;
		}

	}

}
