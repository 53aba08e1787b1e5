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

package io.tlsboot.test.peer.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The temporary directory of a server. Other users may enter it, because servers of root
 * have processes of other users; its name is short, because those of Unix sockets must
 * be.
 */
final class ServerDirectory implements AutoCloseable {

	private final Path path;

	private ServerDirectory(Path path) {
		this.path = path;
	}

	static ServerDirectory create(String name) {
		try {
			return new ServerDirectory(permit(Files.createTempDirectory(name), "rwxr-xr-x"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path path() {
		return this.path;
	}

	/**
	 * Make a directory for a user.
	 */
	Path directory(String name, @Nullable String owner) {
		try {
			return give(permit(Files.createDirectory(this.path.resolve(name)), "rwxr-xr-x"), owner);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Write a file that only its owner may read.
	 */
	Path secret(String name, String text, @Nullable String owner) {
		try {
			return give(permit(Files.writeString(this.path.resolve(name), text), "rw-------"), owner);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Write a file that all may read.
	 */
	Path write(String name, String text) {
		try {
			return permit(Files.writeString(this.path.resolve(name), text), "rw-r--r--");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Delete the directory. A process that is just ending may still write a file.
	 */
	@Override
	public void close() {
		for (int attempt = 0; attempt < 10 && Files.exists(this.path); attempt++) {
			for (Path each : content()) {
				each.toFile().delete();
			}
		}
		if (Files.exists(this.path)) {
			throw new IllegalStateException("Not deleted: " + content());
		}
	}

	/**
	 * All files, those of a directory before the directory.
	 */
	private List<Path> content() {
		try (Stream<Path> files = Files.walk(this.path)) {
			return files.sorted(Comparator.reverseOrder()).toList();
		}
		catch (IOException | UncheckedIOException ex) {
			return List.of();
		}
	}

	private static Path permit(Path file, String permissions) throws IOException {
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

	private static Path give(Path file, @Nullable String owner) throws IOException {
		if (owner != null) {
			Files.setOwner(file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
		}
		return file;
	}

}
