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

package io.tlsboot.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The times before the end of a certificate at which somebody wants to hear of it. Time
 * is cut as the health cuts it: a certificate with exactly the time left has not come to
 * it, and in its last second it is still valid.
 *
 * @param times the times, each once, the shortest first; zero is when it has expired
 */
record ExpiryThresholds(List<Duration> times) {

	ExpiryThresholds {
		times = times.stream().distinct().sorted().toList();
		if (times.stream().anyMatch(Duration::isNegative)) {
			throw new IllegalArgumentException("A time before the end must not be negative");
		}
	}

	/**
	 * Return what a certificate has come to.
	 * @param validTo the last second in which it is valid
	 * @return the shortest of the times that it has come to, or {@code null} for none
	 */
	@Nullable Duration reached(Instant validTo, Instant now) {
		for (Duration time : this.times) {
			if (!now.isBefore(moment(validTo, time))) {
				return time;
			}
		}
		return null;
	}

	/**
	 * Return when a certificate comes to the next of the times, or {@code null} for
	 * never.
	 */
	@Nullable Instant next(Instant validTo, Instant now) {
		for (int i = this.times.size() - 1; i >= 0; i--) {
			Instant moment = moment(validTo, this.times.get(i));
			if (now.isBefore(moment)) {
				return moment;
			}
		}
		return null;
	}

	private static Instant moment(Instant validTo, Duration time) {
		return time.isZero() ? Instant.ofEpochSecond(validTo.getEpochSecond() + 1) : validTo.minus(time).plusMillis(1);
	}

}
