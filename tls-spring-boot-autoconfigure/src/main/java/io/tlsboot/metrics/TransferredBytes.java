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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;

/**
 * Counts the bytes of the connections of one endpoint: what the closed ones have
 * transferred, and at each look what the open ones have so far. A message costs nothing.
 */
final class TransferredBytes {

	private final Set<SecureConnection> open = ConcurrentHashMap.newKeySet();

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final AtomicLong receivedShown = new AtomicLong();

	private final AtomicLong sentShown = new AtomicLong();

	void register(MeterRegistry registry, Tags endpoint) {
		register(registry, endpoint.and(TlsMeters.DIRECTION, "received"), TransferredBytes::received);
		register(registry, endpoint.and(TlsMeters.DIRECTION, "sent"), TransferredBytes::sent);
	}

	private void register(MeterRegistry registry, Tags tags,
			java.util.function.ToDoubleFunction<TransferredBytes> value) {
		FunctionCounter.builder(TlsMeters.BYTES, this, value)
			.description("Application data of secure connections, open ones included")
			.baseUnit("bytes")
			.tags(tags)
			.register(registry);
	}

	void opened(SecureConnection connection) {
		this.open.add(connection);
	}

	/**
	 * A connection is not counted twice at any time: it leaves the open ones first. What
	 * that may hide for a moment is bridged by what was shown before.
	 */
	void closed(SecureConnection connection, ConnectionEnd end) {
		this.open.remove(connection);
		this.received.add(end.bytesRead());
		this.sent.add(end.bytesWritten());
	}

	private double received() {
		long sum = this.received.sum();
		for (SecureConnection connection : this.open) {
			sum += connection.bytesRead();
		}
		return this.receivedShown.accumulateAndGet(sum, Math::max);
	}

	private double sent() {
		long sum = this.sent.sum();
		for (SecureConnection connection : this.open) {
			sum += connection.bytesWritten();
		}
		return this.sentShown.accumulateAndGet(sum, Math::max);
	}

}
