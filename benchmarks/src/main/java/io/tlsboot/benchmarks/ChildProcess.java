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
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started here, and what Linux tells of it.
 */
final class ChildProcess implements AutoCloseable {

	/** No certain processor. */
	static final int ANYWHERE = -1;

	private static final double TICKS_PER_SECOND = 100;

	private static final Path TASKSET = Path.of("/usr/bin/taskset");

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	private final Thread onExit;

	private final long started = System.nanoTime();

	/**
	 * Start a process.
	 * @param processor the number of the only processor it may use, if the machine can do
	 * that; {@link #ANYWHERE} for all
	 * @param command the program and its arguments
	 * @param log where its error output goes
	 */
	ChildProcess(int processor, List<String> command, File log) throws IOException {
		this(processor, command, log, Redirect.PIPE);
	}

	private ChildProcess(int processor, List<String> command, File log, Redirect output) throws IOException {
		List<String> whole = new ArrayList<>();
		if (pins(processor)) {
			whole.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(processor)));
		}
		whole.addAll(command);
		this.process = new ProcessBuilder(whole).redirectError(Redirect.appendTo(log)).redirectOutput(output).start();
		// Whoever stops the benchmark leaves nothing behind
		this.onExit = new Thread(this.process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.onExit);
		this.output = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Start a process of which nobody reads the output, which goes where its errors go.
	 */
	static ChildProcess silent(int processor, List<String> command, File log) throws IOException {
		return new ChildProcess(processor, command, log, Redirect.appendTo(log));
	}

	/**
	 * Start a Java process with the class path of this one.
	 */
	static ChildProcess java(int processor, Class<?> main, List<String> options, List<String> arguments, File log)
			throws IOException {
		return java(processor, main, System.getProperty("java.class.path"), options, arguments, log);
	}

	/**
	 * Start a Java process with a class path of its own.
	 */
	static ChildProcess java(int processor, Class<?> main, String classPath, List<String> options,
			List<String> arguments, File log) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(arguments);
		return new ChildProcess(processor, command, log);
	}

	/**
	 * Return whether this machine can keep a process on a processor.
	 */
	static boolean pins(int processor) {
		return processor != ANYWHERE && Files.isExecutable(TASKSET)
				&& processor < Runtime.getRuntime().availableProcessors();
	}

	long pid() {
		return this.process.pid();
	}

	void send(String line) {
		this.input.println(line);
	}

	/**
	 * Read lines until one has a certain beginning.
	 * @param beginning the beginning
	 * @return what comes after it
	 */
	String await(String beginning) throws IOException {
		StringBuilder others = new StringBuilder();
		String line = this.output.readLine();
		while (line != null && !line.startsWith(beginning)) {
			others.append('\n').append(line);
			line = this.output.readLine();
		}
		if (line == null) {
			throw new IOException("The process ended before it printed " + beginning + others);
		}
		return line.substring(beginning.length());
	}

	/**
	 * The same, but end the process if nothing comes for too long.
	 */
	String await(String beginning, long patienceSeconds) throws IOException {
		CompletableFuture<Void> end = CompletableFuture.runAsync(this.process::destroyForcibly,
				CompletableFuture.delayedExecutor(patienceSeconds, TimeUnit.SECONDS));
		try {
			return await(beginning);
		}
		finally {
			end.cancel(false);
		}
	}

	/**
	 * Return for how long the process has run.
	 */
	double seconds() {
		return (System.nanoTime() - this.started) / 1e9;
	}

	/**
	 * Return the processor time that all threads of the process have taken.
	 */
	double cpuSeconds() throws IOException {
		String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
	}

	/**
	 * Return the processor time that each thread has taken, to the nanosecond.
	 * @return nanoseconds by number and name of the thread, without those that compile
	 */
	Map<String, Long> cpuNanos() throws IOException {
		Map<String, Long> nanos = allCpuNanos();
		nanos.keySet().removeIf((thread) -> thread.matches(".* C[12] Compiler.*"));
		return nanos;
	}

	/**
	 * Return the same with those that compile.
	 */
	Map<String, Long> allCpuNanos() throws IOException {
		Map<String, Long> nanos = new HashMap<>();
		try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid() + "/task"))) {
			for (Path thread : threads) {
				try {
					String name = Files.readString(thread.resolve("comm")).strip();
					nanos.put(thread.getFileName() + " " + name,
							Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]));
				}
				catch (IOException ex) {
					// It has just ended.
				}
			}
		}
		return nanos;
	}

	/**
	 * Return how much memory of the process is resident.
	 */
	double rssMebibytes() throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
			if (line.startsWith("VmRSS:")) {
				return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
			}
		}
		throw new IOException("Linux tells no resident size of " + pid());
	}

	/**
	 * Let the process go on for some time.
	 * @return whether it still runs then
	 */
	boolean rest(long millis) throws IOException {
		try {
			return !this.process.waitFor(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
		try {
			Runtime.getRuntime().removeShutdownHook(this.onExit);
		}
		catch (IllegalStateException ex) {
			// All of them are being ended just now
		}
	}

}
