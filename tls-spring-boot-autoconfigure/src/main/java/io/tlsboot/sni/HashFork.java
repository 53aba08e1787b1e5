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
 * Up to 32 nodes by five bits of the hash.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class HashFork<K extends Comparable<? super K>, V> implements HashNode<K, V> {

	private static final int BITS = 5;

	private final int shift;

	/** A bit for each value of the five bits that has a node. */
	private final int present;

	/** Of type HashNode, in the order of their bits. */
	private final Object[] nodes;

	private HashFork(int shift, int present, Object[] nodes) {
		this.shift = shift;
		this.present = present;
		this.nodes = nodes;
	}

	static <K extends Comparable<? super K>, V> HashNode<K, V> of(HashNode<K, V> node, int hash, int shift) {
		return new HashFork<>(shift, bit(hash, shift), new Object[] { node });
	}

	@Override
	public @Nullable V get(int hash, K key) {
		int bit = bit(hash, this.shift);
		return ((this.present & bit) != 0) ? node(index(bit)).get(hash, key) : null;
	}

	@Override
	public HashNode<K, V> with(int hash, K key, V value, int shift) {
		int bit = bit(hash, shift);
		int index = index(bit);
		if ((this.present & bit) == 0) {
			return new HashFork<>(shift, this.present | bit,
					inserted(this.nodes, index, new HashBucket<>(hash, key, value)));
		}
		return replaced(index, node(index).with(hash, key, value, shift + BITS));
	}

	@Override
	public @Nullable HashNode<K, V> without(int hash, K key) {
		int bit = bit(hash, this.shift);
		if ((this.present & bit) == 0) {
			return this;
		}
		int index = index(bit);
		HashNode<K, V> old = node(index);
		HashNode<K, V> changed = old.without(hash, key);
		if (changed == old) {
			return this;
		}
		if (changed != null) {
			return (this.nodes.length == 1 && changed instanceof HashBucket) ? changed : replaced(index, changed);
		}
		if (this.nodes.length == 1) {
			return null;
		}
		// A bucket needs no fork above it. A fork knows its own bits and stays.
		if (this.nodes.length == 2 && node(1 - index) instanceof HashBucket) {
			return node(1 - index);
		}
		return new HashFork<>(this.shift, this.present & ~bit, removed(this.nodes, index));
	}

	@Override
	public void forEach(BiConsumer<? super K, ? super V> action) {
		for (int i = 0; i < this.nodes.length; i++) {
			node(i).forEach(action);
		}
	}

	private HashNode<K, V> replaced(int index, HashNode<K, V> node) {
		Object[] changed = this.nodes.clone();
		changed[index] = node;
		return new HashFork<>(this.shift, this.present, changed);
	}

	@SuppressWarnings("unchecked")
	private HashNode<K, V> node(int index) {
		return (HashNode<K, V>) this.nodes[index];
	}

	private int index(int bit) {
		return Integer.bitCount(this.present & (bit - 1));
	}

	private static int bit(int hash, int shift) {
		return 1 << ((hash >>> shift) & 31);
	}

	static Object[] inserted(Object[] array, int index, Object element) {
		Object[] larger = new Object[array.length + 1];
		System.arraycopy(array, 0, larger, 0, index);
		larger[index] = element;
		System.arraycopy(array, index, larger, index + 1, array.length - index);
		return larger;
	}

	static Object[] removed(Object[] array, int index) {
		Object[] smaller = new Object[array.length - 1];
		System.arraycopy(array, 0, smaller, 0, index);
		System.arraycopy(array, index + 1, smaller, index, smaller.length - index);
		return smaller;
	}

}
