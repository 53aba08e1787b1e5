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

/**
 * Properties of what a server, or one of its hosts, does with OCSP. A host has those of
 * the server where they are not set.
 */
public class TlsServerOcspProperties {

	/**
	 * Whether to ask the OCSP responder about the server's own certificates and to staple
	 * its answers to them (OpenSSL engine). Defaults to 'false', for a host to what the
	 * server does.
	 */
	private @Nullable Boolean stapling;

	/**
	 * Address of the OCSP responder to ask. Defaults to the one that the certificate
	 * names.
	 */
	private @Nullable String responder;

	public @Nullable Boolean getStapling() {
		return this.stapling;
	}

	public void setStapling(@Nullable Boolean stapling) {
		this.stapling = stapling;
	}

	public @Nullable String getResponder() {
		return this.responder;
	}

	public void setResponder(@Nullable String responder) {
		this.responder = responder;
	}

}
