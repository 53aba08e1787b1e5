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

import java.util.Arrays;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The entries with one hash, mostly one entry, in the order of their keys.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class HashBucket<K extends Comparable<? super K>, V> implements HashNode<K, V> {

	private final int hash;

	/** Of type K. */
	private final Object[] keys;

	/** Of type V. */
	private final Object[] values;

	HashBucket(int hash, K key, V value) {
		this(hash, new Object[] { key }, new Object[] { value });
	}

	private HashBucket(int hash, Object[] keys, Object[] values) {
		this.hash = hash;
		this.keys = keys;
		this.values = values;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V get(int hash, K key) {
		if (hash != this.hash) {
			return null;
		}
		int index = Arrays.binarySearch(this.keys, key);
		return (index >= 0) ? (V) this.values[index] : null;
	}

	@Override
	public HashNode<K, V> with(int hash, K key, V value, int shift) {
		if (hash != this.hash) {
			return HashFork.of(this, this.hash, shift).with(hash, key, value, shift);
		}
		int index = Arrays.binarySearch(this.keys, key);
		if (index >= 0) {
			Object[] changed = this.values.clone();
			changed[index] = value;
			return new HashBucket<>(hash, this.keys, changed);
		}
		return new HashBucket<>(hash, HashFork.inserted(this.keys, -index - 1, key),
				HashFork.inserted(this.values, -index - 1, value));
	}

	@Override
	public @Nullable HashNode<K, V> without(int hash, K key) {
		int index = (hash == this.hash) ? Arrays.binarySearch(this.keys, key) : -1;
		if (index < 0) {
			return this;
		}
		return (this.keys.length == 1) ? null
				: new HashBucket<>(hash, HashFork.removed(this.keys, index), HashFork.removed(this.values, index));
	}

	@Override
	@SuppressWarnings("unchecked")
	public void forEach(BiConsumer<? super K, ? super V> action) {
		for (int i = 0; i < this.keys.length; i++) {
			action.accept((K) this.keys[i], (V) this.values[i]);
		}
	}

}
