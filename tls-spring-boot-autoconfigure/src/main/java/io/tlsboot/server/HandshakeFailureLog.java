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

package io.tlsboot.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for a failed handshake, at most one a second for each endpoint, and says
 * how many it left out.
 */
public final class HandshakeFailureLog implements ConnectionListener {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeFailureLog.class);

	private static final long INTERVAL_NANOS = 1_000_000_000L;

	/** Code may name any number of pairs and clients; those beyond share a rate. */
	private static final int MOST_ENDPOINTS = 1000;

	private final Map<String, Rate> rates = new ConcurrentHashMap<>();

	private final Rate others = new Rate();

	@Override
	public void handshakeFailed(FailedHandshake failed) {
		HandshakeFailure failure = failed.failure();
		if (failure.reason() == HandshakeFailureReason.NO_CLIENT_HELLO) {
			logger.debug("TLS probe on '{}' from {}", failed.endpoint(), failed.remoteAddress());
			return;
		}
		Rate rate = rate(failed.endpoint());
		if (!rate.allow()) {
			return;
		}
		long suppressed = rate.suppressed.sumThenReset();
		logger.warn("TLS handshake on '{}' with {} failed: {}{}{}. {}.{}", failed.endpoint(), failed.remoteAddress(),
				failure.reason(), (failure.verdict() != null) ? " (" + failure.verdict().error() + ")" : "",
				(failure.detail() != null) ? ", " + failure.detail() : "", failure.reason().fix(),
				(suppressed > 0) ? " (" + suppressed + " more were not logged)" : "");
	}

	private Rate rate(String endpoint) {
		Rate known = this.rates.get(endpoint);
		if (known != null || this.rates.size() >= MOST_ENDPOINTS) {
			return (known != null) ? known : this.others;
		}
		return this.rates.computeIfAbsent(endpoint, (missing) -> new Rate());
	}

	int endpoints() {
		return this.rates.size();
	}

	/**
	 * When the last line was written, and what was left out since.
	 */
	private static final class Rate {

		private final AtomicLong next = new AtomicLong(System.nanoTime());

		private final LongAdder suppressed = new LongAdder();

		boolean allow() {
			long due = this.next.get();
			long now = System.nanoTime();
			if (now - due >= 0 && this.next.compareAndSet(due, now + INTERVAL_NANOS)) {
				return true;
			}
			this.suppressed.increment();
			return false;
		}

	}

}
