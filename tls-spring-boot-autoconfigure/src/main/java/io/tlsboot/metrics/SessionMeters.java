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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SessionStatistics;

/**
 * The session statistics of one endpoint, where its engine has some: the sum over its
 * contexts. A context that was given up counts as far as it was seen at the last look.
 */
final class SessionMeters {

	private final MeterRegistry registry;

	private final Tags tags;

	private volatile Supplier<Collection<SecureContext>> contexts = List::of;

	/** Guarded by this. */
	private final Map<SecureContext, SessionStatistics> seen = new WeakHashMap<>();

	/** Of contexts as far as they were seen; guarded by this. */
	private SessionStatistics total = SessionStatistics.ZERO;

	SessionMeters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	/**
	 * Look at some contexts from now on.
	 */
	void observe(Supplier<Collection<SecureContext>> contexts) {
		this.contexts = contexts;
		if (contexts.get().stream().noneMatch((context) -> context.engine().isOpenSsl())) {
			return;
		}
		Gauge.builder(TlsMeters.SESSIONS_CACHED, this, (meters) -> meters.look().cached())
			.description("Sessions in the cache of the engine")
			.tags(this.tags)
			.register(this.registry);
		tickets("issued", SessionStatistics::ticketsIssued);
		tickets("resumed", SessionStatistics::ticketsResumed);
		tickets("renewed", SessionStatistics::ticketsRenewed);
		tickets("unknown-key", SessionStatistics::ticketsOfUnknownKey);
	}

	private void tickets(String result, ToDoubleFunction<SessionStatistics> value) {
		FunctionCounter.builder(TlsMeters.SESSIONS_TICKETS, this, (meters) -> value.applyAsDouble(meters.look()))
			.description("Session tickets by what became of them")
			.tags(this.tags)
			.tag(TlsMeters.RESULT, result)
			.register(this.registry);
	}

	private synchronized SessionStatistics look() {
		long cached = 0;
		for (SecureContext context : this.contexts.get()) {
			SessionStatistics now = context.sessionStatistics();
			if (now != null) {
				cached += now.cached();
				SessionStatistics before = this.seen.put(context, now);
				this.total = this.total.plus(now.minus((before != null) ? before : SessionStatistics.ZERO));
			}
		}
		return this.total.withCached(cached);
	}

}
