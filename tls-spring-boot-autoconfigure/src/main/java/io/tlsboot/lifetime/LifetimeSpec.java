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

package io.tlsboot.lifetime;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long the connections of a server or client may live.
 *
 * @param onVerdictChange what becomes of those whose peer is no longer authorized
 * @param verdictChangeGrace how long these may take to end by themselves
 * @param maxAge how old connections may become, or {@code null} for any age
 * @param maxAgeJitter by which part of that the age differs at random from connection to
 * connection, to either side, so that those that began together do not end together; from
 * 0 to below 1
 * @param maxAgeGrace how long those that are too old may take to end by themselves
 */
public record LifetimeSpec(OnVerdictChange onVerdictChange, Duration verdictChangeGrace, @Nullable Duration maxAge,
		double maxAgeJitter, Duration maxAgeGrace) {

	/** Connections live as long as they like. */
	public static final LifetimeSpec DEFAULTS = new LifetimeSpec(OnVerdictChange.EVENT, Duration.ofSeconds(5), null,
			0.1, Duration.ofSeconds(30));

	public LifetimeSpec {
		if (verdictChangeGrace.isNegative() || maxAgeGrace.isNegative()) {
			throw new IllegalArgumentException("A grace must not be negative");
		}
		if (maxAge != null && maxAge.toMillis() < 1) {
			throw new IllegalArgumentException("The age must be a millisecond or more");
		}
		if (!(maxAgeJitter >= 0 && maxAgeJitter < 1)) {
			throw new IllegalArgumentException("The jitter must be 0 or more and below 1");
		}
	}

	/**
	 * Let other things become of connections whose peer is no longer authorized.
	 * @param change what becomes of them
	 * @param grace how long they may take to end by themselves
	 * @return the new specification
	 */
	public LifetimeSpec withVerdictChange(OnVerdictChange change, Duration grace) {
		return new LifetimeSpec(change, grace, this.maxAge, this.maxAgeJitter, this.maxAgeGrace);
	}

	/**
	 * Let connections become as old as this.
	 * @param age how old, or {@code null} for any age
	 * @param jitter by which part of that the age differs at random
	 * @param grace how long those that are too old may take to end by themselves
	 * @return the new specification
	 */
	public LifetimeSpec withMaxAge(@Nullable Duration age, double jitter, Duration grace) {
		return new LifetimeSpec(this.onVerdictChange, this.verdictChangeGrace, age, jitter, grace);
	}

	/**
	 * Return how old a connection may become.
	 * @param random a random number from 0 to below 1
	 * @return the age with its jitter, or {@code null} for any age
	 */
	public @Nullable Duration ageOf(double random) {
		if (this.maxAge == null) {
			return null;
		}
		double part = 1 + this.maxAgeJitter * (2 * random - 1);
		return Duration.ofMillis(Math.max(1, Math.round(this.maxAge.toMillis() * part)));
	}

}
