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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The rules of patterns in their plainest form: each pattern is a regular expression, and
 * all that match are compared. Shares nothing with the code it judges.
 */
final class ReferenceMatcher {

	private final Map<String, Integer> values;

	ReferenceMatcher(Map<String, Integer> values) {
		this.values = new HashMap<>(values);
	}

	/** Return the value for a name in its one form. */
	@Nullable Integer find(String name) {
		return this.values.keySet()
			.stream()
			.filter((pattern) -> matches(pattern, name))
			.min(Comparator.comparing(ReferenceMatcher::rank))
			.map(this.values::get)
			.orElse(null);
	}

	private static boolean matches(String pattern, String name) {
		String expression = Stream.of(pattern.split("\\*", -1))
			.map(Pattern::quote)
			.collect(Collectors.joining("[^.]*"));
		return name.matches(expression);
	}

	/** A text that sorts as the patterns do. A space is before all other characters. */
	static String rank(String pattern) {
		List<String> ranks = new ArrayList<>();
		for (String label : pattern.split("\\.")) {
			int literals = label.replace("*", "").length();
			ranks.add(0, label.contains("*")
					? String.format("1%02d%02d%s", 99 - literals, 99 - label.indexOf('*'), label) : "0" + label);
		}
		return (pattern.contains("*") ? "1 " : "0 ") + String.join(" ", ranks);
	}

}
