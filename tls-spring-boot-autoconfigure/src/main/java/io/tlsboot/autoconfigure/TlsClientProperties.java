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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.Delimiter;

/**
 * Properties of one TLS client.
 */
@ConfigurationPropertiesSource
public class TlsClientProperties extends TlsEndpointProperties {

	/**
	 * Host name or address to dial.
	 */
	private String host = "localhost";

	/**
	 * Port to dial. Required unless each call names one.
	 */
	private @Nullable Integer port;

	/**
	 * Server name to ask for (SNI) and to verify; never an address. Defaults to the host
	 * unless that is an address.
	 */
	private @Nullable String servername;

	/**
	 * Trusted certificates in addition to 'ca' or its default, as locations or PEM text.
	 */
	@Delimiter(Delimiter.NONE)
	private @Nullable List<String> extraCa;

	/**
	 * Whether to refuse servers that are not authorized. Defaults to 'true'.
	 */
	private @Nullable Boolean rejectUnauthorized;

	/**
	 * Whether the certificate of a server must be for its name. Defaults to 'true'.
	 */
	private @Nullable Boolean verifyHostname;

	/**
	 * Time to resolve the host and to connect.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	@NestedConfigurationProperty
	private final TlsSessionProperties session = new TlsSessionProperties();

	@NestedConfigurationProperty
	private final TlsReloadProperties reload = new TlsReloadProperties();

	@NestedConfigurationProperty
	private final TlsClientOcspProperties ocsp = new TlsClientOcspProperties();

	public String getHost() {
		return this.host;
	}

	public void setHost(String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable String getServername() {
		return this.servername;
	}

	public void setServername(@Nullable String servername) {
		this.servername = servername;
	}

	public @Nullable List<String> getExtraCa() {
		return this.extraCa;
	}

	public void setExtraCa(@Nullable List<String> extraCa) {
		this.extraCa = MaterialLocations.of(extraCa);
	}

	public @Nullable Boolean getRejectUnauthorized() {
		return this.rejectUnauthorized;
	}

	public void setRejectUnauthorized(@Nullable Boolean rejectUnauthorized) {
		this.rejectUnauthorized = rejectUnauthorized;
	}

	public @Nullable Boolean getVerifyHostname() {
		return this.verifyHostname;
	}

	public void setVerifyHostname(@Nullable Boolean verifyHostname) {
		this.verifyHostname = verifyHostname;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	@Override
	public TlsSessionProperties getSession() {
		return this.session;
	}

	@Override
	public TlsReloadProperties getReload() {
		return this.reload;
	}

	public TlsClientOcspProperties getOcsp() {
		return this.ocsp;
	}

}
