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

import java.util.LinkedHashMap;
import java.util.Map;

import io.tlsboot.sni.SniSpec;
import io.tlsboot.sni.UnknownServerName;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of one TLS server.
 */
@ConfigurationPropertiesSource
public class TlsServerProperties extends TlsEndpointProperties {

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
	 * What the server does for host names that clients ask for, by name or pattern. Write
	 * a name with dots in quotes and brackets, as "[api.example.com]".
	 */
	private final Map<String, TlsSniContextProperties> sni = new LinkedHashMap<>();

	/**
	 * What becomes of clients that ask for a server name that no pattern matches.
	 */
	private UnknownServerName unknownServerName = UnknownServerName.DEFAULT;

	/**
	 * Maximum number of hosts whose contexts are kept ready; those that nobody used for
	 * long are built again when they are needed.
	 */
	private int sniCacheSize = SniSpec.DEFAULT_CACHE_SIZE;

	/**
	 * Name of the SniContextResolver bean that finds what no pattern matches; 'none' for
	 * none. Defaults to the bean that fits the server by its name, or that is the only
	 * one.
	 */
	private @Nullable String sniResolver;

	/**
	 * Name of the AlpnSelector bean that chooses the application protocol where there is
	 * no 'alpn-protocols'; 'none' for none. Defaults to the bean that fits the server by
	 * its name, or that is the only one.
	 */
	private @Nullable String alpnSelector;

	/**
	 * Maximum number of open connections; further ones are closed at once. Use 0 for no
	 * limit.
	 */
	private int maxConnections;

	/**
	 * Maximum size of the first message of a client.
	 */
	private DataSize clientHelloMaxSize = DataSize.ofKilobytes(16);

	/**
	 * Maximum number of handshakes under way; further connections are closed at once.
	 */
	private int maxPendingHandshakes = 10_000;

	@NestedConfigurationProperty
	private final TlsServerSessionProperties session = new TlsServerSessionProperties();

	@NestedConfigurationProperty
	private final TlsServerReloadProperties reload = new TlsServerReloadProperties();

	@NestedConfigurationProperty
	private final TlsServerOcspProperties ocsp = new TlsServerOcspProperties();

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

	public Map<String, TlsSniContextProperties> getSni() {
		return this.sni;
	}

	public int getSniCacheSize() {
		return this.sniCacheSize;
	}

	public void setSniCacheSize(int sniCacheSize) {
		this.sniCacheSize = sniCacheSize;
	}

	public UnknownServerName getUnknownServerName() {
		return this.unknownServerName;
	}

	public void setUnknownServerName(UnknownServerName unknownServerName) {
		this.unknownServerName = unknownServerName;
	}

	public @Nullable String getSniResolver() {
		return this.sniResolver;
	}

	public void setSniResolver(@Nullable String sniResolver) {
		this.sniResolver = sniResolver;
	}

	public @Nullable String getAlpnSelector() {
		return this.alpnSelector;
	}

	public void setAlpnSelector(@Nullable String alpnSelector) {
		this.alpnSelector = alpnSelector;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
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

	@Override
	public TlsServerSessionProperties getSession() {
		return this.session;
	}

	@Override
	public TlsServerReloadProperties getReload() {
		return this.reload;
	}

	public TlsServerOcspProperties getOcsp() {
		return this.ocsp;
	}

}
