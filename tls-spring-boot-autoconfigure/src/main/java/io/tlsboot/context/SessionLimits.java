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

import io.tlsboot.material.MaterialLoader;
import org.jspecify.annotations.Nullable;

/**
 * What session settings contradict each other, and what an engine cannot do with them.
 */
final class SessionLimits {

	private static final String SOURCE = "session.ticket-keys.source";

	private static final String LOCATION = "session.ticket-keys.location";

	private static final String ROTATE_EVERY = "session.ticket-keys.rotate-every";

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private SessionLimits() {
	}

	/**
	 * Open the ticket keys that the specification of a server names.
	 * @param loader reads files
	 * @return the keys, to be closed if they can be
	 */
	static TicketKeySource ticketKeys(SecureContextSpec spec, MaterialLoader loader) {
		check(spec, Engine.choose(spec.provider()));
		TicketKeySpec keys = spec.session().ticketKeys();
		if (keys.location() != null) {
			return new TicketKeyFile(loader, keys.location(), TicketKeyFile.INTERVAL);
		}
		return new GeneratedTicketKeys(
				(keys.rotateEvery() != null) ? keys.rotateEvery() : GeneratedTicketKeys.ROTATE_EVERY,
				spec.session().timeout(), System::nanoTime);
	}

	/**
	 * Refuse what the specification of a server says if it cannot be honoured.
	 */
	static void check(SecureContextSpec spec, Engine engine) {
		boolean tickets = spec.session().tickets();
		if (!engine.isOpenSsl() && !tickets) {
			throw new ContextException("session.tickets", false,
					"The jdk engine turns tickets off only for the whole process and cannot honour 'session.tickets: false'",
					"Use 'provider: openssl', or the system property 'jdk.tls.server.enableSessionTicketExtension'.",
					null);
		}
		TicketKeySpec keys = spec.session().ticketKeys();
		String key = configured(keys);
		if (key == null) {
			return;
		}
		if (!engine.isOpenSsl()) {
			throw jdkKeepsItsOwn(key);
		}
		if (!tickets) {
			throw new ContextException(key, null,
					"There are settings for ticket keys, and 'session.tickets: false' turns tickets off",
					"Remove 'session.ticket-keys', or 'session.tickets: false'.", null);
		}
		if (keys.location() != null && keys.rotateEvery() != null) {
			throw new ContextException(ROTATE_EVERY, keys.rotateEvery(),
					"The keys of a file change when the file does, and not after a time",
					"Remove '" + ROTATE_EVERY + "', or '" + LOCATION + "' to let keys be generated.", null);
		}
		if (keys.rotateEvery() != null && keys.rotateEvery().compareTo(SHORTEST) < 0) {
			throw new ContextException(ROTATE_EVERY, keys.rotateEvery(), "A key must encrypt for one second or more",
					"Use a longer time; 12h is the default.", null);
		}
	}

	/**
	 * Refuse to take keys from a source if the specification forbids it.
	 */
	static void check(SecureContextSpec spec, Engine engine, TicketKeySource source) {
		check(spec, engine);
		if (source instanceof GeneratedTicketKeys || source instanceof TicketKeyFile) {
			return;
		}
		if (!engine.isOpenSsl()) {
			throw jdkKeepsItsOwn(SOURCE);
		}
		String key = configured(spec.session().ticketKeys());
		if (key != null) {
			throw new ContextException(key, null, "A TicketKeySource of the application has the ticket keys already",
					"Remove 'session.ticket-keys', or the TicketKeySource.", null);
		}
	}

	private static @Nullable String configured(TicketKeySpec keys) {
		if (keys.location() != null) {
			return LOCATION;
		}
		return (keys.rotateEvery() != null) ? ROTATE_EVERY : null;
	}

	private static ContextException jdkKeepsItsOwn(String key) {
		return new ContextException(key, null,
				"The jdk engine keeps its own ticket keys and cannot share them or change them after a time of yours",
				"Use 'provider: openssl', or remove "
						+ (key.equals(SOURCE) ? "the TicketKeySource." : "'" + key + "'."),
				null);
	}

}
