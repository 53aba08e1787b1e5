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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.HandshakeFailure;

/**
 * The meters of one endpoint. What ends is counted before it stops to be under way, so
 * that the sums agree whenever nothing is under way.
 */
final class EndpointMeters {

	private final MeterRegistry registry;

	private final Tags tags;

	private final NegotiatedValues values;

	private final ContextTags contexts;

	private final HandshakeTimers handshakes;

	private final SessionMeters sessions;

	private final TransferredBytes bytes = new TransferredBytes();

	private final LongAdder pending = new LongAdder();

	private final LongAdder active = new LongAdder();

	private final Counter accepted;

	private final Map<String, Counter> rejected = new ConcurrentHashMap<>();

	private final Map<ConnectionEnd.Cause, Timer> durations = new ConcurrentHashMap<>();

	EndpointMeters(MeterRegistry registry, Role role, String endpoint, NegotiatedValues values, int maxContexts) {
		this.registry = registry;
		this.tags = Tags.of(TlsMeters.ROLE, TlsMeters.value(role), TlsMeters.ENDPOINT, endpoint);
		this.values = values;
		this.contexts = new ContextTags(role, maxContexts);
		this.handshakes = new HandshakeTimers(registry, this.tags);
		this.sessions = new SessionMeters(registry, this.tags);
		this.accepted = connections("accepted", TlsMeters.NONE);
		this.bytes.register(registry, this.tags);
		gauge(TlsMeters.HANDSHAKES_PENDING, this.pending, "Handshakes under way");
		gauge(TlsMeters.CONNECTIONS_ACTIVE, this.active, "Connections that are secure and open");
	}

	ContextTags contexts() {
		return this.contexts;
	}

	SessionMeters sessions() {
		return this.sessions;
	}

	/**
	 * Count a reload, which happens seldom.
	 */
	void reloaded(String context, boolean success) {
		Counter.builder(TlsMeters.CONTEXT_RELOADS)
			.description("Reloads of contexts that changed something or could not")
			.tags(this.tags.and(TlsMeters.CONTEXT, this.contexts.of(context), TlsMeters.OUTCOME,
					success ? "success" : "failure"))
			.register(this.registry)
			.increment();
	}

	void accepted() {
		this.pending.increment();
		this.accepted.increment();
	}

	void rejected(String limit) {
		try {
			Counter counter = this.rejected.get(limit);
			if (counter == null) {
				counter = this.rejected.computeIfAbsent(limit, (reason) -> connections("rejected", reason));
			}
			counter.increment();
		}
		finally {
			this.pending.decrement();
		}
	}

	void failed(HandshakeFailure failure) {
		try {
			this.handshakes.record(HandshakeKey.of(this.contexts.of(failure.contextName()), failure),
					failure.durationNanos());
		}
		finally {
			this.pending.decrement();
		}
	}

	void secured(SecureConnection connection, long handshakeNanos) {
		this.active.increment();
		this.bytes.opened(connection);
		try {
			this.handshakes.record(HandshakeKey.of(this.contexts.of(connection.contextName()), connection, this.values),
					handshakeNanos);
		}
		finally {
			this.pending.decrement();
		}
	}

	void closed(SecureConnection connection, ConnectionEnd end) {
		this.bytes.closed(connection, end);
		try {
			Timer timer = this.durations.get(end.cause());
			if (timer == null) {
				timer = this.durations.computeIfAbsent(end.cause(), this::duration);
			}
			timer.record(end.duration());
		}
		finally {
			this.active.decrement();
		}
	}

	private Timer duration(ConnectionEnd.Cause cause) {
		return Timer.builder(TlsMeters.CONNECTION_DURATION)
			.description("Secure connections from accept or connect to close")
			.tags(this.tags)
			.tag(TlsMeters.CAUSE, TlsMeters.value(cause))
			.register(this.registry);
	}

	private Counter connections(String outcome, String reason) {
		return Counter.builder(TlsMeters.CONNECTIONS)
			.description("Connections accepted or dialled, and those of them that were rejected")
			.tags(this.tags)
			.tag(TlsMeters.OUTCOME, outcome)
			.tag(TlsMeters.REASON, reason)
			.register(this.registry);
	}

	private void gauge(String name, LongAdder value, String description) {
		Gauge.builder(name, value, LongAdder::doubleValue)
			.description(description)
			.tags(this.tags)
			.register(this.registry);
	}

}
