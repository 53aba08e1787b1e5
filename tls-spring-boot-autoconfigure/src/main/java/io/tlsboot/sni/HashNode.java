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
 * A node of a {@link PersistentMap}, never empty and never changed.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
interface HashNode<K extends Comparable<? super K>, V> {

	@Nullable V get(int hash, K key);

	/**
	 * Return this node with one value more, or another.
	 * @param shift how many bits of the hash led to this node
	 */
	HashNode<K, V> with(int hash, K key, V value, int shift);

	/**
	 * Return this node without a key: itself when it is not there, {@code null} when
	 * nothing is left.
	 */
	@Nullable HashNode<K, V> without(int hash, K key);

	void forEach(BiConsumer<? super K, ? super V> action);

}
