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

package io.tlsboot.verify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not asked for lately: when the young generation is
 * full it becomes the old one, and the old one is dropped. Thread-safe; nobody waits.
 *
 * @param <K> what is asked for
 * @param <V> what is remembered of it
 */
final class Generations<K, V> {

	private final int size;

	private volatile Map<K, V> young = new ConcurrentHashMap<>();

	private volatile Map<K, V> old = Map.of();

	/**
	 * Create an empty map.
	 * @param size how many entries one of the two generations holds
	 */
	Generations(int size) {
		this.size = size;
	}

	@Nullable V find(K key) {
		V value = this.young.get(key);
		if (value == null) {
			value = this.old.get(key);
			if (value != null) {
				put(key, value);
			}
		}
		return value;
	}

	void put(K key, V value) {
		if (this.young.size() >= this.size) {
			rotate();
		}
		this.young.put(key, value);
	}

	int size() {
		return this.young.size() + this.old.size();
	}

	private synchronized void rotate() {
		if (this.young.size() >= this.size) {
			this.old = this.young;
			this.young = new ConcurrentHashMap<>();
		}
	}

}
