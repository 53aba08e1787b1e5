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

package io.tlsboot.sample;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.peer.server.PrometheusServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a Prometheus has, by expressions.
 *
 * @param server the server
 */
record PrometheusValues(PrometheusServer server) {

	/**
	 * Return the values of an expression by some of their labels, which tell them apart.
	 * @param expression the expression
	 * @param labels the labels
	 * @return the values by those of the labels, with spaces between
	 */
	Map<String, Double> of(String expression, String... labels) {
		Map<String, Double> values = new TreeMap<>();
		for (Map<String, Object> each : result(expression)) {
			Map<String, String> metric = JsonPath.read(each, "$.metric");
			String key = List.of(labels).stream().map(metric::get).collect(Collectors.joining(" "));
			assertThat(values.put(key, Double.valueOf(JsonPath.read(each, "$.value[1]")))).as(key).isNull();
		}
		return values;
	}

	/**
	 * Return the values of an expression for each role and endpoint.
	 */
	Map<String, Double> ofEndpoints(String expression) {
		return of(expression, "role", "endpoint");
	}

	/**
	 * Return the result of an expression as the HTTP API tells it.
	 */
	List<Map<String, Object>> result(String expression) {
		return JsonPath.read(this.server.query(expression), "$.data.result");
	}

	/**
	 * Add values.
	 */
	static Map<String, Double> sum(Map<String, Double> one, Map<String, Double> other) {
		Map<String, Double> sum = new TreeMap<>(one);
		other.forEach((key, value) -> sum.merge(key, value, Double::sum));
		return sum;
	}

}
