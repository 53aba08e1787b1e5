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

package io.tlsboot.context;

/**
 * Where the root keys of a server's session tickets come from: what all nodes that share
 * a source encrypt, all of them can decrypt. A bean of the user, or one of the sources
 * that {@code session.ticket-keys.source} names.
 * <p>
 * A root never encrypts a ticket itself. The keys of a context are derived from it
 * together with all that decides the outcome of a handshake and with the time, so that a
 * ticket is worth nothing at another context and after the session timeout (security rule
 * R1).
 */
@FunctionalInterface
public interface TicketKeySource {

	/**
	 * Return the roots to use now. Called before each handshake, on event loops: it must
	 * return at once, and the same object as long as nothing has changed.
	 * @return the roots, the one that encrypts first
	 */
	TicketKeyRing keys();

}
