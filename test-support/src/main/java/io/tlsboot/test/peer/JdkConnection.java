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

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A connection of the JDK's own TLS. Reads are bounded; each failure is an
 * {@link UncheckedIOException}.
 */
public final class JdkConnection implements AutoCloseable {

	private static final String SEEN = "seen";

	private final SSLSocket socket;

	private boolean resumed;

	JdkConnection(SSLSocket socket) {
		this.socket = socket;
	}

	/**
	 * Do the handshake.
	 * @return this connection
	 */
	public JdkConnection handshake() {
		return run(() -> {
			this.socket.startHandshake();
			// Values of a session go with it when it is resumed.
			this.resumed = this.socket.getSession().getValue(SEEN) != null;
			this.socket.getSession().putValue(SEEN, SEEN);
		});
	}

	/**
	 * Return whether the handshake resumed a session of an earlier connection.
	 * @return whether it was an abbreviated one
	 */
	public boolean resumed() {
		return this.resumed;
	}

	/**
	 * Return the session.
	 * @return the session
	 */
	public SSLSession session() {
		return this.socket.getSession();
	}

	/**
	 * Return the protocol that ALPN chose.
	 * @return the protocol, empty for none
	 */
	public String applicationProtocol() {
		return this.socket.getApplicationProtocol();
	}

	/**
	 * Return the socket.
	 * @return the socket
	 */
	public SSLSocket socket() {
		return this.socket;
	}

	/**
	 * Write.
	 * @param text the text
	 * @return this connection
	 */
	public JdkConnection write(String text) {
		return write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Write.
	 * @param bytes the bytes
	 * @return this connection
	 */
	public JdkConnection write(byte[] bytes) {
		return run(() -> {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		});
	}

	/**
	 * Read exactly some bytes.
	 * @param count how many
	 * @return the bytes, fewer when the server closed before
	 */
	public byte[] read(int count) {
		try {
			return this.socket.getInputStream().readNBytes(count);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read until the server closes.
	 * @return the bytes
	 */
	public byte[] readAll() {
		try {
			return this.socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Close this side for writing (close_notify) and go on reading.
	 * @return this connection
	 */
	public JdkConnection shutdownOutput() {
		return run(this.socket::shutdownOutput);
	}

	/**
	 * Close.
	 */
	@Override
	public void close() {
		run(this.socket::close);
	}

	private JdkConnection run(Action action) {
		try {
			action.run();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Action {

		void run() throws IOException;

	}

}
