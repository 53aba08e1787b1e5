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

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link PersistentMap}.
 */
class PersistentMapTests {

	@Test
	void doesWhatAHashMapDoesAndNeverChanges() {
		for (long seed = 0; seed < 300; seed++) {
			Random random = new Random(seed);
			int[] hashes = random.ints(1 + random.nextInt(20))
				.map((hash) -> random.nextBoolean() ? hash : hash & 0x3f)
				.toArray();
			Map<Key, Integer> model = new HashMap<>();
			PersistentMap<Key, Integer> map = PersistentMap.empty();
			Map<PersistentMap<Key, Integer>, Map<Key, Integer>> history = new HashMap<>();
			for (int i = 0; i < 200; i++) {
				int name = random.nextInt(40);
				Key key = new Key(name, hashes[name % hashes.length]);
				if (random.nextInt(100) < ((i / 50 % 2 == 0) ? 20 : 80)) {
					model.remove(key);
					map = map.without(key);
				}
				else {
					model.put(key, i);
					map = map.with(key, i);
				}
				history.put(map, new HashMap<>(model));
			}
			for (Key key : new HashMap<>(model).keySet()) {
				map = map.without(key);
			}
			assertThat(map.isEmpty()).as("seed %d", seed).isTrue();
			for (Map.Entry<PersistentMap<Key, Integer>, Map<Key, Integer>> moment : history.entrySet()) {
				assertSame(moment.getKey(), moment.getValue(), hashes, seed);
			}
		}
	}

	private static void assertSame(PersistentMap<Key, Integer> map, Map<Key, Integer> model, int[] hashes, long seed) {
		Map<Key, Integer> listed = new TreeMap<>();
		map.forEach((key, value) -> assertThat(listed.put(key, value)).isNull());
		assertThat(listed).as("seed %d", seed).isEqualTo(model);
		for (int name = 0; name < 40; name++) {
			Key key = new Key(name, hashes[name % hashes.length]);
			assertThat(map.get(key)).as("seed %d", seed).isEqualTo(model.get(key));
		}
		assertThat(map.isEmpty()).isEqualTo(model.isEmpty());
	}

	@Test
	void searchesKeysOfOneHashByTheirOrder() {
		AtomicInteger comparisons = new AtomicInteger();
		PersistentMap<CountingKey, Integer> map = PersistentMap.empty();
		for (int i = 0; i < 2000; i++) {
			map = map.with(new CountingKey(i, comparisons), i);
		}
		comparisons.set(0);
		assertThat(map.get(new CountingKey(1234, comparisons))).isEqualTo(1234);
		assertThat(map.get(new CountingKey(5000, comparisons))).isNull();
		assertThat(comparisons.get()).isLessThan(30);
	}

	private record Key(int name, int hash) implements Comparable<Key> {

		@Override
		public int hashCode() {
			return this.hash;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.name == this.name;
		}

		@Override
		public int compareTo(Key other) {
			return Integer.compare(this.name, other.name);
		}

	}

	private record CountingKey(int name, AtomicInteger comparisons) implements Comparable<CountingKey> {

		@Override
		public int hashCode() {
			return 7;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof CountingKey key && key.name == this.name;
		}

		@Override
		public int compareTo(CountingKey other) {
			this.comparisons.incrementAndGet();
			return Integer.compare(this.name, other.name);
		}

	}

}
