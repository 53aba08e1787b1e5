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

package io.tlsboot.warmup;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment at which something has to be done.
 */
final class Deadline {

	private final LongSupplier nanoTime;

	private final long end;

	/**
	 * Create one.
	 * @param time the time from now
	 * @param nanoTime tells the time as {@link System#nanoTime()} does
	 */
	Deadline(Duration time, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.end = nanoTime.getAsLong() + time.toNanos();
	}

	boolean over() {
		return nanos() <= 0;
	}

	/**
	 * Return how long it still is, a millisecond at least.
	 */
	Duration left() {
		return Duration.ofNanos(Math.max(nanos(), 1_000_000));
	}

	private long nanos() {
		return this.end - this.nanoTime.getAsLong();
	}

}
