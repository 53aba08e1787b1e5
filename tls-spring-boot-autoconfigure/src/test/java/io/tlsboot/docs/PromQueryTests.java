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

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PromQueryTests {

	private static final ExposedSeries SERIES = ExposedSeries.of("""
			# TYPE calls_total counter
			calls_total{endpoint="echo",reason="not-tls"} 1.0
			calls_total{endpoint="a \\"b\\", {c}",reason="time-out"} 2.0
			pending 0.0
			took_seconds_bucket{endpoint="echo",le="+Inf"} 1
			""", Set.of("instance"));

	@ParameterizedTest
	@ValueSource(strings = { "calls_total", "rate(calls_total[5m])", "sum(rate(calls_total{endpoint=\"echo\"}[5m]))",
			"sum by (endpoint, instance) (rate(calls_total{reason=~\"not-tls|time-.*\"}[$__rate_interval])) / 0.5",
			"histogram_quantile(0.99, sum by (le) (rate(took_seconds_bucket{instance=~\"$instance\"}[1h]))) > 1e3",
			"(sum by (endpoint) (calls_total offset 10m) or 0 * sum by (endpoint) (calls_total)) and pending == 0",
			"-max(calls_total{reason!~\"not-tls\", instance!=\"any\"})", "up{instance=\"a\"} == bool 0" })
	void namesThatExist(String text) {
		assertThat(PromQuery.of(text, SERIES).problems()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "rate(call_total[5m]) ; There is no metric call_total",
					"pending and rate(call_total[5m]) > 1 ; There is no metric call_total",
					"sum(calls_total{server=\"echo\"}) ; calls_total has no label server",
					"sum by (server) (calls_total) ; calls_total has no label server",
					"sum by (endpoint) (rate(pending[5m])) ; pending has no label endpoint",
					"sum by (endpoint) (sum by (le) (calls_total)) ; calls_total has no label le",
					"calls_total{reason=\"tls\"} ; calls_total has no reason \\Qtls\\E",
					"calls_total{endpoint=\"echo\", reason!~\"not-tls|timeout\"} ; calls_total has no reason timeout" })
	void namesThatDoNot(String text, String problem) {
		assertThat(PromQuery.of(text, SERIES).problems()).containsExactly(problem);
	}

	@Test
	void labelsOfTheResult() {
		PromQuery aggregated = PromQuery.of("sum by (endpoint) (calls_total) / 2", SERIES);
		assertThat(aggregated.hasLabel("endpoint")).isTrue();
		assertThat(aggregated.hasLabel("reason")).isFalse();
		assertThat(PromQuery.of("sum(calls_total)", SERIES).hasLabel("endpoint")).isFalse();
		PromQuery plain = PromQuery.of("calls_total > 1", SERIES);
		assertThat(plain.hasLabel("reason")).isTrue();
		assertThat(plain.hasLabel("instance")).isTrue();
		assertThat(plain.hasLabel("le")).isFalse();
		assertThat(plain.metrics()).containsExactly("calls_total");
	}

	@Test
	void anAggregationWithItsLabelsBehindIsNotRead() {
		assertThatIllegalArgumentException().isThrownBy(() -> PromQuery.of("sum without (le) (calls_total)", SERIES));
		assertThat(PromQuery.of("sum(calls_total) by (le)", SERIES).problems()).isNotEmpty();
	}

}
