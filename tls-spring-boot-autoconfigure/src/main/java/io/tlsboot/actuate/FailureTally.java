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

package io.tlsboot.actuate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;

/**
 * How often something failed for one reason, and the last times that it did: a few
 * kilobytes, whatever peers do. To add to it takes a fixed number of steps and no lock.
 */
final class FailureTally {

	/** How many of the last failures are kept. */
	static final int EXAMPLES = 4;

	private static final AuthorizationError[] ERRORS = AuthorizationError.values();

	private static final long NEVER = Long.MIN_VALUE;

	private final LongAdder count = new LongAdder();

	private final AtomicLong firstSeen = new AtomicLong(NEVER);

	private volatile long lastSeen;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicReferenceArray<@Nullable FailureExample> examples = new AtomicReferenceArray<>(EXAMPLES);

	private final AtomicLongArray errors = new AtomicLongArray(ERRORS.length);

	/**
	 * Add a failure. Called on event loops.
	 */
	void add(FailureExample example) {
		this.firstSeen.compareAndSet(NEVER, example.millis());
		this.lastSeen = example.millis();
		this.examples.set(this.next.getAndIncrement() & (EXAMPLES - 1), example);
		AuthorizationError error = example.authorizationError();
		if (error != null) {
			this.errors.getAndIncrement(error.ordinal());
		}
		// Last, so that whoever sees the count sees the rest.
		this.count.increment();
	}

	long count() {
		return this.count.sum();
	}

	/**
	 * Describe what has been added, or return {@code null} when that is nothing.
	 */
	@Nullable FailureDescriptor describe(String reason, String fix) {
		long sum = count();
		if (sum == 0) {
			return null;
		}
		return new FailureDescriptor(reason, sum, Instant.ofEpochMilli(this.firstSeen.get()),
				Instant.ofEpochMilli(this.lastSeen), fix + ".", authorizationErrors(), latest());
	}

	private @Nullable Map<String, Long> authorizationErrors() {
		Map<String, Long> named = new LinkedHashMap<>();
		for (AuthorizationError error : ERRORS) {
			long times = this.errors.get(error.ordinal());
			if (times > 0) {
				named.put(error.name(), times);
			}
		}
		return named.isEmpty() ? null : named;
	}

	private List<FailureDescriptor.Example> latest() {
		List<FailureExample> seen = new ArrayList<>(EXAMPLES);
		for (int i = 0; i < EXAMPLES; i++) {
			FailureExample example = this.examples.get(i);
			if (example != null) {
				seen.add(example);
			}
		}
		seen.sort(Comparator.comparingLong(FailureExample::millis).reversed());
		return seen.stream().map(FailureExample::describe).toList();
	}

}
