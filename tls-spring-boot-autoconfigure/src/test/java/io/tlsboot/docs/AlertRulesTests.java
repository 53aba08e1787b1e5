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

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the alert rules and the scrape configuration of the documents to Prometheus' own
 * checks, and their names to the meters that exist.
 */
class AlertRulesTests {

	private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

	private static final List<Map<String, Object>> ALERTS = PrometheusFiles.alerts();

	private static ExposedSeries series = ExposedSeries.of("", java.util.Set.of());

	@BeforeAll
	static void scrape() {
		series = ExposedSeries.of(EveryMeter.scrape(), PrometheusFiles.addedLabels());
	}

	@Test
	void prometheusTakesTheConfiguration() {
		promtool("check", "config", PrometheusFiles.CONFIG.toString());
	}

	@Test
	void alertsFireWhenTheyShould() {
		promtool("test", "rules", PrometheusFiles.ALERT_TESTS.toString());
		assertThat(PrometheusFiles.alertsThatFire())
			.containsExactlyInAnyOrderElementsOf(ALERTS.stream().map((alert) -> text(alert, "alert")).toList());
	}

	@Test
	void namesExist() {
		assertThat(ALERTS).hasSizeGreaterThan(10);
		assertThat(ALERTS.stream().flatMap((alert) -> problems(text(alert, "expr"), alert))).isEmpty();
	}

	@Test
	void aWrongNameIsFound() {
		Stream.of("tls_", "endpoint", "failure", "rejected").forEach((name) -> {
			List<String> problems = ALERTS.stream()
				.flatMap((alert) -> problems(text(alert, "expr").replace(name, name + "x"), alert))
				.toList();
			assertThat(problems).as(name)
				.isNotEmpty()
				.allMatch((problem) -> problem.contains(name + "x") || problem.contains("label endpoint"));
		});
	}

	@Test
	void eachSaysWhatToDo() {
		assertThat(ALERTS).allSatisfy((alert) -> {
			assertThat(text(PrometheusFiles.map(alert.get("labels")), "severity")).isIn("critical", "warning", "info");
			assertThat(text(PrometheusFiles.map(alert.get("annotations")), "summary")).hasSizeLessThan(100);
			assertThat(text(PrometheusFiles.map(alert.get("annotations")), "description")).hasSizeGreaterThan(100);
		});
	}

	private static Stream<String> problems(String expression, Map<String, Object> alert) {
		PromQuery query = PromQuery.of(expression, series);
		return Stream.concat(query.problems().stream(),
				LABEL.matcher(alert.get("annotations").toString())
					.results()
					.map((MatchResult match) -> match.group(1))
					.filter((label) -> !query.hasLabel(label))
					.map((label) -> text(alert, "alert") + " has no label " + label));
	}

	private static String text(Map<String, Object> map, String key) {
		return String.valueOf(map.get(key));
	}

	private static void promtool(String... arguments) {
		Program.Result result = Program.require("promtool").run(arguments);
		assertThat(result.status()).as(result.output()).isZero();
	}

}
