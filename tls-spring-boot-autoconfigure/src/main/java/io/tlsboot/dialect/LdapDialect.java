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

package io.tlsboot.dialect;

import io.tlsboot.connection.StartTlsDialogue;
import reactor.core.publisher.Mono;

/**
 * The step of LDAP to TLS (the extended operation StartTLS, RFC 4511, section 4.14).
 * Afterwards the client sends its next request, as on a new connection.
 */
public final class LdapDialect {

	private LdapDialect() {
	}

	/**
	 * Return the dialogue of a server. It refuses all other requests by
	 * confidentialityRequired (13) until StartTLS comes, ends the connection on
	 * UnbindRequest, and answers what is no LDAP by a notice of disconnection (section
	 * 4.4.1), as it does after 20 other requests.
	 * @return the dialogue, for any number of connections; completes empty when the
	 * client unbinds, leaves or never comes to StartTLS, fails with
	 * {@link io.tlsboot.connection.StartTlsException} when it does not speak LDAP
	 */
	public static StartTlsDialogue server() {
		return (connection) -> Mono.defer(() -> new LdapServer(connection).secure());
	}

	/**
	 * Return the dialogue of a client: one request and its response.
	 * @return the dialogue, for any number of connections; fails with
	 * {@link io.tlsboot.connection.StartTlsException}: {@code REFUSED} with the result
	 * code when that is not success, {@code PROTOCOL_ERROR} when the server does not
	 * speak LDAP
	 */
	public static StartTlsDialogue client() {
		return LdapClient::secure;
	}

}
