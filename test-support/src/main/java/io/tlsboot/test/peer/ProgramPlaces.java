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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where programs are looked for: on the path, then where servers are, which the path of a
 * plain user of Debian lacks, then in the highest version of PostgreSQL.
 */
final class ProgramPlaces {

	private static final List<Path> SERVERS = List.of(Path.of("/usr/local/sbin"), Path.of("/usr/sbin"),
			Path.of("/sbin"));

	private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

	private ProgramPlaces() {
	}

	static @Nullable Path find(String name) {
		return find(System.getenv("PATH"), name);
	}

	static @Nullable Path find(String path, String name) {
		List<Path> places = new ArrayList<>();
		for (String each : path.split(":")) {
			places.add(Path.of(each));
		}
		places.addAll(SERVERS);
		places.addAll(versions(POSTGRESQL));
		return places.stream()
			.map((place) -> place.resolve(name))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Directories of programs, one for each version, the highest first.
	 */
	static List<Path> versions(Path parent) {
		List<Path> found = new ArrayList<>();
		try (DirectoryStream<Path> versions = Files.newDirectoryStream(parent, "[0-9]*")) {
			versions.forEach(found::add);
		}
		catch (IOException ex) {
			return List.of();
		}
		found.sort(Comparator.comparingInt(ProgramPlaces::version).reversed());
		return found.stream().map((version) -> version.resolve("bin")).toList();
	}

	private static int version(Path directory) {
		String digits = directory.getFileName().toString().replaceFirst("^(\\d{1,4}).*$", "$1");
		return digits.isEmpty() ? 0 : Integer.parseInt(digits);
	}

}
