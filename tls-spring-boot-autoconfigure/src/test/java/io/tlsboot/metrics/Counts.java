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

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.test.Await;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a recorder has put into a registry of its own.
 */
final class Counts {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final TlsMetrics metrics;

	Counts() {
		this(TlsMetrics.DEFAULT_MAX_CONTEXTS, Clock.systemUTC());
	}

	Counts(int maxContexts, Clock clock) {
		this.metrics = new TlsMetrics(this.registry, maxContexts, clock);
	}

	TlsMetrics metrics() {
		return this.metrics;
	}

	SimpleMeterRegistry registry() {
		return this.registry;
	}

	int series() {
		return this.registry.getMeters().size();
	}

	long handshakes(String... tags) {
		return find(TlsMeters.HANDSHAKES, tags).timers().stream().mapToLong(Timer::count).sum();
	}

	double seconds(String... tags) {
		return find(TlsMeters.HANDSHAKES, tags).timers()
			.stream()
			.mapToDouble((timer) -> timer.totalTime(TimeUnit.SECONDS))
			.sum();
	}

	long connections(String... tags) {
		return (long) find(TlsMeters.CONNECTIONS, tags).counters().stream().mapToDouble(Counter::count).sum();
	}

	long durations(String... tags) {
		return find(TlsMeters.CONNECTION_DURATION, tags).timers().stream().mapToLong(Timer::count).sum();
	}

	double gauge(String name, String... tags) {
		return find(name, tags).gauges().stream().mapToDouble(Gauge::value).sum();
	}

	double function(String name, String... tags) {
		return find(name, tags).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

	Search find(String name, String... tags) {
		return this.registry.find(name).tags(tags);
	}

	/**
	 * Wait until nothing is under way, and hold the sums against each other.
	 * @param tags of which endpoint
	 */
	void assertReconciled(long accepted, String... tags) {
		Await.until("the end of all handshakes", () -> connections(and(tags, "outcome", "accepted")) == accepted
				&& gauge(TlsMeters.HANDSHAKES_PENDING, tags) == 0 && gauge(TlsMeters.CONNECTIONS_ACTIVE, tags) == 0);
		long secure = handshakes(and(tags, "outcome", "success"));
		assertThat(secure + handshakes(and(tags, "outcome", "failure")) + connections(and(tags, "outcome", "rejected")))
			.isEqualTo(accepted);
		assertThat(durations(tags)).isEqualTo(secure);
	}

	private static String[] and(String[] tags, String key, String value) {
		String[] all = java.util.Arrays.copyOf(tags, tags.length + 2);
		all[tags.length] = key;
		all[tags.length + 1] = value;
		return all;
	}

}
