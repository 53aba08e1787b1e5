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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import io.tlsboot.handshake.HandshakeFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the connections of one server or client. A reason takes memory from
 * its first failure on, and there is a closed list of them.
 */
final class EndpointHistory {

	private static final HandshakeFailureReason[] REASONS = HandshakeFailureReason.values();

	/** The limits of a server are few; the code names them, not a peer. */
	private static final int MOST_LIMITS = 16;

	private final LongAdder accepted = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder secured = new LongAdder();

	private final LongAdder closed = new LongAdder();

	private final AtomicReferenceArray<@Nullable FailureTally> failures = new AtomicReferenceArray<>(REASONS.length);

	private final AtomicReferenceArray<@Nullable FailureTally> refusedLater = new AtomicReferenceArray<>(
			REASONS.length);

	private final Map<String, FailureTally> rejections = new ConcurrentHashMap<>();

	void accepted() {
		this.accepted.increment();
	}

	void rejected(String limit, FailureExample example) {
		this.rejected.increment();
		FailureTally tally = this.rejections.get(limit);
		if (tally == null && this.rejections.size() < MOST_LIMITS) {
			tally = this.rejections.computeIfAbsent(limit, (missing) -> new FailureTally());
		}
		if (tally != null) {
			tally.add(example);
		}
	}

	void failed(HandshakeFailureReason reason, FailureExample example) {
		this.failed.increment();
		tally(this.failures, reason).add(example);
	}

	void secured() {
		this.secured.increment();
	}

	void closed() {
		this.closed.increment();
	}

	void refusedLater(HandshakeFailureReason reason, FailureExample example) {
		tally(this.refusedLater, reason).add(example);
	}

	HandshakesDescriptor handshakes() {
		return new HandshakesDescriptor(this.secured.sum(), this.failed.sum(), this.rejected.sum());
	}

	/**
	 * Return how many connections there are, as far as their beginnings and ends tell.
	 */
	ConnectionsDescriptor connections() {
		long ended = this.closed.sum();
		long secure = this.secured.sum();
		long done = secure + this.failed.sum() + this.rejected.sum();
		return ConnectionsDescriptor.of(this.accepted.sum() - done, secure - ended);
	}

	FailuresDescriptor describe(String name, String role) {
		return new FailuresDescriptor(name, role, handshakes(), described(this.failures), rejections(),
				described(this.refusedLater));
	}

	private List<FailureDescriptor> rejections() {
		List<FailureDescriptor> described = new ArrayList<>();
		this.rejections.forEach((limit, tally) -> add(described, tally, limit, "The limit '" + limit
				+ "' was reached: raise it if this machine can take more, or look for peers that hold connections"));
		return sorted(described);
	}

	private static List<FailureDescriptor> described(AtomicReferenceArray<@Nullable FailureTally> tallies) {
		List<FailureDescriptor> described = new ArrayList<>();
		for (HandshakeFailureReason reason : REASONS) {
			FailureTally tally = tallies.get(reason.ordinal());
			if (tally != null) {
				add(described, tally, reason.name(), reason.fix());
			}
		}
		return sorted(described);
	}

	private static void add(List<FailureDescriptor> described, FailureTally tally, String reason, String fix) {
		FailureDescriptor descriptor = tally.describe(reason, fix);
		if (descriptor != null) {
			described.add(descriptor);
		}
	}

	private static List<FailureDescriptor> sorted(List<FailureDescriptor> described) {
		described.sort(
				Comparator.comparing(FailureDescriptor::lastSeen).reversed().thenComparing(FailureDescriptor::reason));
		return List.copyOf(described);
	}

	private static FailureTally tally(AtomicReferenceArray<@Nullable FailureTally> tallies,
			HandshakeFailureReason reason) {
		FailureTally tally = tallies.get(reason.ordinal());
		if (tally != null) {
			return tally;
		}
		FailureTally created = new FailureTally();
		FailureTally first = tallies.compareAndExchange(reason.ordinal(), null, created);
		return (first != null) ? first : created;
	}

}
