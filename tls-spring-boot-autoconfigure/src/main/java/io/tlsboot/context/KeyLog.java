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

import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Path;

import io.netty.handler.ssl.SslContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the secrets of all connections to a file, for a debugger such as Wireshark that
 * decrypts what it has recorded. Event loops hand lines over and never wait; one thread
 * writes them. There is one as long as key logging is on, and none otherwise.
 */
public final class KeyLog implements AutoCloseable {

	/** The key that switches it on. */
	static final String KEY = "key-log-file";

	/** Five lines are one handshake of TLS 1.3. */
	private static final int CAPACITY = 16_384;

	private static final Logger logger = LoggerFactory.getLogger(KeyLog.class);

	private final KeyLogWriter writer;

	KeyLog(KeyLogFile file, int capacity) {
		this.writer = new KeyLogWriter(file, capacity);
		logger.warn(
				"The secrets of all TLS connections are written to {}: whoever has this file can decrypt what was "
						+ "recorded of them. It is for debugging only: remove 'tls.key-log-file' to switch it off",
				file);
	}

	/**
	 * Begin to write. Lines are appended to the file; one that does not exist is created
	 * so that only its owner can read it. Not called on an event loop.
	 * @param file the file, in a directory that exists
	 * @return the key log, to be closed when no connection is left
	 * @throws ContextException when the file cannot be used, or others than its owner
	 * could read or write it
	 */
	public static KeyLog open(Path file) {
		return new KeyLog(KeyLogFile.open(file.toAbsolutePath()), CAPACITY);
	}

	/**
	 * Return where the secrets are written.
	 * @return the file, absolute
	 */
	public Path file() {
		return this.writer.file().path();
	}

	/**
	 * Return whether secrets are written still. A file that cannot be written ends it.
	 * @return whether they are
	 */
	public boolean active() {
		return this.writer.active();
	}

	/**
	 * Return how many lines were not written, because they came faster than the file
	 * takes them or after it could not be written.
	 * @return the number of lines
	 */
	public long lost() {
		return this.writer.lost();
	}

	/**
	 * Write what waits still and close the file. Waits for it for ten seconds at most.
	 */
	@Override
	public void close() {
		this.writer.close();
	}

	/**
	 * Refuse an engine that does not tell its secrets.
	 */
	void check(Engine engine) {
		if (!engine.isOpenSsl()) {
			throw new ContextException(KEY, file(),
					"The jdk engine does not tell the secrets of its connections, and it is in use because "
							+ engine.reason(),
					"Use 'provider: openssl', or remove 'tls.key-log-file'.", null);
		}
	}

	/**
	 * Write the secrets of all connections of a new context, which nobody uses yet. They
	 * come as long as the context lives; it lets go of this when its memory is freed.
	 */
	void attach(SslContext context) {
		try {
			OpenSslNative.setKeyLog(context, this::add);
		}
		catch (ReflectiveOperationException | InaccessibleObjectException ex) {
			throw new ContextException(KEY, file(), "This version of Netty does not let the secrets be written",
					"Use the version of Netty that this starter brings, or remove 'tls.key-log-file'.", ex);
		}
	}

	/**
	 * Take a line without its end. Called on any thread, mostly an event loop; never
	 * waits.
	 */
	void add(byte[] line) {
		this.writer.add(line);
	}

	@Override
	public String toString() {
		return "KeyLog[" + file() + "]";
	}

}
