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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.yaml.snakeyaml.Yaml;

/**
 * The files for Prometheus in the documents.
 */
final class PrometheusFiles {

	static final Path CONFIG = Repository.root().resolve("docs/prometheus/prometheus.yml");

	static final Path ALERTS = CONFIG.resolveSibling("tls-alerts.yml");

	static final Path ALERT_TESTS = CONFIG.resolveSibling("tls-alerts-tests.yml");

	private PrometheusFiles() {
	}

	/**
	 * Return the alert rules.
	 */
	static List<Map<String, Object>> alerts() {
		return maps(read(ALERTS), "groups").stream().flatMap((group) -> maps(group, "rules").stream()).toList();
	}

	/**
	 * Return the names of the alerts that tests expect to fire.
	 */
	static Set<String> alertsThatFire() {
		Set<String> fire = new TreeSet<>();
		maps(read(ALERT_TESTS), "tests").stream()
			.flatMap((test) -> maps(test, "alert_rule_test").stream())
			.filter((test) -> !maps(test, "exp_alerts").isEmpty())
			.forEach((test) -> fire.add(String.valueOf(test.get("alertname"))));
		return fire;
	}

	/**
	 * Return the labels that all series get by the scrape configuration.
	 */
	static Set<String> addedLabels() {
		Set<String> labels = new TreeSet<>(Set.of("job", "instance"));
		maps(read(CONFIG), "scrape_configs").stream()
			.flatMap((job) -> maps(job, "static_configs").stream())
			.forEach((targets) -> map(targets.get("labels")).keySet().forEach(labels::add));
		return labels;
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
		return (List<Map<String, Object>>) parent.get(key);
	}

	private static Map<String, Object> read(Path file) {
		try {
			return new Yaml().load(Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
