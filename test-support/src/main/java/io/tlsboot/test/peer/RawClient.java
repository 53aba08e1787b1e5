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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.tlsboot.test.Await;
import org.jspecify.annotations.Nullable;

/**
 * A plain TCP connection to a TLS server, for openings that no TLS library would send.
 * Reads are bounded.
 */
public final class RawClient implements AutoCloseable {

	private static final long SEED = 42;

	private final Socket socket;

	private RawClient(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Connect.
	 * @param port the port on the loopback address
	 * @return the connection
	 */
	public static RawClient connect(int port) {
		Socket socket = new Socket();
		try {
			socket.setSoTimeout((int) Await.LIMIT.toMillis());
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) Await.LIMIT.toMillis());
			return new RawClient(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return this side's port, as the server sees it.
	 * @return the local port
	 */
	public int localPort() {
		return this.socket.getLocalPort();
	}

	/**
	 * Send bytes.
	 * @param bytes the bytes
	 * @return this client
	 */
	public RawClient send(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send text.
	 * @param text the text, with its line ends
	 * @return this client
	 */
	public RawClient send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send bytes that begin no TLS record; the same in each run.
	 * @param count how many
	 * @return this client
	 */
	public RawClient sendGarbage(int count) {
		byte[] bytes = new byte[count];
		new Random(SEED).nextBytes(bytes);
		bytes[0] = (byte) 0xff;
		return send(bytes);
	}

	/**
	 * Send a plain HTTP request.
	 * @return this client
	 */
	public RawClient sendHttp() {
		return send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Send a whole ClientHello.
	 * @return this client
	 */
	public RawClient sendHello() {
		return send(ClientHello.of("localhost"));
	}

	/**
	 * Send the first half of a ClientHello.
	 * @return this client
	 */
	public RawClient sendHalfHello() {
		byte[] hello = ClientHello.of("localhost");
		return send(Arrays.copyOf(hello, hello.length / 2));
	}

	/**
	 * Say that nothing more will be sent (FIN).
	 * @return this client
	 */
	public RawClient shutdownOutput() {
		try {
			this.socket.shutdownOutput();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Break the connection with a TCP reset.
	 */
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read bytes.
	 * @param count how many
	 * @return all of them, or fewer when the server closed before
	 */
	public byte[] readBytes(int count) {
		try {
			return this.socket.getInputStream().readNBytes(count);
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("Not " + count + " bytes within " + Await.LIMIT, ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read text.
	 * @param expected what must come
	 * @return this client
	 */
	public RawClient expect(String expected) {
		String received = new String(readBytes(expected.getBytes(StandardCharsets.UTF_8).length),
				StandardCharsets.UTF_8);
		if (!received.equals(expected)) {
			throw new AssertionError("Expected '" + expected + "' but received '" + received + "'");
		}
		return this;
	}

	/**
	 * Read one TLS record.
	 * @return the record, or {@code null} when the server closed before one began
	 */
	public @Nullable TlsRecord readRecord() {
		try {
			InputStream in = this.socket.getInputStream();
			byte[] header = in.readNBytes(5);
			if (header.length == 0) {
				return null;
			}
			if (header.length < 5) {
				throw new AssertionError("The server closed within the header of a record");
			}
			int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
			byte[] content = in.readNBytes(length);
			if (content.length < length) {
				throw new AssertionError("The server closed within a record");
			}
			return new TlsRecord(header[0] & 0xff, content);
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("No record within " + Await.LIMIT, ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read records until a plaintext alert comes.
	 * @return the alert
	 */
	public Alert readAlert() {
		for (TlsRecord each = readRecord(); each != null; each = readRecord()) {
			if (each.type() == TlsRecord.ALERT && each.content().length == 2) {
				return new Alert(each.content()[0] & 0xff, each.content()[1] & 0xff);
			}
		}
		throw new AssertionError("The server closed without an alert");
	}

	/**
	 * Read all that comes until the server closes.
	 * @return how it closed, and what came before
	 */
	public End awaitEnd() {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		try {
			InputStream in = this.socket.getInputStream();
			for (int count = in.read(buffer); count != -1; count = in.read(buffer)) {
				received.write(buffer, 0, count);
			}
			return new End(false, received.toByteArray());
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("The server did not close within " + Await.LIMIT, ex);
		}
		catch (IOException ex) {
			return new End(true, received.toByteArray());
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A TLS alert.
	 *
	 * @param level 1 for a warning, 2 for a fatal one
	 * @param description its number, such as 40 for handshake_failure
	 */
	public record Alert(int level, int description) {
	}

	/**
	 * The end of a connection.
	 *
	 * @param reset whether a reset ended it, and not a FIN
	 * @param received the bytes that came before
	 */
	public record End(boolean reset, byte[] received) {
	}

}
