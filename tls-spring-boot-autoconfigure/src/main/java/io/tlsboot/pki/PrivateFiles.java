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

package io.tlsboot.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files as a whole, and those with secrets for the user only, as far as the file
 * system knows users.
 */
final class PrivateFiles {

	private static final String FOR_USER = "rw-------";

	private static final String FOR_ALL = "rw-r--r--";

	private PrivateFiles() {
	}

	/**
	 * Make a directory for the user only. One that exists is left as it is.
	 * @param directory the directory
	 * @return whether it was made
	 * @throws IOException if it cannot be made
	 */
	static boolean createDirectory(Path directory) throws IOException {
		if (Files.isDirectory(directory)) {
			return false;
		}
		Files.createDirectories(directory, permissions(directory, "rwx------"));
		return true;
	}

	/**
	 * Put a file in place in one step, whether or not there is one already.
	 * @param file the file
	 * @param text what it holds
	 * @param secret whether only the user may read it
	 * @throws IOException if it cannot be written
	 */
	static void replace(Path file, String text, boolean secret) throws IOException {
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(fresh);
		try (FileChannel channel = FileChannel.open(fresh,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
				permissions(fresh, secret ? FOR_USER : FOR_ALL))) {
			ByteBuffer content = StandardCharsets.UTF_8.encode(text);
			while (content.hasRemaining()) {
				channel.write(content);
			}
			channel.force(true);
		}
		try {
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Let only the user read a file, if the file system can do that.
	 * @param file the file
	 */
	static void restrict(Path file) {
		if (knowsPermissions(file)) {
			try {
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FOR_USER));
			}
			catch (IOException ex) {
				// A mounted file system without users, or a file of another user.
			}
		}
	}

	private static FileAttribute<?>[] permissions(Path file, String permissions) {
		if (!knowsPermissions(file)) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	private static boolean knowsPermissions(Path file) {
		return file.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

}
