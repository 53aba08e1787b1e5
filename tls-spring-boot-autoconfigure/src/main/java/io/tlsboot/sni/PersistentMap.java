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

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A hash map that is never changed: an update copies a few small nodes and shares all
 * others with the map it was made from (Bagwell's hash array mapped trie). Keys with the
 * same hash, which whoever may choose names can make, are searched by their order.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class PersistentMap<K extends Comparable<? super K>, V> {

	private final @Nullable HashNode<K, V> root;

	private PersistentMap(@Nullable HashNode<K, V> root) {
		this.root = root;
	}

	static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
		return new PersistentMap<>(null);
	}

	@Nullable V get(K key) {
		return (this.root != null) ? this.root.get(hash(key), key) : null;
	}

	PersistentMap<K, V> with(K key, V value) {
		return new PersistentMap<>((this.root != null) ? this.root.with(hash(key), key, value, 0)
				: new HashBucket<>(hash(key), key, value));
	}

	PersistentMap<K, V> without(K key) {
		return (this.root != null) ? new PersistentMap<>(this.root.without(hash(key), key)) : this;
	}

	void forEach(BiConsumer<? super K, ? super V> action) {
		if (this.root != null) {
			this.root.forEach(action);
		}
	}

	boolean isEmpty() {
		return this.root == null;
	}

	private static int hash(Object key) {
		int hash = key.hashCode();
		return hash ^ (hash >>> 16);
	}

}
