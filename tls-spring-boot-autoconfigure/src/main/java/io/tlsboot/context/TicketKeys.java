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

package io.tlsboot.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.handler.ssl.OpenSslSessionTicketKey;

/**
 * The ticket keys of one context: derived from the roots of a source and from the time,
 * so that no ticket outlives the session timeout although a root may be used for weeks
 * and BoringSSL gives tickets of TLS 1.3 a life of two days.
 * <p>
 * Time is cut into slices of a quarter of the timeout, {@code w}. A ticket that is made
 * at {@code t} in slice {@code n}, so that {@code n*w <= t < (n+1)*w}, is encrypted for
 * that slice. The key of a slice decrypts in the three that follow, so until
 * {@code (n+4)*w}. The life of the ticket is therefore {@code (n+4)*w - t}, which is more
 * than {@code 3*w} and at most {@code 4*w}, the timeout. Nodes whose clocks differ agree
 * on the slice except at its edges, hence the key of the next slice decrypts too; the
 * difference of the clocks is all that a ticket may gain.
 * <p>
 * There is no timer: each new connection looks at the clock, and only the first of a
 * slice derives keys. When the clock jumps, the keys follow it: a ticket counts by what
 * the clock says, and not by how long ago it was made.
 */
final class TicketKeys {

	/** How many slices a key decrypts after its own: with it they are the timeout. */
	private static final int OLD_SLICES = 3;

	/** No engine knows a longer timeout. */
	private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

	private final TicketKeySource source;

	private final byte[] domain;

	private final long width;

	private final LongSupplier millis;

	private final Consumer<OpenSslSessionTicketKey[]> target;

	private volatile InUse inUse;

	/**
	 * Derive the first keys and set them.
	 * @param source has the roots and does not fail any more, once it has given some
	 * @param domain the session domain of the context
	 * @param timeout how long a ticket may live
	 * @param millis the clock on the wall, which nodes share
	 * @param target takes the keys, the one that encrypts first
	 */
	TicketKeys(TicketKeySource source, byte[] domain, Duration timeout, LongSupplier millis,
			Consumer<OpenSslSessionTicketKey[]> target) {
		this.source = source;
		this.domain = domain.clone();
		this.width = Math.max(1, ((timeout.compareTo(LONGEST) < 0) ? timeout : LONGEST).toMillis() / (OLD_SLICES + 1));
		this.millis = millis;
		this.target = target;
		this.inUse = new InUse(source.keys(), slice());
		set(this.inUse);
	}

	/**
	 * Change the keys when the roots or the slice have changed. Called before each
	 * handshake, on an event loop.
	 */
	void refresh() {
		InUse now = this.inUse;
		if (slice() != now.slice() || this.source.keys() != now.ring()) {
			change();
		}
	}

	private synchronized void change() {
		InUse old = this.inUse;
		InUse next = new InUse(this.source.keys(), slice());
		if (next.slice() != old.slice() || next.ring() != old.ring()) {
			set(next);
			this.inUse = next;
		}
	}

	private void set(InUse next) {
		List<OpenSslSessionTicketKey> keys = new ArrayList<>();
		for (byte[] root : next.ring().roots()) {
			TicketKeyDerivation derivation = new TicketKeyDerivation(root, this.domain, this.width);
			keys.add(derivation.key(next.slice()));
			for (int age = 1; age <= OLD_SLICES; age++) {
				keys.add(derivation.key(next.slice() - age));
			}
			keys.add(derivation.key(next.slice() + 1));
		}
		this.target.accept(keys.toArray(new OpenSslSessionTicketKey[0]));
	}

	private long slice() {
		return Math.floorDiv(this.millis.getAsLong(), this.width);
	}

	/**
	 * What the keys in use were derived from.
	 */
	private record InUse(TicketKeyRing ring, long slice) {
	}

}
