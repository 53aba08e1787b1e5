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
 * The step of POP3 to TLS (STLS, RFC 2595, section 4). Afterwards the server sends no
 * second greeting, and the client forgets the capabilities that it was told and asks
 * again.
 */
public final class Pop3Dialect {

	private Pop3Dialect() {
	}

	/**
	 * Return the dialogue of a server. It greets (without a time stamp, so that nobody
	 * tries APOP), answers CAPA (RFC 2449) and QUIT and refuses all other commands until
	 * STLS comes. After 20 other commands it closes.
	 * @param hostName the name by which the server greets
	 * @return the dialogue, for any number of connections; completes empty when the
	 * client quits, leaves or never comes to STLS
	 */
	public static StartTlsDialogue server(String hostName) {
		HostName.checked(hostName);
		return (connection) -> Mono.defer(() -> new Pop3Server(connection, hostName).secure());
	}

	/**
	 * Return the dialogue of a client: greeting, CAPA, STLS. What the server said in
	 * plaintext is forgotten.
	 * @return the dialogue, for any number of connections; fails with
	 * {@link io.tlsboot.connection.StartTlsException}: {@code NOT_OFFERED} when the
	 * capabilities do not name STLS or there are none, {@code REFUSED} when the server
	 * answers -ERR, {@code PROTOCOL_ERROR} when it does not speak POP3
	 */
	public static StartTlsDialogue client() {
		return (connection) -> Mono.defer(() -> new Pop3Client(connection).secure());
	}

}
