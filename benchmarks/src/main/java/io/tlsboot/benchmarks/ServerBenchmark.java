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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures this project's server against others, each in a process of its own: processor
 * time of operations, memory of idle connections, starts. Linux only. Options are
 * {@code name=value}; docs/benchmarks.md tells what they are.
 */
public final class ServerBenchmark {

	private static final Map<String, String> DEFAULTS = Map.ofEntries(
			Map.entry("tests",
					"handshake,resumed,echo-64,echo-1k,echo-16k,rsa,mutual,send,receive,idle,start,application"),
			Map.entry("peers",
					"raw,raw-epoll,ours,ours-all,raw-jdk,vertx,webflux,webflux-openssl,node,go,nginx,haproxy,openssl"),
			Map.entry("rounds", "10"), Map.entry("warmup", "6000"), Map.entry("handshakes", "400"),
			Map.entry("connections", "16"), Map.entry("messages", "10000"), Map.entry("mebibytes", "128"),
			Map.entry("idle", "1000,5000,10000"), Map.entry("idle-rounds", "1"), Map.entry("idle-warmup", "4000"),
			Map.entry("loops", "1,2,4,8,16"), Map.entry("starts", "3"));

	private static final List<String> OTHER_TESTS = List.of("idle", "start", "loops", "application");

	private ServerBenchmark() {
	}

	/**
	 * Measure and print tables.
	 * @param args the options
	 * @throws IOException when the load or the certificates cannot be made
	 */
	public static void main(String[] args) throws IOException {
		Options options = new Options(DEFAULTS, args);
		HostCertificates certificates = new HostCertificates(options.directory()).make(1).makeOthers();
		File log = options.directory().resolve("servers.log").toFile();
		// Of this run only
		Files.deleteIfExists(log.toPath());
		List<Peer> peers = new Peers(options.directory()).of(options.list("peers"));
		if (!ChildProcess.pins(0) || !ChildProcess.pins(1)) {
			System.out.println("Servers and load share processors: there is no taskset or only one processor");
		}
		Results results = new Results();
		try (LoadProcess load = new LoadProcess(1, certificates, log)) {
			run(new Bench(options, certificates, peers, load, results, log));
		}
		finally {
			// What was measured before something failed is worth reading, too
			System.out.println(machine() + "\n" + results + Targets.table(results));
		}
	}

	private static void run(Bench bench) throws IOException {
		List<String> wanted = bench.options().list("tests");
		List<SteadyTest> steady = wanted.stream()
			.filter((name) -> !OTHER_TESTS.contains(name))
			.map(SteadyTest::of)
			.toList();
		for (Bench.Setup setup : Bench.Setup.values()) {
			List<SteadyTest> same = steady.stream().filter((test) -> test.setup() == setup).toList();
			if (!same.isEmpty()) {
				progress(same.toString());
				new SteadyTests(bench, setup, same).run();
			}
		}
		for (String name : OTHER_TESTS) {
			if (wanted.contains(name)) {
				progress(name);
				other(name, bench);
			}
		}
	}

	private static void other(String name, Bench bench) throws IOException {
		switch (name) {
			case "idle" -> new IdleTest(bench).run();
			case "start" -> new StartTest(bench).run();
			case "loops" -> new LoopsTest(bench).run();
			default -> new ApplicationTest(bench).run();
		}
	}

	private static void progress(String what) throws IOException {
		System.out.println(what + ", load " + Files.readString(Path.of("/proc/loadavg")).strip());
	}

	private static String machine() throws IOException {
		List<String> lines = new ArrayList<>();
		try (Stream<String> processors = Files.lines(Path.of("/proc/cpuinfo"))) {
			processors.filter((line) -> line.startsWith("model name"))
				.findFirst()
				.ifPresent((line) -> lines.add(line.substring(line.indexOf(':') + 2)));
		}
		lines.add(Runtime.getRuntime().availableProcessors() + " processors");
		lines.add("Linux " + System.getProperty("os.version"));
		lines.add("Java " + System.getProperty("java.version"));
		return String.join(", ", lines);
	}

}
