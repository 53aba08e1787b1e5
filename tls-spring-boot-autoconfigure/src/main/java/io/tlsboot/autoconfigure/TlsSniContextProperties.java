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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of what a server does for one host name or pattern. Key and certificate are
 * its own; all else is that of the server where it is not set.
 */
@ConfigurationPropertiesSource
public class TlsSniContextProperties extends TlsContextProperties {

	/**
	 * Whether to ask clients for a certificate. Defaults to what the server does.
	 */
	private @Nullable Boolean requestCert;

	/**
	 * Whether to refuse clients that are not authorized, in the handshake. Only has an
	 * effect with 'request-cert'. Defaults to what the server does.
	 */
	private @Nullable Boolean rejectUnauthorized;

	/**
	 * Name of the domain within which sessions may be resumed. Defaults to that of the
	 * server.
	 */
	private @Nullable String sessionIdContext;

	@NestedConfigurationProperty
	private final TlsServerOcspProperties ocsp = new TlsServerOcspProperties();

	public @Nullable Boolean getRequestCert() {
		return this.requestCert;
	}

	public void setRequestCert(@Nullable Boolean requestCert) {
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

	public TlsServerOcspProperties getOcsp() {
		return this.ocsp;
	}

}
