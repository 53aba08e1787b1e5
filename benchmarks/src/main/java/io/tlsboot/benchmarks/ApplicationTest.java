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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.tlsboot.benchmarks.server.EmptyApplication;

/**
 * Measures what the starter adds to an application in which nothing is declared.
 *
 * @param bench what there is
 */
record ApplicationTest(Bench bench) {

	/** The name of this test. */
	static final String TEST = "application";

	private static final String WITHOUT = "spring-boot-starter";

	private static final String WITH = "with this starter";

	/** What the one with this starter has more than the one without. */
	static final String DIFFERENCE = "difference";

	/** The column of wall time. */
	static final String WALL = "wall";

	/** The column of threads. */
	static final String THREADS = "threads";

	private static final List<String> COLUMNS = List.of(WALL, "CPU", THREADS);

	private static final List<String> UNITS = List.of("ms", "ms", "number");

	void run() throws IOException {
		Map<String, String> classPaths = Map.of(WITHOUT, ClassPath.boot(), WITH, ClassPath.starter());
		for (int round = 0; round < this.bench.options().number("starts"); round++) {
			Map<String, double[]> values = new TreeMap<>();
			List<String> turns = new ArrayList<>(classPaths.keySet());
			Collections.shuffle(turns);
			for (String turn : turns) {
				values.put(turn, start(classPaths.getOrDefault(turn, "")));
			}
			double[] with = values.getOrDefault(WITH, new double[0]);
			double[] without = values.getOrDefault(WITHOUT, new double[0]);
			for (int i = 0; i < COLUMNS.size(); i++) {
				Map<String, Double> compared = new LinkedHashMap<>();
				compared.put(WITHOUT, without[i]);
				compared.put(WITH, with[i]);
				compared.put(DIFFERENCE, with[i] - without[i]);
				this.bench.results().addRound(TEST, COLUMNS.get(i), UNITS.get(i), compared);
			}
		}
	}

	private double[] start(String classPath) throws IOException {
		List<String> jvm = new ArrayList<>(
				List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-Dlogging.threshold.console=warn"));
		jvm.addAll(this.bench.options().jvm());
		try (ChildProcess process = ChildProcess.java(0, EmptyApplication.class, classPath, jvm, List.of(),
				this.bench.log())) {
			String[] words = process.await(EmptyApplication.STARTED).split(" ");
			return new double[] { Long.parseLong(words[0]) / 1e6, Long.parseLong(words[1]) / 1e6,
					Long.parseLong(words[2]) };
		}
	}

}
