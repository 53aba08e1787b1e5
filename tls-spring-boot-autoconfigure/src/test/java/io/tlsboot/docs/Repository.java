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

package io.tlsboot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository that this build runs in.
 */
final class Repository {

	private Repository() {
	}

	/**
	 * Return its root.
	 * @return the first directory upwards that has the license
	 */
	static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.exists(directory.resolve("LICENSE"))) {
			directory = directory.getParent();
			if (directory == null) {
				throw new IllegalStateException("No directory upwards has the file LICENSE");
			}
		}
		return directory;
	}

	/**
	 * Return its documents.
	 * @return the Markdown files of the root and of {@code docs}
	 */
	static List<Path> documents() {
		return Stream.concat(markdown(root(), 1), markdown(root().resolve("docs"), Integer.MAX_VALUE)).toList();
	}

	private static Stream<Path> markdown(Path directory, int depth) {
		if (!Files.isDirectory(directory)) {
			return Stream.empty();
		}
		try (Stream<Path> files = Files.walk(directory, depth)) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
