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

import java.time.Duration;

/**
 * How sessions resume.
 *
 * @param timeout how long a session may be resumed, tickets of TLS 1.3 included; the
 * engine of the Java runtime may take a ticket for up to twice as long
 * @param cacheSize how many sessions the server keeps; tickets need no room
 * @param tickets whether sessions are also given to clients as tickets (RFC 5077, RFC
 * 8446 section 4.6.1)
 * @param ticketKeys where the keys of tickets come from
 */
public record SessionSpec(Duration timeout, int cacheSize, boolean tickets, TicketKeySpec ticketKeys) {

	/** One hour, 4096 sessions, tickets on. */
	public static final SessionSpec DEFAULTS = new SessionSpec(Duration.ofHours(1), 4096, true);

	/**
	 * Create one with generated ticket keys.
	 * @param timeout how long a session may be resumed
	 * @param cacheSize how many sessions the server keeps
	 * @param tickets whether sessions are also given to clients as tickets
	 */
	public SessionSpec(Duration timeout, int cacheSize, boolean tickets) {
		this(timeout, cacheSize, tickets, TicketKeySpec.GENERATED);
	}

	public SessionSpec {
		if (timeout.toSeconds() < 1) {
			throw new ContextException("session.timeout", timeout, "A session must live for one second or more",
					"Use a longer time.", null);
		}
		if (cacheSize < 1) {
			throw new ContextException("session.cache-size", cacheSize, "The cache must have room for one session",
					"Use 1 or more.", null);
		}
	}

}
