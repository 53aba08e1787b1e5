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
 * The step of IMAP to TLS (RFC 9051, section 6.2.1; the same in RFC 3501). Afterwards the
 * server sends no second greeting, and the client forgets the capabilities that it was
 * told and asks again.
 */
public final class ImapDialect {

	private ImapDialect() {
	}

	/**
	 * Return the dialogue of a server. It greets, answers CAPABILITY, NOOP and LOGOUT and
	 * refuses LOGIN and AUTHENTICATE by NO [PRIVACYREQUIRED], which LOGINDISABLED has
	 * announced, and all other commands by BAD until STARTTLS comes. After 20 other
	 * commands it says BYE and closes.
	 * @param hostName the name by which the server greets
	 * @return the dialogue, for any number of connections; completes empty when the
	 * client logs out, leaves or never comes to STARTTLS
	 */
	public static StartTlsDialogue server(String hostName) {
		HostName.checked(hostName);
		return (connection) -> Mono.defer(() -> new ImapServer(connection, hostName).secure());
	}

	/**
	 * Return the dialogue of a client: greeting, CAPABILITY, STARTTLS. What the server
	 * said in plaintext is forgotten.
	 * @return the dialogue, for any number of connections; fails with
	 * {@link io.tlsboot.connection.StartTlsException}: {@code NOT_OFFERED} when the
	 * capabilities do not name STARTTLS or a PREAUTH greeting rules it out (RFC 9051,
	 * section 7.1.4), {@code REFUSED} when the server answers NO, BAD or BYE,
	 * {@code PROTOCOL_ERROR} when it does not speak IMAP
	 */
	public static StartTlsDialogue client() {
		return (connection) -> Mono.defer(() -> new ImapClient(connection).secure());
	}

}
