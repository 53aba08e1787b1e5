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

import io.tlsboot.benchmarks.load.LoadOrder;

/**
 * Measures what it takes until a fresh server listens, its first handshake and the
 * hundred after that.
 *
 * @param bench what there is
 */
record StartTest(Bench bench) {

	/** The column of the first handshake. */
	static final String FIRST = "first handshake";

	/** What is added to a column with the threads that compile. */
	static final String WITH_COMPILERS = ", with compilers";

	private static final int NEXT = 100;

	private static final double NANOS_PER_MILLI = 1e6;

	private static final long SETTLE_MILLIS = 1500;

	void run() {
		for (int round = 0; round < this.bench.options().number("starts"); round++) {
			List<Peer> turns = new ArrayList<>(this.bench.peers());
			Collections.shuffle(turns);
			Map<String, Map<String, Double>> values = new LinkedHashMap<>();
			for (Peer peer : turns) {
				try (RunningServer server = this.bench.start(peer, Bench.Setup.ECDSA)) {
					measure(server)
						.forEach((column, value) -> values.computeIfAbsent(column, (key) -> new LinkedHashMap<>())
							.put(peer.name(), value));
				}
				catch (IOException ex) {
					this.bench.say("start", peer, ex);
				}
			}
			values.forEach((column, value) -> this.bench.results().addRound("start", column, "ms", value));
		}
	}

	private Map<String, Double> measure(RunningServer server) throws IOException {
		Map<String, Double> values = new LinkedHashMap<>();
		values.put("listens, wall", server.process().seconds() * 1000);
		values.put("listens, CPU", cpuMillis(server.process()));
		// What compiles after the start belongs to the start
		server.process().rest(SETTLE_MILLIS);
		handshakes(FIRST, 1, server, values);
		handshakes("each of the next 100", NEXT, server, values);
		return values;
	}

	/**
	 * Threads that ended are counted only in what Linux tells of the whole, in steps of
	 * 10 ms.
	 */
	private static double cpuMillis(ChildProcess process) throws IOException {
		return Math.max(RunningServer.nanos(Map.of(), process.allCpuNanos(), "") / NANOS_PER_MILLI,
				process.cpuSeconds() * 1000);
	}

	private void handshakes(String column, int count, RunningServer server, Map<String, Double> values)
			throws IOException {
		Map<String, Long> before = server.process().allCpuNanos();
		this.bench.load()
			.run(new LoadOrder(LoadOrder.Kind.HANDSHAKES, server.port(), count, 1, 0,
					LoadOrder.Client.NEW.http(server.peer().http())));
		Map<String, Long> after = server.process().allCpuNanos();
		double all = RunningServer.nanos(before, after, "");
		double compilers = RunningServer.nanos(before, after, " C1 Compiler")
				+ RunningServer.nanos(before, after, " C2 Compiler");
		values.put(column, (all - compilers) / NANOS_PER_MILLI / count);
		values.put(column + WITH_COMPILERS, all / NANOS_PER_MILLI / count);
	}

}
