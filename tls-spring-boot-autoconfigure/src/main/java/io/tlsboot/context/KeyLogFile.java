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

package io.tlsboot.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a key log: one line for each secret, in the key log format of NSS. Only its
 * owner can read it, as far as the file system knows users.
 *
 * @param path where it is
 * @param channel appends to it
 */
record KeyLogFile(Path path, WritableByteChannel channel) {

	private static final Logger logger = LoggerFactory.getLogger(KeyLogFile.class);

	private static final Set<PosixFilePermission> FOR_OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> ALL_OF_OWNER = PosixFilePermissions.fromString("rwx------");

	/**
	 * Create the file, or open the one that is there to append to it. A file that others
	 * can read is refused and not narrowed: they may have it open already.
	 */
	static KeyLogFile open(Path path) {
		try {
			return new KeyLogFile(path, create(path));
		}
		catch (FileAlreadyExistsException ex) {
			return new KeyLogFile(path, append(path));
		}
		catch (NoSuchFileException ex) {
			throw failure(path, "There is no directory for the file " + path,
					"Create the directory, or name a file in one that exists.", ex);
		}
		catch (IOException ex) {
			throw unusable(path, ex);
		}
	}

	private static FileChannel create(Path path) throws IOException {
		FileAttribute<?>[] permissions = knowsUsers(path)
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(FOR_OWNER) } : new FileAttribute<?>[0];
		return FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND), permissions);
	}

	private static FileChannel append(Path path) {
		try {
			Object before = check(path);
			FileChannel channel = FileChannel.open(path, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
			try {
				if (before != null && !before.equals(check(path))) {
					throw failure(path, "The file " + path + " was replaced while it was opened",
							"Name a file in a directory that only you can write.", null);
				}
				if (endsWithinLine(path)) {
					channel.write(ByteBuffer.wrap(new byte[] { '\n' }));
				}
				return channel;
			}
			catch (IOException | RuntimeException ex) {
				channel.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw unusable(path, ex);
		}
	}

	/**
	 * Refuse what is no file of this user only.
	 * @return what tells the file from others, or {@code null} if the file system does
	 * not know users
	 */
	private static @Nullable Object check(Path path) throws IOException {
		if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
			throw failure(path, path + (Files.isSymbolicLink(path) ? " is a symbolic link" : " is not a plain file"),
					"Name a file that does not exist yet, or a plain file.", null);
		}
		if (!knowsUsers(path)) {
			return null;
		}
		PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!ALL_OF_OWNER.containsAll(attributes.permissions())) {
			throw failure(path,
					"The file " + path + " exists, and its mode lets others than its owner use it: "
							+ PosixFilePermissions.toString(attributes.permissions()),
					"Remove it, or 'chmod 600' it if nobody has it open.", null);
		}
		// Nobody else can write to a file of such a mode that belongs to another user.
		if ("root".equals(System.getProperty("user.name")) && !"root".equals(attributes.owner().getName())) {
			throw failure(path, "The file " + path + " belongs to another user, " + attributes.owner().getName(),
					"Remove it, or name a file of your own.", null);
		}
		return attributes.fileKey();
	}

	/**
	 * Return whether the last one that wrote was cut off.
	 */
	private static boolean endsWithinLine(Path path) throws IOException {
		try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			ByteBuffer last = ByteBuffer.allocate(1);
			return reader.size() > 0 && reader.read(last, reader.size() - 1) == 1 && last.get(0) != '\n';
		}
	}

	/**
	 * Append lines, all or, when the file cannot be written, some of them.
	 * @param lines lines without their ends
	 * @throws IOException when the file cannot be written
	 */
	void write(List<byte[]> lines) throws IOException {
		byte[] text = new byte[lines.stream().mapToInt((line) -> line.length + 1).sum()];
		ByteBuffer content = ByteBuffer.wrap(text);
		lines.forEach((line) -> content.put(line).put((byte) '\n'));
		content.flip();
		try {
			while (content.hasRemaining()) {
				this.channel.write(content);
			}
		}
		finally {
			Arrays.fill(text, (byte) 0);
		}
	}

	void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.warn("The key log {} was not closed properly", this.path, ex);
		}
	}

	private static ContextException unusable(Path path, IOException cause) {
		String why = (cause instanceof AccessDeniedException) ? "this user may not write it" : cause.getMessage();
		return failure(path, "The file " + path + " cannot be used: " + why,
				"Name a file that this user may create and write.", cause);
	}

	private static ContextException failure(Path path, String problem, String action, @Nullable Throwable cause) {
		return new ContextException(KeyLog.KEY, path, problem, action, cause);
	}

	private static boolean knowsUsers(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
