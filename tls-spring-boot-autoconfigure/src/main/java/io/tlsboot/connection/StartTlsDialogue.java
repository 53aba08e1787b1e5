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

package io.tlsboot.connection;

import reactor.core.publisher.Mono;

/**
 * Leads the plaintext part of a connection up to STARTTLS, on a server or on a client. It
 * can hand over nothing but the secure connection: what was said before the handshake
 * stays behind. A bean of this type whose name is that of a server or client followed by
 * {@code StartTlsDialogue}, or that its {@code start-tls-dialogue} names, serves it.
 */
@FunctionalInterface
public interface StartTlsDialogue {

	/**
	 * Talk until the connection is secure. Called on the connection's event loop, must
	 * not block.
	 * @param connection the connection, which nobody has spoken on yet
	 * @return what {@link PlaintextConnection#startTls} gives; a server closes the
	 * connection when it completes empty, a client fails
	 */
	Mono<SecureConnection> secure(PlaintextConnection connection);

}
