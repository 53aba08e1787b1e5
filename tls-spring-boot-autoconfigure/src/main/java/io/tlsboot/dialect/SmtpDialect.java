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
 * The step of SMTP to TLS (RFC 3207). Afterwards both sides know nothing of each other:
 * the server sends no second greeting, and the client begins with EHLO again (section
 * 4.2).
 */
public final class SmtpDialect {

	private SmtpDialect() {
	}

	/**
	 * Return the dialogue of a server that greets by its address, as an address literal
	 * (RFC 5321, section 4.1.3).
	 * @return as {@link #server(String)}
	 */
	public static StartTlsDialogue server() {
		return (connection) -> Mono.defer(() -> new SmtpServer(connection, HostName.literal(connection)).secure());
	}

	/**
	 * Return the dialogue of a server. It greets, answers EHLO, HELO, NOOP, RSET and QUIT
	 * and refuses all other commands by 530 until STARTTLS comes (RFC 3207, section 4).
	 * It offers nothing but STARTTLS, so no client is led to send credentials in
	 * plaintext. After 20 other commands it answers 421 and closes. What it is told is
	 * forgotten.
	 * @param hostName the name by which the server greets
	 * @return the dialogue, for any number of connections; completes empty when the
	 * client quits, leaves or never comes to STARTTLS
	 */
	public static StartTlsDialogue server(String hostName) {
		HostName.checked(hostName);
		return (connection) -> Mono.defer(() -> new SmtpServer(connection, hostName).secure());
	}

	/**
	 * Return the dialogue of a client that presents itself by its address, as an address
	 * literal (RFC 5321, section 4.1.3).
	 * @return as {@link #client(String)}
	 */
	public static StartTlsDialogue client() {
		return (connection) -> Mono.defer(() -> new SmtpClient(connection, HostName.literal(connection)).secure());
	}

	/**
	 * Return the dialogue of a client: greeting, EHLO, STARTTLS. What the server said in
	 * plaintext is forgotten.
	 * @param hostName the name by which the client presents itself in EHLO
	 * @return the dialogue, for any number of connections; fails with
	 * {@link io.tlsboot.connection.StartTlsException}: {@code NOT_OFFERED} when the
	 * answer to EHLO does not name STARTTLS, {@code REFUSED} with the code when the
	 * server answers anything but 220, {@code PROTOCOL_ERROR} when it does not speak SMTP
	 */
	public static StartTlsDialogue client(String hostName) {
		HostName.checked(hostName);
		return (connection) -> Mono.defer(() -> new SmtpClient(connection, hostName).secure());
	}

}
