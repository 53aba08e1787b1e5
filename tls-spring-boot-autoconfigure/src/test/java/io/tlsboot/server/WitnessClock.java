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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.verify.PeerVerifier;

/**
 * Remembers on which threads a verifier judges: it asks for the instant for each chain.
 */
final class WitnessClock extends Clock {

	private final List<String> threads = new CopyOnWriteArrayList<>();

	List<String> judgedOn() {
		return this.threads;
	}

	void clear() {
		this.threads.clear();
	}

	@Override
	public Instant instant() {
		if (judging()) {
			this.threads.add(Thread.currentThread().getName());
		}
		return Instant.now();
	}

	private static boolean judging() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> frame.getClassName().equals(PeerVerifier.class.getName())
					&& frame.getMethodName().equals("judge")));
	}

	/**
	 * Ticket keys ask too, on event loops, for the milliseconds.
	 */
	@Override
	public long millis() {
		return System.currentTimeMillis();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
