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

import org.jspecify.annotations.Nullable;

/**
 * Values by a part of a label, grouped by the part's shape, so that a search asks as
 * often as there are shapes and not as there are parts.
 *
 * @param <V> the type of the values
 * @param groups the values by text, by shape; no group is empty
 */
record ShapeMap<V>(PersistentMap<Integer, PersistentMap<String, V>> groups) {

	static <V> ShapeMap<V> empty() {
		return new ShapeMap<>(PersistentMap.empty());
	}

	@Nullable V get(LabelPart part) {
		PersistentMap<String, V> group = this.groups.get(part.shape());
		return (group != null) ? group.get(part.text()) : null;
	}

	ShapeMap<V> with(LabelPart part, V value) {
		PersistentMap<String, V> group = this.groups.get(part.shape());
		PersistentMap<String, V> old = (group != null) ? group : PersistentMap.empty();
		return new ShapeMap<>(this.groups.with(part.shape(), old.with(part.text(), value)));
	}

	ShapeMap<V> without(LabelPart part) {
		PersistentMap<String, V> group = this.groups.get(part.shape());
		if (group == null) {
			return this;
		}
		PersistentMap<String, V> rest = group.without(part.text());
		return new ShapeMap<>(
				rest.isEmpty() ? this.groups.without(part.shape()) : this.groups.with(part.shape(), rest));
	}

	boolean isEmpty() {
		return this.groups.isEmpty();
	}

}
