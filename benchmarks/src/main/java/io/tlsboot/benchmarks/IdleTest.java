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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;

import io.tlsboot.benchmarks.load.LoadOrder;

/**
 * Measures the memory of idle connections, each time with a fresh server.
 *
 * @param bench what there is
 */
record IdleTest(Bench bench) {

	/** The column of resident memory. */
	static final String RESIDENT = "RSS";

	private static final int SPARE_FILES = 300;

	private static final double KIBI = 1024;

	private static final long SETTLE_MILLIS = 1000;

	void run() throws IOException {
		int files = openFiles() - SPARE_FILES;
		List<Integer> counts = this.bench.options().numbers("idle").stream().sorted().toList();
		if (counts.stream().anyMatch((count) -> count > files)) {
			System.out.println("idle: no more than " + files + " connections, for a process may open "
					+ (files + SPARE_FILES) + " files (ulimit -n)");
		}
		List<Integer> possible = counts.stream().filter((count) -> count <= files).toList();
		for (int round = 0; round < this.bench.options().number("idle-rounds"); round++) {
			List<Peer> turns = new ArrayList<>(this.bench.peers().stream().filter(Peer::concurrent).toList());
			Collections.shuffle(turns);
			Map<Integer, Map<String, Double>> resident = new LinkedHashMap<>();
			for (Peer peer : turns) {
				try (RunningServer server = this.bench.start(peer, Bench.Setup.ECDSA)) {
					measure(server, possible, resident);
				}
				catch (IOException ex) {
					this.bench.say("idle", peer, ex);
				}
			}
			resident
				.forEach((count, values) -> this.bench.results().addRound("idle " + count, RESIDENT, "KiB", values));
		}
	}

	private void measure(RunningServer server, List<Integer> counts, Map<Integer, Map<String, Double>> resident)
			throws IOException {
		// Whatever is made once, and the young generation, are there before
		run(server, LoadOrder.Kind.HANDSHAKES, this.bench.options().number("idle-warmup"));
		double heap = server.heap();
		settle(server);
		double rss = server.process().rssMebibytes();
		int open = 0;
		for (int count : counts) {
			run(server, LoadOrder.Kind.OPEN, count - open);
			open = count;
			settle(server);
			double live = server.heap() - heap;
			settle(server);
			resident.computeIfAbsent(count, (key) -> new LinkedHashMap<>())
				.put(server.peer().name(), (server.process().rssMebibytes() - rss) * KIBI / count);
			if (server.peer().java()) {
				this.bench.results().add("idle " + count, server.peer().name(), "live heap, KiB", live / KIBI / count);
			}
		}
		run(server, LoadOrder.Kind.CLOSE, 0);
	}

	private void run(RunningServer server, LoadOrder.Kind kind, int count) throws IOException {
		this.bench.load()
			.run(new LoadOrder(kind, server.port(), count, this.bench.options().number("connections"), 0,
					LoadOrder.Client.NEW.http(server.peer().http())));
	}

	private static void settle(RunningServer server) throws IOException {
		server.process().rest(SETTLE_MILLIS);
	}

	/**
	 * Return how many files a JVM may open; it raises its limit as far as it can.
	 */
	private static int openFiles() throws IOException {
		try (BufferedReader limits = Files.newBufferedReader(Path.of("/proc/self/limits"))) {
			return limits.lines()
				.filter((line) -> line.startsWith("Max open files"))
				.map((line) -> line.split("\\s+")[4])
				.mapToInt((hard) -> hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard))
				.findFirst()
				.orElseThrow();
		}
	}

}
