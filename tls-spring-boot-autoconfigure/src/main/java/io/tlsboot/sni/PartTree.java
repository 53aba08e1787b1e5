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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Values by a label with {@code *}: a tree over the parts of the labels. Below the root
 * are the ends, below each end what must follow between them. A node is never changed.
 *
 * @param <V> the type of the values
 * @param found the label that is complete here and its value, or {@code null}
 * @param next the nodes for one part more
 */
record PartTree<V>(PartTree.@Nullable Found<V> found, ShapeMap<PartTree<V>> next) {

	static <V> PartTree<V> empty() {
		return new PartTree<>(null, ShapeMap.empty());
	}

	@Nullable V get(LabelPattern label) {
		PartTree<V> node = this;
		for (LabelPart part : label.parts()) {
			node = node.next.get(part);
			if (node == null) {
				return null;
			}
		}
		return (node.found != null) ? node.found.value() : null;
	}

	PartTree<V> with(LabelPattern label, V value) {
		return with(label.parts(), new Found<>(label, value));
	}

	PartTree<V> without(LabelPattern label) {
		return with(label.parts(), null);
	}

	private PartTree<V> with(List<LabelPart> parts, @Nullable Found<V> leaf) {
		if (parts.isEmpty()) {
			return new PartTree<>(leaf, this.next);
		}
		LabelPart part = parts.get(0);
		PartTree<V> old = this.next.get(part);
		PartTree<V> child = ((old != null) ? old : PartTree.<V>empty()).with(parts.subList(1, parts.size()), leaf);
		return new PartTree<>(this.found, child.isEmpty() ? this.next.without(part) : this.next.with(part, child));
	}

	boolean isEmpty() {
		return this.found == null && this.next.isEmpty();
	}

	/**
	 * A label and its value.
	 *
	 * @param <V> the type of the value
	 * @param label the label
	 * @param value the value
	 */
	record Found<V>(LabelPattern label, V value) {

	}

}
