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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.tlsboot.benchmarks.server.ServerSettings;

/**
 * A server that is a program of the machine.
 *
 * @param name the name in options and tables
 * @param program the name of the program
 * @param http whether it answers requests of HTTP
 * @param command makes the command
 */
record ProgramPeer(String name, String program, boolean http, Command command) implements Peer {

	private static final double PATIENCE_SECONDS = 20;

	/** What Linux calls a socket that listens. */
	private static final String LISTENS = "0A";

	@Override
	public boolean java() {
		return false;
	}

	@Override
	public boolean concurrent() {
		return !this.program.equals("openssl");
	}

	@Override
	public boolean present() {
		return found(this.program);
	}

	@Override
	public ChildProcess start(ServerSettings settings, Placement placement) throws IOException {
		List<String> command = this.command.of(path(this.program), settings);
		ChildProcess process = ChildProcess.silent(placement.processor(), command, placement.log());
		while (!listens(settings.port())) {
			if (process.seconds() > PATIENCE_SECONDS || !process.rest(1)) {
				process.close();
				throw new IOException(this.name + " does not listen");
			}
		}
		return process;
	}

	private static boolean found(String program) {
		return !path(program).equals(program);
	}

	private static String path(String program) {
		return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, program))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse(program);
	}

	/**
	 * To connect would cost the server a handshake.
	 */
	private static boolean listens(int port) throws IOException {
		String end = String.format(Locale.ROOT, ":%04X", port);
		for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
			for (String line : Files.readAllLines(Path.of(table))) {
				String[] words = line.strip().split("\\s+");
				if (words[1].endsWith(end) && words[3].equals(LISTENS)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Makes the command from the path of the program and the settings, and its files.
	 */
	interface Command {

		List<String> of(String program, ServerSettings settings) throws IOException;

	}

}
