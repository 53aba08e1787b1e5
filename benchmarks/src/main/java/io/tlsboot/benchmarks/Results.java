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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What was measured, by test and by server; becomes tables in Markdown.
 */
final class Results {

	private final Map<String, Map<String, Figures>> tests = new LinkedHashMap<>();

	private final Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();

	void add(String test, String peer, String column, double value) {
		this.tests.computeIfAbsent(test, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(peer, (key) -> new Figures())
			.add(column, value);
	}

	/**
	 * Record the same of all servers, and how each compares with the raw one of the same
	 * round if that is there.
	 * @param round values of the round by server
	 */
	void addRound(String test, String column, String unit, Map<String, Double> round) {
		this.rounds.computeIfAbsent(test + " " + column, (key) -> new ArrayList<>()).add(round);
		Double raw = round.get(Peers.RAW);
		round.forEach((peer, value) -> {
			add(test, peer, column + ", " + unit, value);
			if (raw != null && raw != 0) {
				add(test, peer, column + " / " + Peers.RAW, value / raw);
			}
		});
	}

	/**
	 * Return what a server took in each round, or how that compares with another one in
	 * the same round.
	 * @param other the other one; {@code null} for none
	 */
	List<Double> of(String test, String column, String peer, @Nullable String other) {
		List<Double> values = new ArrayList<>();
		for (Map<String, Double> round : this.rounds.getOrDefault(test + " " + column, List.of())) {
			Double value = round.get(peer);
			Double divisor = (other != null) ? round.get(other) : Double.valueOf(1);
			if (value != null && divisor != null) {
				values.add(value / divisor);
			}
		}
		return values;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.tests.forEach((test, peers) -> {
			Set<String> columns = new LinkedHashSet<>();
			peers.values().forEach((figures) -> columns.addAll(figures.names()));
			int count = peers.values().stream().mapToInt(Figures::rounds).max().orElse(0);
			text.append("\n### ").append(test).append("\n\nRounds: ").append(count);
			text.append((count >= Spread.ENOUGH) ? ", quartiles in brackets\n\n| |"
					: ", least and most in brackets\n\n| |");
			columns.forEach((column) -> text.append(' ').append(column).append(" |"));
			text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
			peers.forEach((peer, figures) -> {
				text.append("| `").append(peer).append("` |");
				columns.forEach((column) -> text.append(' ').append(figures.cell(column)).append(" |"));
				text.append('\n');
			});
		});
		return text.toString();
	}

}
