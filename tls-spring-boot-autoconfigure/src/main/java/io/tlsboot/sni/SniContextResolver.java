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

package io.tlsboot.sni;

import io.tlsboot.context.SecureContextSpec;
import reactor.core.publisher.Mono;

/**
 * Finds the context of a server name that no declared pattern matches, from a database
 * for one. A bean of the user.
 * <p>
 * The answer says what the context is made of. It is built once for all answers that are
 * equal and kept for a while, so name() of the specification and what it is made of must
 * not be made from what the client sent but from what was found.
 */
@FunctionalInterface
public interface SniContextResolver {

	/**
	 * Find what serves a name. Called for every handshake that asks for a name which no
	 * pattern matches, never without a name, on a thread that may block; other handshakes
	 * do not wait for it.
	 * @param serverName the name as a host name of DNS: in lower case, A-labels, without
	 * a final dot
	 * @return the specification of its context; empty when the name is not known. An
	 * error ends the handshake with the alert {@code internal_error}; so does an answer
	 * that comes later than the handshake timeout.
	 */
	Mono<SecureContextSpec> resolve(String serverName);

}
