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

package io.tlsboot.server;

import java.util.Set;
import java.util.function.Supplier;

import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.ReloadedTicketKeys;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.SteadyTicketKeys;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.reload.ContextReload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ticket keys of a server while it listens: those of the user, or those that its
 * specification names, which it opened and closes.
 *
 * @param source has the keys
 * @param opened whether the server opened them
 */
record ServerTicketKeys(TicketKeySource source, boolean opened) {

	private static final Logger logger = LoggerFactory.getLogger(ServerTicketKeys.class);

	/**
	 * Take the user's keys, or open others. Reads files; not called on an event loop.
	 */
	static ServerTicketKeys open(SecureContextSpec spec, SecureContexts contexts, TlsServerChoices choices) {
		TicketKeySource chosen = choices.ticketKeys();
		return (chosen != null) ? new ServerTicketKeys(new SteadyTicketKeys(chosen), false)
				: new ServerTicketKeys(contexts.ticketKeys(spec), true);
	}

	/**
	 * Do something with the keys, and close them if it fails.
	 */
	<T> T orClose(Supplier<T> action) {
		try {
			return action.get();
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Tell what becomes of keys that are read again by themselves.
	 */
	void listener(ReloadedTicketKeys.Listener listener) {
		if (this.opened && this.source instanceof ReloadedTicketKeys reloaded) {
			reloaded.listener(listener);
		}
	}

	/**
	 * Read the keys again, if that is possible.
	 * @return what came of it, or {@code null} when there is nothing to read
	 */
	@Nullable ContextReload reload(ContextReload.Target target) {
		if (!this.opened || !(this.source instanceof ReloadedTicketKeys reloaded)) {
			return null;
		}
		try {
			return done(target, reloaded.reload());
		}
		catch (RuntimeException ex) {
			return ContextReload.refused(target, ContextReload.TICKET_KEYS, ex);
		}
	}

	static ContextReload done(ContextReload.Target target, boolean changed) {
		return ContextReload.done(target, ContextReload.TICKET_KEYS,
				changed ? Set.of(MaterialChange.TICKET_KEYS) : Set.of());
	}

	void close() {
		if (this.opened && this.source instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				logger.warn("Ticket keys could not be closed", ex);
			}
		}
	}

}
