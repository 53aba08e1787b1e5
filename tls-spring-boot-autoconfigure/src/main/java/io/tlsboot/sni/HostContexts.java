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

package io.tlsboot.sni;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The contexts of a server by the patterns of the host names that they serve. A lookup
 * takes no lock and costs the same whatever their number.
 */
public final class HostContexts {

	private volatile ServerNameIndex<ContextSlot> index;

	/**
	 * Create them.
	 * @param slots the places of the contexts by their patterns
	 */
	public HostContexts(Map<ServerNamePattern, ContextSlot> slots) {
		this.index = ServerNameIndex.of(slots);
	}

	/**
	 * Find the context of a host.
	 * @param host the name as {@link HostNames} gives it
	 * @return the place of its context, or {@code null} when no pattern matches
	 */
	public @Nullable ContextSlot find(String host) {
		return this.index.find(host);
	}

	/**
	 * Return the context of a pattern itself.
	 * @param pattern the pattern
	 * @return the place of its context, or {@code null}
	 */
	public @Nullable ContextSlot get(ServerNamePattern pattern) {
		return this.index.get(pattern);
	}

	/**
	 * Serve the host names of a pattern from now on.
	 * @param pattern the pattern
	 * @param slot the place of the context
	 * @return the place that served it until now, or {@code null}
	 */
	public synchronized @Nullable ContextSlot put(ServerNamePattern pattern, ContextSlot slot) {
		ContextSlot old = this.index.get(pattern);
		this.index = this.index.with(pattern, slot);
		return old;
	}

	/**
	 * Serve the host names of a pattern by another place, unless that has happened
	 * already.
	 * @param pattern the pattern
	 * @param expected the place that serves it
	 * @param slot the place that will
	 * @return whether it did until now, and the other does from now on
	 */
	public synchronized boolean replace(ServerNamePattern pattern, ContextSlot expected, ContextSlot slot) {
		boolean there = this.index.get(pattern) == expected;
		if (there) {
			this.index = this.index.with(pattern, slot);
		}
		return there;
	}

	/**
	 * Serve the host names of a pattern no more.
	 * @param pattern the pattern
	 * @return the place that served it until now, or {@code null}
	 */
	public synchronized @Nullable ContextSlot remove(ServerNamePattern pattern) {
		ContextSlot old = this.index.get(pattern);
		if (old != null) {
			this.index = this.index.without(pattern);
		}
		return old;
	}

	/**
	 * Return all contexts.
	 * @return the places of the contexts by their patterns
	 */
	public Map<ServerNamePattern, ContextSlot> patterns() {
		return this.index.patterns();
	}

	/**
	 * Return the places of all contexts.
	 * @return the places, in no particular order
	 */
	public Collection<ContextSlot> slots() {
		return this.index.values();
	}

}
