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

package io.tlsboot.material;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a small file that a location names without any characters that mean something
 * else.
 */
final class PlainFile {

	private static final String PREFIX = "file:/";

	/** Enough for most; so much the native code of Java copies without an allocation. */
	private static final int CHUNK = 2048;

	private static final int LIMIT = 64 * 1024;

	private PlainFile() {
	}

	/**
	 * Read a file.
	 * @param location {@code file:} and an absolute path
	 * @return the content
	 */
	static byte[] read(String location) {
		NotPlainException.unless(isPlain(location));
		try (InputStream input = new FileInputStream(location.substring(PREFIX.length() - 1))) {
			byte[] bytes = new byte[CHUNK];
			int length = 0;
			int count = input.read(bytes);
			while (count >= 0) {
				length += count;
				if (length == bytes.length) {
					NotPlainException.unless(length < LIMIT);
					bytes = Arrays.copyOf(bytes, 4 * length);
				}
				count = input.read(bytes, length, bytes.length - length);
			}
			return Arrays.copyOf(bytes, length);
		}
		catch (IOException ex) {
			throw NotPlainException.of();
		}
	}

	/**
	 * Nothing that a URL escapes, that stands for another directory, or that another
	 * operating system reads otherwise.
	 */
	private static boolean isPlain(String location) {
		if (!location.startsWith(PREFIX) || location.contains("..") || location.startsWith("/", PREFIX.length())) {
			return false;
		}
		for (int i = PREFIX.length(); i < location.length(); i++) {
			if (!isPlain(location.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlain(char character) {
		return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '/'
				|| character == '.' || character == '-' || character == '_' || (character >= 'A' && character <= 'Z');
	}

}
