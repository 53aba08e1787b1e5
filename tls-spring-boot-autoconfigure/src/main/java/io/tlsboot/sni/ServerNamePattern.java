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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A host name with wildcards that a context serves. A {@code *} stands for any run of
 * characters, also for none, within one label and never for a dot: {@code *.example.com}
 * is for {@code a.example.com}, not for {@code example.com} nor for
 * {@code a.b.example.com}; {@code *} alone is for names without a dot.
 * <p>
 * The order is that of precedence, and total: of the patterns that match a name the first
 * one decides. Patterns without {@code *} come first. Else the labels are compared one by
 * one from the right, the top level domain first, until two differ, and the pattern whose
 * label comes first in this list comes first:
 * <ol>
 * <li>a label without {@code *}; two such labels in the order of the alphabet, although
 * no name has both</li>
 * <li>the label with more characters that are not {@code *}</li>
 * <li>the label with the longer text before its first {@code *}</li>
 * <li>the label that is first in the order of the alphabet, in which {@code *} is before
 * all other characters</li>
 * </ol>
 * So {@code *} alone as a label comes after all other labels. When one pattern is the end
 * of the other the one with more labels comes first, although no name matches both; so
 * the pattern {@code *} comes after all other patterns.
 */
public final class ServerNamePattern implements Comparable<ServerNamePattern> {

	private final String text;

	/**
	 * From the right; {@code null} without {@code *}, as there may be thousands of those
	 * and the text says it all.
	 */
	private final @Nullable List<LabelPattern> labels;

	private ServerNamePattern(String text, @Nullable List<LabelPattern> labels) {
		this.text = text;
		this.labels = labels;
	}

	/**
	 * Read a pattern.
	 * @param text the pattern as written
	 * @return the pattern in its one form: lower case, A-labels, no final dot, no two
	 * {@code *} in a row
	 * @throws io.tlsboot.context.ContextException when no server name can match it, or
	 * when it is not clear which names do
	 */
	public static ServerNamePattern parse(String text) {
		if (HostNames.wellFormed(text)) {
			return new ServerNamePattern(text, null);
		}
		List<LabelPattern> labels = new PatternReader(text).read();
		String form = labels.stream().map(LabelPattern::text).collect(Collectors.joining("."));
		// The same object where it can be, as whoever wrote it may keep it too
		return new ServerNamePattern(form.equals(text) ? text : form,
				(form.indexOf('*') < 0) ? null : reversed(labels));
	}

	private static List<LabelPattern> reversed(List<LabelPattern> labels) {
		List<LabelPattern> reversed = new ArrayList<>(labels);
		Collections.reverse(reversed);
		return List.copyOf(reversed);
	}

	/** Return whether it has no {@code *}. */
	boolean exact() {
		return this.labels == null;
	}

	/** Return its labels from the right. */
	List<LabelPattern> labels() {
		return (this.labels != null) ? this.labels
				: reversed(Arrays.stream(this.text.split("\\.")).map(LabelPattern::of).toList());
	}

	@Override
	public int compareTo(ServerNamePattern other) {
		if (exact() != other.exact()) {
			return exact() ? -1 : 1;
		}
		List<LabelPattern> mine = labels();
		List<LabelPattern> others = other.labels();
		int order = 0;
		for (int i = 0; order == 0 && i < Math.min(mine.size(), others.size()); i++) {
			order = mine.get(i).compareTo(others.get(i));
		}
		return (order != 0) ? order : Integer.compare(others.size(), mine.size());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ServerNamePattern pattern && pattern.text.equals(this.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Return the pattern in its one form.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
