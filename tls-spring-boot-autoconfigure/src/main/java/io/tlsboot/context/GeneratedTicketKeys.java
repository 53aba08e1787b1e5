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

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Random roots that live in this process only. One encrypts for a time and decrypts until
 * the session timeout has passed after it was replaced. There is no timer: whoever asks
 * for the keys when they are too old changes them.
 */
final class GeneratedTicketKeys implements TicketKeySource {

	/** How long a root encrypts unless it is set. */
	static final Duration ROTATE_EVERY = Duration.ofHours(12);

	/**
	 * Each root costs a handful of keys in the engine. With more changes in a timeout the
	 * oldest goes early, and its tickets with it.
	 */
	static final int LIMIT = 16;

	private static final Duration FOREVER = Duration.ofDays(365L * 100);

	private final SecureRandom random = new SecureRandom();

	private final long rotateEvery;

	private final long keep;

	private final LongSupplier nanoTime;

	private volatile Roots roots;

	/**
	 * Generate the first root.
	 * @param rotateEvery how long a root encrypts
	 * @param keep how long it decrypts after that
	 * @param nanoTime a clock that nobody sets
	 */
	GeneratedTicketKeys(Duration rotateEvery, Duration keep, LongSupplier nanoTime) {
		this.rotateEvery = nanos(rotateEvery);
		this.keep = nanos(keep);
		this.nanoTime = nanoTime;
		this.roots = roots(new Root(next(), nanoTime.getAsLong()), List.of());
	}

	@Override
	public TicketKeyRing keys() {
		Roots now = this.roots;
		return (this.nanoTime.getAsLong() - now.due() < 0) ? now.ring() : change();
	}

	private synchronized TicketKeyRing change() {
		long now = this.nanoTime.getAsLong();
		if (now - this.roots.due() >= 0) {
			Root first = this.roots.first();
			List<Root> old = new ArrayList<>(this.roots.old());
			if (now - first.since() >= this.rotateEvery) {
				old.add(0, new Root(first.key(), now));
				first = new Root(next(), now);
			}
			old.removeIf((root) -> now - root.since() >= this.keep);
			this.roots = roots(first, old.subList(0, Math.min(old.size(), LIMIT - 1)));
		}
		return this.roots.ring();
	}

	private Roots roots(Root first, List<Root> old) {
		List<byte[]> keys = new ArrayList<>(List.of(first.key()));
		old.forEach((root) -> keys.add(root.key()));
		long due = first.since() + this.rotateEvery;
		if (!old.isEmpty()) {
			long end = old.get(old.size() - 1).since() + this.keep;
			due = (end - due < 0) ? end : due;
		}
		return new Roots(TicketKeyRing.of(keys), first, List.copyOf(old), due);
	}

	private byte[] next() {
		byte[] key = new byte[TicketKeyRing.MIN_LENGTH];
		this.random.nextBytes(key);
		return key;
	}

	private static long nanos(Duration duration) {
		return ((duration.compareTo(FOREVER) < 0) ? duration : FOREVER).toNanos();
	}

	@Override
	public String toString() {
		return "generated ticket keys";
	}

	/**
	 * A root and since when it encrypts, or since when it does so no more.
	 */
	private record Root(byte[] key, long since) {
	}

	/**
	 * What there is at one time; the old ones are in the order of their replacement, last
	 * first.
	 */
	private record Roots(TicketKeyRing ring, Root first, List<Root> old, long due) {
	}

}
