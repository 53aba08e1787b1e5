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

package io.tlsboot.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;

/**
 * What a file was at one look. Symbolic links are followed, so that it is the file that
 * counts and not the way to it.
 *
 * @param signature what the file system says of it, or {@link #MISSING}
 * @param content the digest of its content, or {@link #UNREAD}
 * @param fresh whether it was written so lately that another write may leave the
 * signature as it is
 */
record FileState(long signature, long content, boolean fresh) {

	static final long UNREAD = 0;

	static final long MISSING = 0;

	/** No file system keeps time in longer steps. */
	private static final long STEP = Duration.ofSeconds(2).toMillis();

	private static final FileState NONE = new FileState(MISSING, UNREAD, false);

	/**
	 * Look at a file.
	 * @param read whether to read it in any case
	 * @param before what it was at the look before
	 */
	static FileState look(Path file, boolean read, FileState before) {
		FileState now = attributes(file);
		boolean same = now.signature == before.signature && !before.fresh;
		if (now == NONE || (same && !read)) {
			return same ? before : now;
		}
		return new FileState(now.signature, digest(file), now.fresh);
	}

	/**
	 * Look at the attributes of a file only.
	 */
	static FileState attributes(Path file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			long signature = Objects.hash(attributes.fileKey(), attributes.lastModifiedTime()) * 0x9E3779B97F4A7C15L
					+ attributes.size();
			boolean fresh = attributes.lastModifiedTime().toMillis() > System.currentTimeMillis() - STEP;
			return new FileState((signature != MISSING) ? signature : 1, UNREAD, fresh);
		}
		catch (IOException ex) {
			return NONE;
		}
	}

	private static long digest(Path file) {
		try (InputStream input = Files.newInputStream(file)) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] buffer = new byte[8192];
			for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
				digest.update(buffer, 0, read);
			}
			return ByteBuffer.wrap(digest.digest()).getLong() | 1;
		}
		catch (IOException ex) {
			return UNREAD;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean isRead() {
		return this.content != UNREAD;
	}

	/**
	 * Return whether the file is another one now, as far as that is known.
	 */
	boolean differsFrom(FileState before) {
		if (isRead() && before.isRead()) {
			return this.content != before.content;
		}
		return this.signature != before.signature;
	}

}
