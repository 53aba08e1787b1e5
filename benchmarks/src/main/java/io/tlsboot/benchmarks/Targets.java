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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What this project's server is to reach, and whether it does as far as it was measured.
 * Undecided is what the interval around the median leaves open.
 */
final class Targets {

	private static final String OURS = "ours";

	private static final String OURS_ALL = "ours-all";

	private static final String CPU = "CPU";

	private static final List<Target> ALL = all();

	private Targets() {
	}

	private static List<Target> all() {
		List<Target> all = new ArrayList<>();
		for (String test : List.of("handshake", "resumed", "echo-64", "echo-1k", "echo-16k", "send", "receive")) {
			all.add(new Target(test, CPU, OURS, Peers.RAW, 1.01));
			all.add(new Target(test, CPU, OURS_ALL, Peers.RAW, 1.02));
			all.add(new Target(test, "event loop", OURS, Peers.RAW, 1.01));
			all.add(new Target(test, "event loop", OURS_ALL, Peers.RAW, 1.01));
		}
		for (String test : List.of("echo-16k", "send", "receive")) {
			all.add(new Target(test, CPU, OURS, Peers.RAW, 0.88));
			all.add(new Target(test, CPU, OURS, Peers.RAW_DEFAULTS, 0.88));
		}
		all.add(new Target("mutual", CPU, OURS, Peers.RAW, 0.88));
		new TreeMap<>(Map.of("webflux", 0.21, "node", 0.49, "nginx", 0.75, "haproxy", 0.75, "go", 0.80))
			.forEach((peer, limit) -> all.add(new Target("handshake", CPU, OURS, peer, limit)));
		all.add(new Target("start", StartTest.FIRST, OURS, null, 5));
		all.add(new Target("start", StartTest.FIRST + StartTest.WITH_COMPILERS, OURS, null, 5));
		all.add(new Target("idle 5000", IdleTest.RESIDENT, OURS, null, 12.5));
		all.add(new Target(ApplicationTest.TEST, ApplicationTest.WALL, ApplicationTest.DIFFERENCE, null, 150));
		all.add(new Target(ApplicationTest.TEST, ApplicationTest.THREADS, ApplicationTest.DIFFERENCE, null, 0));
		return all;
	}

	/**
	 * Return a table of those that the results say something about.
	 */
	static String table(Results results) {
		StringBuilder text = new StringBuilder();
		for (Target target : ALL) {
			List<Double> values = results.of(target.test(), target.column(), target.peer(), target.other());
			if (!values.isEmpty()) {
				text.append(target.row(Spread.of(values)));
			}
		}
		return text.isEmpty() ? ""
				: "\n### Targets\n\n| | at most | measured | rounds | |\n|---|---|---|---|---|\n" + text;
	}

	/**
	 * One of them.
	 *
	 * @param test the test
	 * @param column the column of its table, without the unit
	 * @param peer the server that is to reach it
	 * @param other the server it is compared with; {@code null} for none
	 * @param limit the most it may be
	 */
	private record Target(String test, String column, String peer, @Nullable String other, double limit) {

		String row(Spread measured) {
			String verdict = (measured.low() > this.limit) ? "not met"
					: (measured.high() <= this.limit) ? "met" : "undecided";
			return "| " + this.test + ", " + this.column + ", `" + this.peer + "`"
					+ ((this.other != null) ? " / `" + this.other + "`" : "") + " | " + this.limit + " | "
					+ measured.precise() + " | " + measured.count() + " | " + verdict + " |\n";
		}

	}

}
