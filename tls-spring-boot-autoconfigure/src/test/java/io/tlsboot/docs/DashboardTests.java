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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the dashboard for Grafana to the meters that exist.
 */
class DashboardTests {

	private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

	private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

	private static final String DASHBOARD = read();

	private static ExposedSeries series = ExposedSeries.of("", Set.of());

	@BeforeAll
	static void scrape() {
		series = ExposedSeries.of(EveryMeter.scrape(), PrometheusFiles.addedLabels());
	}

	@Test
	void namesExist() {
		assertThat(targets(DASHBOARD)).hasSizeGreaterThan(20);
		assertThat(problems(DASHBOARD)).isEmpty();
	}

	@Test
	void aWrongNameIsFound() {
		assertThat(problems(DASHBOARD.replace("tls_handshakes_pending", "tls_handshake_pending")))
			.containsOnly("There is no metric tls_handshake_pending");
		assertThat(problems(DASHBOARD.replace("_seconds_bucket", "_bucket")))
			.containsOnly("There is no metric tls_handshakes_bucket");
		assertThat(problems(DASHBOARD.replace("role=~", "kind=~"))).isNotEmpty()
			.allMatch((problem) -> problem.endsWith("has no label kind"));
		assertThat(problems(DASHBOARD.replace("(result)", "(outcome)")))
			.contains("tls_sessions_tickets_total has no label outcome");
		assertThat(problems(DASHBOARD.replace("{{cipher}}", "{{suite}}")))
			.containsExactly("Cipher suites: results have no label suite");
		assertThat(problems(DASHBOARD.replace("outcome=\\\"failure", "outcome=\\\"failed"))).isNotEmpty()
			.allMatch((problem) -> problem.contains("has no outcome"));
		assertThat(problems(DASHBOARD.replace(", subject)", ", issuer)")))
			.contains("tls_certificate_expiry_seconds has no label issuer");
	}

	@Test
	void everyMeterIsShown() {
		Set<String> shown = targets(DASHBOARD).stream()
			.flatMap((target) -> PromQuery.of(target.expression(), series).metrics().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		// The sum is for means, the maximum is that of all; quantiles tell more.
		shown.addAll(Set.of("tls_handshakes_seconds_sum", "tls_handshakes_seconds_max"));
		assertThat(shown).containsExactlyElementsOf(series.metrics("tls_"));
	}

	@Test
	void prometheusTakesTheExpressions(@TempDir Path directory) throws IOException {
		StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
		for (Target target : targets(DASHBOARD)) {
			rules.append("  - record: a\n    expr: '")
				.append(VARIABLE.matcher(target.expression()).replaceAll("5m"))
				.append("'\n    labels: { panel: '")
				.append(rules.length())
				.append("' }\n");
		}
		Path file = Files.writeString(directory.resolve("rules.yml"), rules);
		Program.Result result = Program.require("promtool").run("check", "rules", file.toString());
		assertThat(result.status()).as(result.output()).isZero();
	}

	@Test
	void variablesAreDeclared() {
		Set<String> declared = new TreeSet<>(JsonPath.<List<String>>read(DASHBOARD, "$.templating.list[*].name"));
		assertThat(declared).containsExactly("application", "datasource", "endpoint", "instance", "role");
		assertThat(JsonPath.<List<String>>read(DASHBOARD, "$.panels[?(@.type != 'row')]..datasource.uid"))
			.containsOnly("${datasource}");
		assertThat(targets(DASHBOARD).stream()
			.flatMap((target) -> VARIABLE.matcher(target.expression()).results().map((match) -> match.group(1)))
			.filter((name) -> !name.startsWith("__"))).isNotEmpty().isSubsetOf(declared);
	}

	@Test
	void panelsDoNotOverlap() {
		assertThat(JsonPath.<List<Integer>>read(DASHBOARD, "$.panels[*].id")).doesNotHaveDuplicates();
		Set<String> cells = new HashSet<>();
		JsonPath.<List<Map<String, Integer>>>read(DASHBOARD, "$.panels[*].gridPos").forEach((place) -> {
			assertThat(place.get("x") + place.get("w")).isLessThanOrEqualTo(24);
			for (int x = place.get("x"); x < place.get("x") + place.get("w"); x++) {
				for (int y = place.get("y"); y < place.get("y") + place.get("h"); y++) {
					assertThat(cells.add(x + " " + y)).as(x + " " + y).isTrue();
				}
			}
		});
	}

	private static List<String> problems(String dashboard) {
		Stream<String> queries = targets(dashboard).stream().flatMap((target) -> {
			PromQuery query = PromQuery.of(target.expression(), series);
			return Stream.concat(query.problems().stream(),
					LEGEND.matcher(target.legend())
						.results()
						.map((MatchResult match) -> match.group(1))
						.filter((label) -> !query.hasLabel(label))
						.map((label) -> target.panel() + ": results have no label " + label));
		});
		Stream<String> variables = JsonPath.<List<String>>read(dashboard, "$.templating.list[*].definition")
			.stream()
			.flatMap((definition) -> {
				Matcher values = LABEL_VALUES.matcher(definition);
				assertThat(values.matches()).as(definition).isTrue();
				PromQuery query = PromQuery.of(values.group(1), series);
				return Stream.concat(query.problems().stream(),
						query.hasLabel(values.group(2)) || !query.problems().isEmpty() ? Stream.empty()
								: Stream.of(definition + " has no such label"));
			});
		return Stream.concat(queries, variables).toList();
	}

	private static List<Target> targets(String dashboard) {
		return JsonPath.<List<Map<String, Object>>>read(dashboard, "$.panels[?(@.targets)]")
			.stream()
			.flatMap((panel) -> JsonPath.<List<Map<String, Object>>>read(panel, "$.targets")
				.stream()
				.map(LinkedHashMap::new)
				.map((target) -> new Target(String.valueOf(panel.get("title")), String.valueOf(target.get("expr")),
						String.valueOf(target.get("legendFormat")))))
			.toList();
	}

	private static String read() {
		try {
			return Files.readString(Repository.root().resolve("docs/grafana/tls-dashboard.json"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A query of a panel.
	 */
	private record Target(String panel, String expression, String legend) {
	}

}
