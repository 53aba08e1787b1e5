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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values by server name pattern. A name gets the value of the first pattern that matches
 * it in the order of {@link ServerNamePattern}, whatever the order in which the patterns
 * were added.
 * <p>
 * An index is never changed; an update is a new index that shares almost all of the old
 * one. A search asks one hash map for the exact name and does not allocate when it is
 * there. Otherwise its work depends on the name and on how many shapes the patterns with
 * {@code *} have (in which labels {@code *} is, and how long the texts around it are),
 * not on how many patterns have the same shape. Only patterns with as many labels as the
 * name are looked at, each label of each at most once, whatever the name is.
 *
 * @param <T> the type of the values
 */
public final class ServerNameIndex<T> {

	/** All patterns by their text. A name is never the text of one with {@code *}. */
	private final PersistentMap<String, Entry<T>> entries;

	/** The patterns with {@code *}, by the number of their labels. */
	private final PersistentMap<Integer, LabelTree<T>> wildcards;

	private ServerNameIndex(PersistentMap<String, Entry<T>> entries, PersistentMap<Integer, LabelTree<T>> wildcards) {
		this.entries = entries;
		this.wildcards = wildcards;
	}

	/**
	 * Return an index without patterns.
	 * @param <T> the type of the values
	 * @return the index
	 */
	public static <T> ServerNameIndex<T> empty() {
		return new ServerNameIndex<>(PersistentMap.empty(), PersistentMap.empty());
	}

	/**
	 * Return an index of some patterns.
	 * @param <T> the type of the values
	 * @param values the values by pattern
	 * @return the index
	 */
	public static <T> ServerNameIndex<T> of(Map<ServerNamePattern, ? extends T> values) {
		ServerNameIndex<T> index = empty();
		for (Map.Entry<ServerNamePattern, ? extends T> entry : values.entrySet()) {
			index = index.with(entry.getKey(), entry.getValue());
		}
		return index;
	}

	/**
	 * Find the value for a name. Never blocks.
	 * @param name the name in the form of {@link HostNames#normal(String)}
	 * @return the value, or {@code null} when no pattern matches
	 */
	public @Nullable T find(String name) {
		Entry<T> entry = this.entries.get(name);
		if (entry != null) {
			return entry.value();
		}
		return this.wildcards.isEmpty() ? null : new WildcardSearch<T>(name).find(this.wildcards);
	}

	/**
	 * Return the value of a pattern itself.
	 * @param pattern the pattern
	 * @return the value, or {@code null} when the index does not have the pattern
	 */
	public @Nullable T get(ServerNamePattern pattern) {
		Entry<T> entry = this.entries.get(pattern.toString());
		return (entry != null) ? entry.value() : null;
	}

	/**
	 * Return an index with one pattern more, or with another value for a pattern.
	 * @param pattern the pattern
	 * @param value its value
	 * @return the new index
	 */
	public ServerNameIndex<T> with(ServerNamePattern pattern, T value) {
		return new ServerNameIndex<>(this.entries.with(pattern.toString(), new Entry<>(pattern, value)),
				pattern.exact() ? this.wildcards : wildcards(pattern.labels(), value));
	}

	/**
	 * Return an index without a pattern. Other patterns that match the same names stay.
	 * @param pattern the pattern
	 * @return the new index, or this one when it does not have the pattern
	 */
	public ServerNameIndex<T> without(ServerNamePattern pattern) {
		if (get(pattern) == null) {
			return this;
		}
		return new ServerNameIndex<>(this.entries.without(pattern.toString()),
				pattern.exact() ? this.wildcards : wildcards(pattern.labels(), null));
	}

	/**
	 * Return all patterns and their values. Sorts them: for listings, not for handshakes.
	 * @return the values by pattern, in the order of precedence; not modifiable
	 */
	public Map<ServerNamePattern, T> patterns() {
		List<Entry<T>> sorted = new ArrayList<>();
		this.entries.forEach((text, entry) -> sorted.add(entry));
		sorted.sort(Comparator.comparing(Entry::pattern));
		Map<ServerNamePattern, T> patterns = new LinkedHashMap<>();
		sorted.forEach((entry) -> patterns.put(entry.pattern(), entry.value()));
		return Collections.unmodifiableMap(patterns);
	}

	/**
	 * Return all values.
	 * @return the values, in no particular order
	 */
	public Collection<T> values() {
		List<T> values = new ArrayList<>();
		this.entries.forEach((text, entry) -> values.add(entry.value()));
		return Collections.unmodifiableList(values);
	}

	/**
	 * Return whether there is no pattern.
	 * @return whether no name has a value
	 */
	public boolean isEmpty() {
		return this.entries.isEmpty();
	}

	PersistentMap<Integer, LabelTree<T>> wildcards() {
		return this.wildcards;
	}

	private PersistentMap<Integer, LabelTree<T>> wildcards(List<LabelPattern> labels, @Nullable T value) {
		LabelTree<T> old = this.wildcards.get(labels.size());
		LabelTree<T> tree = ((old != null) ? old : LabelTree.<T>empty()).with(labels, value);
		return tree.isEmpty() ? this.wildcards.without(labels.size()) : this.wildcards.with(labels.size(), tree);
	}

	/**
	 * A pattern and its value.
	 *
	 * @param <T> the type of the value
	 * @param pattern the pattern
	 * @param value the value
	 */
	private record Entry<T>(ServerNamePattern pattern, T value) {

	}

}
