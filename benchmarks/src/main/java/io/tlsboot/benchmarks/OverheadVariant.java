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

package io.tlsboot.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tlsboot.event.SecureConnectionEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A server of the overhead benchmark, by what listens to its handshakes.
 */
enum OverheadVariant {

	/** Reactor Netty with the same settings of the engine. */
	RAW(false, false, false),

	/** Ours, with nobody listening. */
	PLAIN(false, false, false),

	/** Ours with metrics for Prometheus. */
	METRICS(true, false, false),

	/** Ours with one listener of an event. */
	EVENTS(false, true, false),

	/** Ours with both. */
	BOTH(true, true, false),

	/** Ours with both, and with observations that a handler does nothing with. */
	OBSERVED(true, true, true);

	private final boolean metrics;

	private final boolean events;

	private final boolean observations;

	OverheadVariant(boolean metrics, boolean events, boolean observations) {
		this.metrics = metrics;
		this.events = events;
		this.observations = observations;
	}

	static OverheadVariant of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the properties of the application.
	 */
	List<String> properties() {
		List<String> properties = new ArrayList<>();
		properties.add("--tls.metrics.enabled=" + this.metrics);
		properties.add("--tls.observations.enabled=" + this.observations);
		return properties;
	}

	/**
	 * Add what listens.
	 */
	void register(GenericApplicationContext context) {
		if (this.metrics) {
			context.registerBean(MeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		}
		if (this.events) {
			context.registerBean(Listener.class, Listener::new);
		}
		if (this.observations) {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new Idle());
			context.registerBean(ObservationRegistry.class, () -> registry);
		}
	}

	/**
	 * Counts connections.
	 */
	static final class Listener {

		private final java.util.concurrent.atomic.AtomicLong connections = new java.util.concurrent.atomic.AtomicLong();

		@EventListener
		void on(SecureConnectionEvent event) {
			this.connections.incrementAndGet();
		}

	}

	/**
	 * Does nothing.
	 */
	private static final class Idle implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
