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

package io.tlsboot.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was measured, with one value for each round.
 */
final class Figures {

	private final Map<String, List<Double>> values = new LinkedHashMap<>();

	void add(String name, double value) {
		this.values.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
	}

	/**
	 * Return the values of the last round.
	 */
	String last() {
		return this.values.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " " + Spread.text(entry.getValue().get(entry.getValue().size() - 1)))
			.collect(Collectors.joining(", "));
	}

	Set<String> names() {
		return this.values.keySet();
	}

	/**
	 * Return the median and the interval around it.
	 */
	String cell(String name) {
		List<Double> all = this.values.get(name);
		return (all != null) ? Spread.of(all).toString() : "";
	}

	/**
	 * Return how many values the one with the most has.
	 */
	int rounds() {
		return this.values.values().stream().mapToInt(List::size).max().orElse(0);
	}

	@Override
	public String toString() {
		return this.values.entrySet().stream().map((entry) -> {
			List<Double> sorted = entry.getValue().stream().sorted().toList();
			int quarter = sorted.size() / 4;
			return String.format(Locale.ROOT, "  %-30s %10s %10s %10s %10s %10s", entry.getKey(),
					Spread.text(Spread.of(sorted).median()), Spread.text(sorted.get(0)),
					Spread.text(sorted.get(sorted.size() - 1)), Spread.text(sorted.get(quarter)),
					Spread.text(sorted.get(sorted.size() - 1 - quarter)));
		}).collect(Collectors.joining("\n"));
	}

}
