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

package io.tlsboot.test.peer.server;

import io.tlsboot.test.pki.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What a server does about TLS.
 *
 * @param identity what it presents, {@code null} if TLS is switched off
 * @param clientCa the authority of the certificates that it demands of clients,
 * {@code null} if it demands none
 */
public record ServerTls(@Nullable TestCertificate identity, @Nullable TestCertificate clientCa) {

	/**
	 * Present a certificate and demand that clients switch to TLS.
	 * @param identity what the server presents
	 * @return that, without certificates of clients
	 */
	public static ServerTls of(TestCertificate identity) {
		return new ServerTls(identity, null);
	}

	/**
	 * Switch TLS off.
	 * @return that
	 */
	public static ServerTls off() {
		return new ServerTls(null, null);
	}

	/**
	 * Demand a certificate of clients.
	 * @param ca the authority that must have issued it
	 * @return this and that
	 */
	public ServerTls demand(TestCertificate ca) {
		return new ServerTls(this.identity, ca);
	}

}
