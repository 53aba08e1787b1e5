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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series that Prometheus would have: those of a scrape, each with the labels that the
 * scrape configuration adds to all.
 */
final class ExposedSeries {

	private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+( \\S+)?$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	private final Map<String, List<Map<String, String>>> series = new HashMap<>();

	private final Set<String> added;

	private ExposedSeries(Set<String> added) {
		this.added = added;
		this.series.put("up", List.of(Map.of()));
	}

	/**
	 * Read a scrape.
	 * @param scrape the answer in Prometheus' text format
	 * @param added the labels that the configuration adds
	 * @return its series, and {@code up}, which Prometheus makes itself
	 */
	static ExposedSeries of(String scrape, Set<String> added) {
		ExposedSeries exposed = new ExposedSeries(added);
		scrape.lines().filter((line) -> !line.startsWith("#")).forEach(exposed::add);
		return exposed;
	}

	private void add(String line) {
		Matcher sample = SAMPLE.matcher(line);
		if (!sample.matches()) {
			throw new IllegalArgumentException("Not a sample: " + line);
		}
		Map<String, String> labels = new LinkedHashMap<>();
		if (sample.group(2) != null) {
			LABEL.matcher(sample.group(2)).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
		}
		this.series.computeIfAbsent(sample.group(1), (name) -> new ArrayList<>()).add(labels);
	}

	/**
	 * Return the names of the metrics with a beginning.
	 */
	Set<String> metrics(String beginning) {
		Set<String> metrics = new TreeSet<>(this.series.keySet());
		metrics.removeIf((name) -> !name.startsWith(beginning));
		return metrics;
	}

	boolean has(String metric) {
		return this.series.containsKey(metric);
	}

	/**
	 * Return whether the series of a metric have a label.
	 */
	boolean hasLabel(String metric, String label) {
		return this.added.contains(label)
				|| this.series.getOrDefault(metric, List.of()).stream().anyMatch((labels) -> labels.containsKey(label));
	}

	/**
	 * Return whether a value is one of a label, as far as the scrape can tell.
	 * @param metric the metric
	 * @param label the label
	 * @param pattern a regular expression for the value
	 */
	boolean hasValue(String metric, String label, String pattern) {
		return this.added.contains(label) || this.series.getOrDefault(metric, List.of())
			.stream()
			.anyMatch((labels) -> labels.getOrDefault(label, "").matches(pattern));
	}

}
