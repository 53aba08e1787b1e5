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

package io.tlsboot.docs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An expression of Prometheus, read as far as its names go: metrics, labels and the
 * values that labels are compared with. That it is well-formed is for promtool to say.
 * Aggregations must have their labels in front: {@code sum by (a) (b)}.
 */
final class PromQuery {

	private static final Pattern TOKEN = Pattern
		.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\$\\w+|\\d[\\w.]*|[A-Za-z_:][\\w:]*|[=!]~|!=|\\S");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

	private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");

	private final List<String> tokens;

	private final ExposedSeries series;

	private final List<String> problems = new ArrayList<>();

	/** The labels of the first aggregation, if there is one. */
	private @Nullable Set<String> aggregated;

	private final Set<String> metrics = new LinkedHashSet<>();

	private PromQuery(String text, ExposedSeries series) {
		this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
		this.series = series;
		read(0, this.tokens.size());
	}

	/**
	 * Read an expression.
	 * @param text the expression
	 * @param series the series that there are
	 */
	static PromQuery of(String text, ExposedSeries series) {
		return new PromQuery(text, series);
	}

	/**
	 * Return the names that do not exist.
	 * @return a sentence for each
	 */
	List<String> problems() {
		return this.problems;
	}

	/**
	 * Return the metrics that it selects.
	 */
	Set<String> metrics() {
		return this.metrics;
	}

	/**
	 * Return whether its results have a label, as far as its metrics are known.
	 */
	boolean hasLabel(String label) {
		return (this.aggregated != null) ? this.aggregated.contains(label) : this.metrics.stream()
			.allMatch((metric) -> !this.series.has(metric) || this.series.hasLabel(metric, label));
	}

	/**
	 * Read a part.
	 * @return the metrics of the part
	 */
	private Set<String> read(int from, int to) {
		Set<String> found = new LinkedHashSet<>();
		int at = from;
		while (at < to) {
			String token = this.tokens.get(at);
			if (!Character.isLetter(token.charAt(0)) || WORDS.contains(token)) {
				at++;
			}
			else if (AGGREGATIONS.contains(token)) {
				at = aggregation(at + 1, found);
			}
			else if (is(at + 1, "(")) {
				at++;
			}
			else {
				found.add(token);
				at = selector(token, at + 1);
			}
		}
		this.metrics.addAll(found);
		return found;
	}

	private int aggregation(int at, Set<String> found) {
		Set<String> labels = Set.of();
		int operand = at;
		if (is(at, "by")) {
			int end = end(at + 1);
			labels = new LinkedHashSet<>(this.tokens.subList(at + 2, end));
			labels.remove(",");
			operand = end + 1;
		}
		if (this.aggregated == null) {
			this.aggregated = labels;
		}
		int end = end(operand);
		Set<String> metrics = read(operand + 1, end);
		labels.forEach((label) -> metrics.forEach((metric) -> label(metric, label)));
		found.addAll(metrics);
		return end + 1;
	}

	private int selector(String metric, int at) {
		if (!this.series.has(metric)) {
			this.problems.add("There is no metric " + metric);
		}
		if (!is(at, "{")) {
			return at;
		}
		int next = at + 1;
		while (!is(next, "}")) {
			matcher(metric, this.tokens.get(next), this.tokens.get(next + 1), this.tokens.get(next + 2));
			next += is(next + 3, ",") ? 4 : 3;
		}
		return next + 1;
	}

	private void matcher(String metric, String label, String operator, String quoted) {
		String value = quoted.substring(1, quoted.length() - 1);
		if (this.series.has(metric) && label(metric, label) && !value.contains("$")) {
			Stream<String> values = operator.endsWith("~") ? Stream.of(value.split("\\|"))
					: Stream.of(Pattern.quote(value));
			values.filter((each) -> !this.series.hasValue(metric, label, each))
				.forEach((each) -> this.problems.add(metric + " has no " + label + " " + each));
		}
	}

	private boolean label(String metric, String label) {
		boolean known = !this.series.has(metric) || this.series.hasLabel(metric, label);
		if (!known) {
			this.problems.add(metric + " has no label " + label);
		}
		return known;
	}

	/**
	 * Return the place of the parenthesis that closes another.
	 */
	private int end(int opening) {
		if (!is(opening, "(")) {
			throw new IllegalArgumentException("No parenthesis behind an aggregation: " + this.tokens);
		}
		int depth = 0;
		for (int at = opening; at < this.tokens.size(); at++) {
			depth += is(at, "(") ? 1 : is(at, ")") ? -1 : 0;
			if (depth == 0) {
				return at;
			}
		}
		throw new IllegalArgumentException("A parenthesis is open: " + this.tokens);
	}

	private boolean is(int at, String token) {
		return at < this.tokens.size() && this.tokens.get(at).equals(token);
	}

}
