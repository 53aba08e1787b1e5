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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what those who listen to handshakes cost: processor time, user and system, of
 * all threads but those that compile, and allocated bytes of a handshake, by whole server
 * processes with more and more that listens. All servers run at the same time on one
 * processor and are measured in turn, the load on another. Linux only. Options are
 * {@code name=value}: {@code variants} (raw,plain,metrics,events,both,observed),
 * {@code starts} of all processes (5), {@code rounds} (20), {@code handshakes} at a time
 * (500), {@code warmup} (8000), {@code directory} for certificates, {@code options} of
 * the servers' JVM.
 */
public final class OverheadBenchmark {

	private static final List<String> JVM = List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC",
			"-Dreactor.netty.ioWorkerCount=1", "-Dlogging.threshold.console=warn");

	private final Map<String, String> options = new TreeMap<>(
			Map.of("variants", "raw,plain,metrics,events,both,observed", "starts", "5", "rounds", "20", "handshakes",
					"500", "warmup", "8000", "options", "", "directory",
					Path.of(System.getProperty("java.io.tmpdir"), "tls-spring-boot-benchmarks").toString()));

	private final Map<String, Figures> table = new LinkedHashMap<>();

	private OverheadBenchmark(String[] args) {
		for (String arg : args) {
			String[] parts = arg.split("=", 2);
			if (parts.length != 2 || this.options.put(parts[0], parts[1]) == null) {
				throw new IllegalArgumentException("There is no option " + arg + "; there are " + this.options);
			}
		}
	}

	/**
	 * Measure and print a table.
	 * @param args the options
	 * @throws Exception when a process fails
	 */
	public static void main(String[] args) throws Exception {
		new OverheadBenchmark(args).run();
	}

	private void run() throws IOException {
		HostCertificates certificates = new HostCertificates(Path.of(this.options.get("directory"))).make(1);
		for (int start = 1; start <= number("starts"); start++) {
			measure(certificates);
			System.out.println("start " + start + " of " + number("starts") + ", load "
					+ Files.readString(Path.of("/proc/loadavg")).strip());
		}
		this.table.forEach(
				(row, figures) -> System.out.println("\n" + row + " (median, least, most, quartiles)\n" + figures));
	}

	private void measure(HostCertificates certificates) throws IOException {
		File log = certificates.directory().resolve("overhead.log").toFile();
		List<Server> servers = new ArrayList<>();
		try (ChildProcess load = ChildProcess.pinned(1, OverheadLoad.class,
				List.of("-Xmx128m", "-XX:+UseSerialGC", "-Dio.netty.handler.ssl.openssl.sessionCacheClient=true"),
				List.of(), log)) {
			for (String variant : this.options.get("variants").split(",")) {
				servers.add(start(variant, certificates, log));
			}
			for (Server server : servers) {
				server.take(load, number("warmup"), false);
				server.take(load, number("warmup"), true);
			}
			List<Server> turns = new ArrayList<>(servers);
			for (int round = 0; round < number("rounds"); round++) {
				for (boolean resumed : new boolean[] { false, true }) {
					Map<String, Took> taken = new LinkedHashMap<>();
					for (Server server : turns) {
						taken.put(server.variant(), server.take(load, number("handshakes"), resumed));
					}
					servers.forEach((server) -> record(server.variant(), resumed, taken));
				}
				// Nobody is always the first, nobody always follows the same one
				Collections.shuffle(turns);
			}
		}
		finally {
			servers.forEach((server) -> server.process().close());
		}
	}

	private void record(String variant, boolean resumed, Map<String, Took> taken) {
		Figures figures = this.table.computeIfAbsent((resumed ? "resumed, " : "full, ") + variant,
				(key) -> new Figures());
		Took took = taken.get(variant);
		figures.add("CPU us", took.microseconds());
		taken.forEach((other, its) -> {
			if (!other.equals(variant) && List.of("raw", "plain").contains(other)) {
				figures.add("CPU / " + other, took.microseconds() / its.microseconds());
			}
		});
		figures.add("CPU us of listeners' threads", took.eventMicroseconds());
		figures.add("bytes, event loop", took.loopBytes());
		figures.add("bytes, listeners' threads", took.eventBytes());
	}

	private Server start(String variant, HostCertificates certificates, File log) throws IOException {
		List<String> jvm = new ArrayList<>(JVM);
		if (!this.options.get("options").isBlank()) {
			jvm.addAll(List.of(this.options.get("options").split(" ")));
		}
		ChildProcess process = ChildProcess.pinned(0, OverheadServer.class, jvm,
				List.of(variant, certificates.directory().toString()), log);
		return new Server(variant, process, process.await(OverheadServer.LISTENS));
	}

	private int number(String option) {
		return Integer.parseInt(this.options.get(option));
	}

	/**
	 * A running variant.
	 */
	private record Server(String variant, ChildProcess process, String port) {

		Took take(ChildProcess load, int count, boolean resumed) throws IOException {
			ask();
			Map<String, Long> before = this.process.cpuNanos();
			load.send(this.port + " " + count + " " + resumed);
			load.await(OverheadLoad.DONE);
			Map<String, Long> after = this.process.cpuNanos();
			String[] words = ask().split(" ");
			return new Took(microseconds(before, after, "") / count, microseconds(before, after, "tls-events") / count,
					Double.parseDouble(words[0]) / count, Double.parseDouble(words[1]) / count);
		}

		private static double microseconds(Map<String, Long> before, Map<String, Long> after, String name) {
			return after.entrySet()
				.stream()
				.filter((thread) -> thread.getKey().contains(name))
				.mapToDouble((thread) -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
				.sum() / 1e3;
		}

		private String ask() throws IOException {
			this.process.send("");
			return this.process.await(OverheadServer.ALLOCATED);
		}

	}

	/**
	 * What one handshake took.
	 */
	private record Took(double microseconds, double eventMicroseconds, double loopBytes, double eventBytes) {
	}

}
