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

package io.tlsboot.test.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * A program of the machine that serves as an oracle. A program that is missing skips the
 * test, or fails it when the environment says {@code CI=true}.
 */
public final class Program {

	private static final long LIMIT_SECONDS = 60;

	private final Path file;

	private Program(Path file) {
		this.file = file;
	}

	/**
	 * Find a program.
	 * @param name its name on the path or in a place of {@link ProgramPlaces}
	 * @return the program
	 */
	public static Program require(String name) {
		Path file = ProgramPlaces.find(name);
		require(file != null, "The program " + name + " is missing");
		return new Program(Objects.requireNonNull(file));
	}

	/**
	 * Skip the test unless the machine has what it needs, or fail it when the environment
	 * says {@code CI=true}.
	 * @param fulfilled whether it has
	 * @param otherwise what is wrong if not
	 */
	public static void require(boolean fulfilled, String otherwise) {
		if (!fulfilled && "true".equals(System.getenv("CI"))) {
			throw new IllegalStateException(otherwise + ", and CI=true");
		}
		Assumptions.assumeTrue(fulfilled, () -> otherwise + ": skipped");
	}

	/**
	 * Return whether a program is there.
	 * @param name its name
	 * @return whether it can be run
	 */
	public static boolean isThere(String name) {
		return ProgramPlaces.find(name) != null;
	}

	/**
	 * Return where the program is.
	 * @return its file
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * Run the program to its end.
	 * @param arguments its arguments
	 * @return what came of it
	 */
	public Result run(String... arguments) {
		return runWithInput("", arguments);
	}

	/**
	 * Start the program and let it run.
	 * @param arguments its arguments
	 * @return the running program, to be closed
	 */
	public Peer start(List<String> arguments) {
		return Peer.start(command(arguments));
	}

	/**
	 * Run the program to its end with some input.
	 * @param input what it reads from its standard input
	 * @param arguments its arguments
	 * @return what came of it
	 */
	public Result runWithInput(String input, String... arguments) {
		List<String> command = command(List.of(arguments));
		try {
			Path given = Files.writeString(Files.createTempFile("program", ".in"), input);
			Path output = Files.createTempFile("program", ".out");
			try {
				int status = run(new ProcessBuilder(command).redirectErrorStream(true)
					.redirectInput(given.toFile())
					.redirectOutput(output.toFile()), output);
				return new Result(status, read(output));
			}
			finally {
				Files.delete(output);
				Files.delete(given);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int run(ProcessBuilder builder, Path output) throws IOException {
		Process process = builder.start();
		try {
			if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
				return process.exitValue();
			}
			throw new IllegalStateException(builder.command() + " did not end: " + read(output));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String read(Path output) throws IOException {
		return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
	}

	private List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(this.file.toString()));
		command.addAll(arguments);
		return command;
	}

	/**
	 * What came of a run.
	 *
	 * @param status the exit status
	 * @param output standard output and error together
	 */
	public record Result(int status, String output) {

		/**
		 * Return the output of a run that must have succeeded.
		 * @return the output
		 */
		public String success() {
			if (this.status != 0) {
				throw new IllegalStateException("Exit status " + this.status + ": " + this.output);
			}
			return this.output;
		}

	}

}
