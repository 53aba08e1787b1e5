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
import java.util.List;

/**
 * One label of a pattern, in which each {@code *} stands for any run of characters. The
 * order is that of precedence: a label without {@code *} first, then the one with more
 * literal characters, then the one with the longer text before its first {@code *}, then
 * that of the alphabet. So {@code *} alone is last.
 *
 * @param text the label in lower case, never with two {@code *} in a row
 * @param literals the texts around the {@code *}, which may be empty; one text when there
 * is none
 */
record LabelPattern(String text, List<String> literals) implements Comparable<LabelPattern> {

	private static final Comparator<LabelPattern> WILDCARDS = Comparator.comparingInt(LabelPattern::literalLength)
		.thenComparingInt((label) -> label.literals.get(0).length())
		.reversed()
		.thenComparing(LabelPattern::text);

	/** Read a label whose characters are checked. */
	static LabelPattern of(String label) {
		if (label.indexOf('*') < 0) {
			return new LabelPattern(label, List.of(label));
		}
		String text = label.replaceAll("\\*+", "*");
		return new LabelPattern(text, List.of(text.split("\\*", -1)));
	}

	boolean exact() {
		return this.literals.size() == 1;
	}

	/** Return whether every label matches. */
	boolean any() {
		return this.text.equals("*");
	}

	int literalLength() {
		return this.text.length() - this.literals.size() + 1;
	}

	/**
	 * Return what a label must have to match: both ends, then what must follow in this
	 * order between them.
	 */
	List<LabelPart> parts() {
		List<LabelPart> parts = new ArrayList<>();
		int last = this.literals.size() - 1;
		parts.add(LabelPart.ends(this.literals.get(0), this.literals.get(last)));
		for (String middle : this.literals.subList(1, last)) {
			parts.add(LabelPart.middle(middle));
		}
		return parts;
	}

	@Override
	public int compareTo(LabelPattern other) {
		if (exact() && other.exact()) {
			return this.text.compareTo(other.text);
		}
		return (exact() || other.exact()) ? Boolean.compare(other.exact(), exact()) : WILDCARDS.compare(this, other);
	}

}
