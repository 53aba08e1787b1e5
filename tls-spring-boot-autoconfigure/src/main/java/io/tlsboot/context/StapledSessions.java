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

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/**
 * Keeps the sessions of a client from being resumed when the answers that were stapled in
 * them count no more: nothing is stapled on resumption, so that it could only be refused.
 */
final class StapledSessions {

	private final Clock clock;

	private final AtomicLong firstEnd = new AtomicLong(Long.MAX_VALUE);

	StapledSessions(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Note until when an answer counts.
	 */
	void goodUntil(Instant end) {
		this.firstEnd.accumulateAndGet(end.toEpochMilli(), Math::min);
	}

	/**
	 * Note that an answer was not good: it may be that of sessions that are kept.
	 */
	void distrust() {
		this.firstEnd.set(Long.MIN_VALUE);
	}

	/**
	 * Drop all sessions if one of them may have an answer that counts no more. Called
	 * before one is looked for.
	 */
	void dropExpired(SSLSessionContext sessions) {
		long end = this.firstEnd.get();
		if (this.clock.millis() < end || !this.firstEnd.compareAndSet(end, Long.MAX_VALUE)) {
			return;
		}
		for (byte[] id : Collections.list(sessions.getIds())) {
			SSLSession session = sessions.getSession(id);
			if (session != null) {
				session.invalidate();
			}
		}
	}

}
