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

import java.util.Arrays;
import java.util.List;

/**
 * Root keys of session tickets at one time: the first encrypts, all decrypt.
 */
public final class TicketKeyRing {

	/** How long a root key must be at least, in bytes. */
	public static final int MIN_LENGTH = 32;

	private final List<byte[]> roots;

	private TicketKeyRing(List<byte[]> roots) {
		this.roots = roots;
	}

	/**
	 * Create a ring.
	 * @param roots at least one key of 32 random bytes or more, the one that encrypts
	 * first
	 * @return the ring
	 * @throws IllegalArgumentException when there is no key, or a short one
	 */
	public static TicketKeyRing of(List<byte[]> roots) {
		if (roots.isEmpty()) {
			throw new IllegalArgumentException("There must be a root key");
		}
		for (byte[] root : roots) {
			if (root.length < MIN_LENGTH) {
				throw new IllegalArgumentException("A root key must have " + MIN_LENGTH + " bytes or more");
			}
		}
		return new TicketKeyRing(roots.stream().map(byte[]::clone).toList());
	}

	/**
	 * Return the roots; not to be changed.
	 */
	List<byte[]> roots() {
		return this.roots;
	}

	/**
	 * Return whether another ring has the same roots in the same order.
	 */
	boolean hasRootsOf(TicketKeyRing other) {
		return other == this || Arrays.deepEquals(this.roots.toArray(), other.roots.toArray());
	}

	@Override
	public String toString() {
		return "TicketKeyRing[" + this.roots.size() + ((this.roots.size() == 1) ? " key]" : " keys]");
	}

}
