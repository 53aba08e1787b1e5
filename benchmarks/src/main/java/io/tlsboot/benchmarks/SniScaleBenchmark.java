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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures a whole server process with 1, 100 and 10,000 hosts: its start, its memory and
 * the processor time of a handshake. Linux only. Options are {@code name=value}:
 * {@code hosts} (1,100,10000), {@code ways} (code,yaml), {@code rounds} (3),
 * {@code handshakes} at a time (2000; 0 for starts only), {@code directory} for
 * certificates, {@code options} of the server's JVM, {@code cache} of contexts (10000; by
 * code only).
 */
public final class SniScaleBenchmark {

	private static final List<String> MEMORY = List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC",
			"-Dlogging.threshold.console=warn");

	private static final int WARM_UP = 10_000;

	private static final int ALTERNATIONS = 3;

	private final Options options;

	/** The last start with a single host, by the way in which it was given. */
	private final Map<String, Start> single = new TreeMap<>();

	private SniScaleBenchmark(String[] args) {
		this.options = new Options(Map.of("hosts", "1,100,10000", "ways", "code,yaml", "rounds", "3", "handshakes",
				"2000", "cache", "10000"), args);
	}

	/**
	 * Measure and print a table.
	 * @param args the options
	 * @throws Exception when a process fails
	 */
	public static void main(String[] args) throws Exception {
		new SniScaleBenchmark(args).run();
	}

	private void run() throws IOException, InterruptedException {
		List<Integer> sizes = this.options.numbers("hosts");
		HostCertificates certificates = new HostCertificates(this.options.directory())
			.make(sizes.stream().max(Integer::compare).orElseThrow());
		Map<String, Figures> table = new LinkedHashMap<>();
		for (int round = 1; round <= this.options.number("rounds"); round++) {
			for (String way : this.options.list("ways")) {
				for (int hosts : sizes) {
					Figures figures = table.computeIfAbsent(way + " " + hosts, (key) -> new Figures());
					try {
						measure(way, hosts, certificates, figures);
					}
					catch (IOException ex) {
						System.out.println(way + ", " + hosts + " hosts, errors are in " + certificates.directory()
								+ ": " + ex.getMessage());
						continue;
					}
					System.out.println("round " + round + ", " + way + ", " + hosts + " hosts: " + figures.last());
				}
			}
		}
		table.forEach((row, figures) -> System.out
			.println("\n" + row + " hosts (median, least, most, quartiles)\n" + figures));
	}

	private void measure(String way, int hosts, HostCertificates certificates, Figures figures)
			throws IOException, InterruptedException {
		int handshakes = this.options.number("handshakes");
		int few = Math.min(hosts, 10);
		File log = certificates.directory().resolve("log.txt").toFile();
		try (ChildProcess server = server(way, hosts, certificates, log)) {
			String port = server.await(SniScaleServer.LISTENS);
			start(way, hosts, new Start(server.seconds(), server.cpuSeconds()), figures);
			server.rest(2000);
			figures.add("RSS at rest MiB", server.rssMebibytes());
			if (handshakes == 0) {
				return;
			}
			try (ChildProcess load = ChildProcess.java(ChildProcess.ANYWHERE, SniScaleLoad.class, List.of("-Xmx256m"),
					List.of(port), log)) {
				microseconds(server, load, Math.max(handshakes, WARM_UP), 0, few);
				double before = server.rssMebibytes();
				figures.add("RSS warm MiB", before);
				double firstUse = microseconds(server, load, Math.max(1, hosts - few), few % hosts, hosts - few);
				double after = server.rssMebibytes();
				figures.add("RSS all used MiB", after);
				double one = 0;
				double all = 0;
				for (int i = 0; i < ALTERNATIONS; i++) {
					// There and back, so that whatever gets faster meanwhile favours none
					one += microseconds(server, load, handshakes, 0, 1) / ALTERNATIONS / 2;
					all += microseconds(server, load, 2 * handshakes, 0, hosts) / ALTERNATIONS;
					one += microseconds(server, load, handshakes, 0, 1) / ALTERNATIONS / 2;
				}
				figures.add("us per handshake, one name", one);
				figures.add("us per handshake, all names", all);
				figures.add("all / one name", all / one);
				if (hosts > few) {
					figures.add("first use ms more", (firstUse - all) / 1000);
					figures.add("first use KiB more", (after - before) * 1024 / (hosts - few));
				}
			}
		}
	}

	/**
	 * Record a start, and what it takes against the one with a single host just before.
	 */
	private void start(String way, int hosts, Start start, Figures figures) {
		figures.add("start s", start.seconds());
		figures.add("start CPU s", start.cpuSeconds());
		if (hosts == 1) {
			this.single.put(way, start);
		}
		Start one = this.single.get(way);
		if (one != null && hosts > 1) {
			figures.add("start s / one host", start.seconds() / one.seconds());
			figures.add("start CPU / one host", start.cpuSeconds() / one.cpuSeconds());
		}
	}

	private static double microseconds(ChildProcess server, ChildProcess load, int count, int first, int names)
			throws IOException {
		double before = server.cpuSeconds();
		load.send(count + " " + first + " " + Math.max(1, names));
		load.await(SniScaleLoad.DONE);
		return (server.cpuSeconds() - before) * 1e6 / count;
	}

	private ChildProcess server(String way, int hosts, HostCertificates certificates, File log) throws IOException {
		List<String> jvm = new ArrayList<>(MEMORY);
		jvm.addAll(this.options.jvm());
		List<String> arguments = new ArrayList<>(
				List.of("--certificates=" + certificates.directory(), "--spring.main.keep-alive=true"));
		if (way.equals("code")) {
			arguments.add("--hosts=" + hosts);
			arguments.add("--cache=" + this.options.text("cache"));
		}
		else {
			Path file = certificates.directory().resolve("application-" + hosts + ".yml");
			Files.writeString(file, yaml(hosts, certificates));
			arguments.add("--spring.config.location=" + HostCertificates.location(file));
		}
		return ChildProcess.java(ChildProcess.ANYWHERE, SniScaleServer.class, jvm, arguments, log);
	}

	private static String yaml(int hosts, HostCertificates certificates) {
		StringBuilder yaml = new StringBuilder("tls:\n  servers:\n    " + SniScaleServer.SERVER + ":\n");
		yaml.append("      port: 0\n").append(identity(0, certificates, "      ")).append("      sni:\n");
		for (int i = 0; i < hosts; i++) {
			yaml.append("        \"[").append(HostCertificates.name(i)).append("]\":\n");
			yaml.append(identity(i, certificates, "          "));
		}
		return yaml.toString();
	}

	private static String identity(int host, HostCertificates certificates, String indent) {
		return indent + "key: " + HostCertificates.location(certificates.key(host)) + "\n" + indent + "cert: "
				+ HostCertificates.location(certificates.certificate(host)) + "\n";
	}

	/**
	 * What it took until a server listened.
	 *
	 * @param seconds from the start of the process
	 * @param cpuSeconds processor time of all threads
	 */
	private record Start(double seconds, double cpuSeconds) {
	}

}
