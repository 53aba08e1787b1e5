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

package io.tlsboot.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Times the handshakes of one endpoint. The timers are kept, so that a handshake costs a
 * lookup.
 */
final class HandshakeTimers {

	/** The fastest and slowest handshake that histograms tell apart from the rest. */
	private static final Duration FASTEST = Duration.ofMillis(1);

	private static final Duration SLOWEST = Duration.ofSeconds(10);

	/** From here on contexts are not told apart any more. */
	private static final int LIMIT = 2000;

	private final MeterRegistry registry;

	private final Tags endpoint;

	private final Map<HandshakeKey, Timer> timers = new ConcurrentHashMap<>();

	HandshakeTimers(MeterRegistry registry, Tags endpoint) {
		this.registry = registry;
		this.endpoint = endpoint;
	}

	void record(HandshakeKey key, long nanos) {
		Timer timer = this.timers.get(key);
		if (timer == null) {
			timer = make((this.timers.size() < LIMIT) ? key : key.withContext(TlsMeters.OTHER));
		}
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer make(HandshakeKey key) {
		return this.timers.computeIfAbsent(key,
				(made) -> Timer.builder(TlsMeters.HANDSHAKES)
					.description("Handshakes from accept or connect on, those that failed too")
					.tags(this.endpoint)
					.tags(made.tags())
					.publishPercentileHistogram()
					.minimumExpectedValue(FASTEST)
					.maximumExpectedValue(SLOWEST)
					.register(this.registry));
	}

}
