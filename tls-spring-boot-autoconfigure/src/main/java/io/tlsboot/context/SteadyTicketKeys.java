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

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of a user, made fit for a server: once it has given keys it never fails, for
 * its last keys stay in use, and it gives the same object as long as the roots are equal.
 * All contexts of a server share one, so that a host whose context is built later finds
 * keys as well, and each failure is told once.
 */
public final class SteadyTicketKeys implements TicketKeySource {

	private static final Logger logger = LoggerFactory.getLogger(SteadyTicketKeys.class);

	private final TicketKeySource source;

	private volatile @Nullable Last last;

	/**
	 * Take a source of a user. It is not asked before this one is.
	 * @param source the source
	 */
	public SteadyTicketKeys(TicketKeySource source) {
		this.source = source;
	}

	/**
	 * Return the roots to use now.
	 * @return the roots, those of last time when the source fails
	 * @throws ContextException when the source fails and has never given any
	 */
	@Override
	public TicketKeyRing keys() {
		Last known = this.last;
		return (known != null && ask().says(known)) ? known.ring() : change();
	}

	/**
	 * Ask again and remember: what was asked last counts, whoever asked.
	 */
	private synchronized TicketKeyRing change() {
		Last known = this.last;
		Answer answer = ask();
		if (known == null) {
			known = new Last(first(answer), false);
		}
		else if (!answer.says(known)) {
			known = next(known, answer);
		}
		this.last = known;
		return known.ring();
	}

	private TicketKeyRing first(Answer answer) {
		if (answer.ring() != null) {
			return answer.ring();
		}
		RuntimeException failure = answer.failure();
		throw new ContextException("session.ticket-keys.source", null,
				"The TicketKeySource " + name() + " gives no keys"
						+ ((failure != null) ? ": " + failure.getClass().getSimpleName() : ""),
				"Let it have keys before a server listens.", failure);
	}

	private Last next(Last known, Answer answer) {
		if (answer.ring() == null) {
			logger.warn("The TicketKeySource {} fails, its last keys stay in use", name(), answer.failure());
			return new Last(known.ring(), true);
		}
		if (known.failing()) {
			logger.info("The TicketKeySource {} has keys again", name());
		}
		return new Last(answer.ring().hasRootsOf(known.ring()) ? known.ring() : answer.ring(), false);
	}

	@SuppressWarnings("ConstantValue")
	private Answer ask() {
		try {
			TicketKeyRing ring = this.source.keys();
			return (ring != null) ? new Answer(ring, null)
					: new Answer(null, new IllegalStateException("The source returned null"));
		}
		catch (RuntimeException ex) {
			return new Answer(null, ex);
		}
	}

	private String name() {
		return this.source.getClass().getName();
	}

	@Override
	public String toString() {
		return "ticket keys of " + name();
	}

	/**
	 * What is in use.
	 */
	private record Last(TicketKeyRing ring, boolean failing) {
	}

	/**
	 * What the source gave: keys, or why there are none.
	 */
	private record Answer(@Nullable TicketKeyRing ring, @Nullable RuntimeException failure) {

		boolean says(Last known) {
			return (this.ring != null) ? !known.failing() && this.ring.hasRootsOf(known.ring()) : known.failing();
		}

	}

}
