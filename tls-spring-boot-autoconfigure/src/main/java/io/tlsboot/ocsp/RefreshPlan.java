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
package io.tlsboot.ocsp;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides when to ask again: when half of an answer's time is over, and after a failure
 * soon, then less and less often. Chance spreads what began at the same moment.
 */
final class RefreshPlan {

	static final Duration SHORTEST = Duration.ofSeconds(10);

	static final Duration LONGEST = Duration.ofHours(1);

	private static final int MAX_DOUBLINGS = 9;

	private final DoubleSupplier chance;

	/**
	 * Create a plan.
	 * @param chance numbers from 0 to 1
	 */
	RefreshPlan(DoubleSupplier chance) {
		this.chance = chance;
	}

	/**
	 * Return when to ask again after a good answer.
	 */
	Instant afterAnswer(StapledAnswer answer, Instant now) {
		Duration life = Duration.between(answer.thisUpdate(), answer.nextUpdate());
		Instant half = answer.thisUpdate().plus(life.dividedBy(2)).plus(part(life.dividedBy(10)));
		Instant soonest = now.plus(urgency(answer, now));
		return half.isAfter(soonest) ? half : soonest;
	}

	/**
	 * Return when to ask again after a failure, in time for the answer that is there.
	 * @param failures how many there were in a row, at least one
	 */
	Instant afterFailure(int failures, @Nullable StapledAnswer answer, Instant now) {
		Duration wait = SHORTEST.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
		wait = shorter(wait, LONGEST);
		if (answer != null) {
			wait = shorter(wait, urgency(answer, now));
		}
		Duration half = wait.dividedBy(2);
		return now.plus(half).plus(part(half));
	}

	/**
	 * Return a quarter of the time that an answer has left, but some seconds at least.
	 */
	private static Duration urgency(StapledAnswer answer, Instant now) {
		Duration quarter = Duration.between(now, answer.nextUpdate()).dividedBy(4);
		return (quarter.compareTo(SHORTEST) < 0) ? SHORTEST : quarter;
	}

	private Duration part(Duration whole) {
		return Duration.ofMillis((long) (whole.toMillis() * this.chance.getAsDouble()));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
