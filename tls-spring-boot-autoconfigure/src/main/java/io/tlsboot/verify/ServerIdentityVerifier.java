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

package io.tlsboot.verify;

import java.security.cert.X509Certificate;

/**
 * Decides whether a server's certificate is for the host that a client wants. It is asked
 * after the chain was found good, and not otherwise.
 */
@FunctionalInterface
public interface ServerIdentityVerifier {

	/** The rules of RFC 9525, as {@link ServerIdentity} describes them. */
	ServerIdentityVerifier STANDARD = ServerIdentity::matches;

	/**
	 * Decide. Called on a thread that verifies certificates, never on an event loop; an
	 * exception counts as no.
	 * @param host the name or address that the client wants
	 * @param certificate the certificate of the server
	 * @return whether the certificate is for that host
	 */
	boolean matches(String host, X509Certificate certificate);

}
