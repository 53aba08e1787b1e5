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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One search for the first pattern with {@code *} that matches a name. At each label it
 * tries what may match in the order of precedence, so that the first pattern that is
 * complete is the answer. It visits a node of the tree at most once, and only nodes whose
 * labels match.
 *
 * @param <T> the type of the values
 */
final class WildcardSearch<T> {

	/** The labels of the name, from the left. */
	private final String[] labels;

	private int lookups;

	WildcardSearch(String name) {
		this.labels = name.split("\\.", -1);
	}

	@Nullable T find(PersistentMap<Integer, LabelTree<T>> trees) {
		LabelTree<T> tree = trees.get(this.labels.length);
		return (tree != null) ? find(tree, this.labels.length) : null;
	}

	/**
	 * Return how often the search has asked a hash map: what its work grows with.
	 */
	int lookups() {
		return this.lookups;
	}

	private @Nullable T find(LabelTree<T> node, int unread) {
		if (unread == 0) {
			return node.value();
		}
		String label = this.labels[unread - 1];
		this.lookups++;
		LabelTree<T> exact = node.exact().get(label);
		T found = (exact != null) ? find(exact, unread - 1) : null;
		if (found == null && !node.partial().isEmpty()) {
			found = findPartial(node.partial(), label, unread);
		}
		if (found == null && node.any() != null) {
			found = find(node.any(), unread - 1);
		}
		return found;
	}

	private @Nullable T findPartial(PartTree<LabelTree<T>> root, String label, int unread) {
		List<PartTree.Found<LabelTree<T>>> matches = new ArrayList<>();
		root.next().groups().forEach((shape, group) -> {
			int before = LabelPart.before(shape);
			int after = LabelPart.after(shape);
			if (before + after <= label.length()) {
				int end = label.length() - after;
				this.lookups++;
				PartTree<LabelTree<T>> node = group
					.get(LabelPart.ends(label.substring(0, before), label.substring(end)).text());
				if (node != null) {
					addMatches(node, label.substring(before, end), matches);
				}
			}
		});
		matches.sort(Comparator.comparing(PartTree.Found::label));
		for (PartTree.Found<LabelTree<T>> match : matches) {
			T found = find(match.value(), unread - 1);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/**
	 * Add the labels that match what is left of a label. Where a part occurs more than
	 * once the first place is enough, because it leaves most to the parts that follow.
	 */
	private void addMatches(PartTree<LabelTree<T>> node, String rest, List<PartTree.Found<LabelTree<T>>> matches) {
		if (node.found() != null) {
			matches.add(node.found());
		}
		node.next().groups().forEach((length, group) -> {
			Set<String> seen = new HashSet<>();
			for (int end = length; end <= rest.length(); end++) {
				String part = rest.substring(end - length, end);
				if (seen.add(part)) {
					this.lookups++;
					PartTree<LabelTree<T>> child = group.get(part);
					if (child != null) {
						addMatches(child, rest.substring(end), matches);
					}
				}
			}
		});
	}

}
