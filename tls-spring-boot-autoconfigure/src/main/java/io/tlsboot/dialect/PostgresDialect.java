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
 * The step of PostgreSQL to TLS (protocol 3, SSLRequest). Afterwards the client sends its
 * StartupMessage, and nothing was said before it. TLS without a request (sslnegotiation
 * {@code direct} of PostgreSQL 17) is TLS from the first byte: a server or client without
 * a dialogue.
 */
public final class PostgresDialect {

	private PostgresDialect() {
	}

	/**
	 * Return the dialogue of a server. It agrees to SSLRequest, declines GSSENCRequest
	 * once and then waits for another request, ends the connection on CancelRequest, and
	 * refuses a StartupMessage in plaintext by the error 28000.
	 * @return the dialogue, for any number of connections; completes empty when the
	 * client does not want TLS, fails with
	 * {@link io.tlsboot.connection.StartTlsException} when it does not speak the protocol
	 */
	public static StartTlsDialogue server() {
		return (connection) -> Mono.defer(() -> new PostgresServer(connection).secure());
	}

	/**
	 * Return the dialogue of a client: SSLRequest, and one byte in answer. Exactly one
	 * byte is read, so that nothing behind it can pass for protected (CVE-2021-23222),
	 * and the text of an error in plaintext is not shown (CVE-2024-10977).
	 * @return the dialogue, for any number of connections; fails with
	 * {@link io.tlsboot.connection.StartTlsException}: {@code NOT_OFFERED} when the
	 * server declines, {@code REFUSED} when it answers by an error,
	 * {@code PROTOCOL_ERROR} when it does not speak the protocol
	 */
	public static StartTlsDialogue client() {
		return PostgresClient::secure;
	}

}
