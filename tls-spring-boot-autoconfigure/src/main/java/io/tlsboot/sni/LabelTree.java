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
 * Values by patterns that all have the same number of labels: a tree over the labels,
 * from the right. A node is never changed; an update makes new nodes for the labels of
 * its pattern and shares all others.
 *
 * @param <T> the type of the values
 * @param value the value of the pattern that is complete here, or {@code null}
 * @param exact the nodes for one label more, a label without {@code *}
 * @param partial the same for labels with {@code *} and other characters
 * @param any the same for the label {@code *}, or {@code null}
 */
record LabelTree<T>(@Nullable T value, PersistentMap<String, LabelTree<T>> exact, PartTree<LabelTree<T>> partial,
		@Nullable LabelTree<T> any) {

	static <T> LabelTree<T> empty() {
		return new LabelTree<>(null, PersistentMap.empty(), PartTree.empty(), null);
	}

	/**
	 * Return this tree with a value, or without it.
	 * @param labels the labels below this node, from the right
	 * @param leaf the value, or {@code null} for none
	 */
	LabelTree<T> with(List<LabelPattern> labels, @Nullable T leaf) {
		if (labels.isEmpty()) {
			return new LabelTree<>(leaf, this.exact, this.partial, this.any);
		}
		LabelPattern label = labels.get(0);
		LabelTree<T> old = child(label);
		LabelTree<T> child = ((old != null) ? old : LabelTree.<T>empty()).with(labels.subList(1, labels.size()), leaf);
		return withChild(label, child.isEmpty() ? null : child);
	}

	private @Nullable LabelTree<T> child(LabelPattern label) {
		if (label.exact()) {
			return this.exact.get(label.text());
		}
		return label.any() ? this.any : this.partial.get(label);
	}

	private LabelTree<T> withChild(LabelPattern label, @Nullable LabelTree<T> child) {
		if (label.exact()) {
			return new LabelTree<>(this.value,
					(child != null) ? this.exact.with(label.text(), child) : this.exact.without(label.text()),
					this.partial, this.any);
		}
		if (label.any()) {
			return new LabelTree<>(this.value, this.exact, this.partial, child);
		}
		return new LabelTree<>(this.value, this.exact,
				(child != null) ? this.partial.with(label, child) : this.partial.without(label), this.any);
	}

	boolean isEmpty() {
		return this.value == null && this.exact.isEmpty() && this.partial.isEmpty() && this.any == null;
	}

}
