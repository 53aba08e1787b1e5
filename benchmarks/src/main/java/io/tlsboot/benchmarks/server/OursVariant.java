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

package io.tlsboot.benchmarks.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

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
 * This project's server, by what is switched on.
 */
public enum OursVariant {

	/** With as little as possible: no metrics, nobody listens, certificates stay. */
	OURS(false, false, false, false),

	/** With metrics for Prometheus. */
	OURS_METRICS(true, false, false, false),

	/** With one listener of an event. */
	OURS_EVENTS(false, true, false, false),

	/** With both, and with certificates that are watched. */
	OURS_ALL(true, true, true, false),

	/** With all that, and with observations that a handler does nothing with. */
	OURS_OBSERVED(true, true, true, true);

	private final boolean metrics;

	private final boolean events;

	private final boolean reload;

	private final boolean observations;

	OursVariant(boolean metrics, boolean events, boolean reload, boolean observations) {
		this.metrics = metrics;
		this.events = events;
		this.reload = reload;
		this.observations = observations;
	}

	static OursVariant of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the properties of the application.
	 * @param server the beginning of those of its server
	 */
	List<String> properties(String server) {
		List<String> properties = new ArrayList<>();
		properties.add("--tls.metrics.enabled=" + this.metrics);
		properties.add(server + ".reload.enabled=" + this.reload);
		properties.add("--tls.observations.enabled=" + this.observations);
		properties.add("--spring.main.web-application-type=none");
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

		private final AtomicLong connections = new AtomicLong();

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
