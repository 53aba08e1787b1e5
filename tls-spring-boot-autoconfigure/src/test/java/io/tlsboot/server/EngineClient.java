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

package io.tlsboot.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A client on the JDK's engine that decides itself which bytes go into one segment, and
 * how the connection ends. What it writes is sent by {@link #flush()}.
 */
final class EngineClient implements AutoCloseable {

	private final Socket socket = new Socket();

	private final SSLEngine engine;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();

	private boolean closeNotify;

	private EngineClient(SSLContext context, int port, String version) throws IOException {
		this.socket.setSoTimeout((int) Await.LIMIT.toMillis());
		this.socket.setTcpNoDelay(true);
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), (int) Await.LIMIT.toMillis());
		this.engine = context.createSSLEngine("localhost", port);
		this.engine.setUseClientMode(true);
		this.engine.setEnabledProtocols(new String[] { version });
	}

	/**
	 * Make what connections share to resume sessions of one another.
	 */
	static SSLContext context(@Nullable TestCertificate identity) {
		try {
			KeyManager[] keys = null;
			if (identity != null) {
				KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
				factory.init(identity.keyStore("changeit"), "changeit".toCharArray());
				keys = factory.getKeyManagers();
			}
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Connect and do the handshake. Of its last flight, what needs no answer is not sent
	 * yet.
	 */
	static EngineClient handshake(SSLContext context, int port, String version) {
		try {
			EngineClient client = new EngineClient(context, port, version);
			client.handshake();
			return client;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Connect and do the whole handshake.
	 */
	static EngineClient connect(int port, String version) {
		return handshake(context(null), port, version).flush();
	}

	EngineClient write(byte[] data) {
		ByteBuffer source = ByteBuffer.wrap(data);
		try {
			do {
				wrap(source);
			}
			while (source.hasRemaining());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	EngineClient write(String text) {
		return write(text.getBytes(StandardCharsets.UTF_8));
	}

	EngineClient closeNotify() {
		this.engine.closeOutbound();
		try {
			wrap(ByteBuffer.allocate(0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	EngineClient flush() {
		try {
			this.socket.getOutputStream().write(this.out.toByteArray());
			this.out.reset();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * End this side of the TCP connection.
	 */
	EngineClient fin() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Read some bytes, fewer only when the server ends before.
	 */
	byte[] read(int count) {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		ByteBuffer plain = ByteBuffer.allocate(this.engine.getSession().getApplicationBufferSize());
		try {
			while (received.size() < count && !this.closeNotify) {
				SSLEngineResult result = unwrap(plain);
				if (result == null) {
					break;
				}
				received.write(plain.array(), 0, plain.position());
				plain.clear();
				this.closeNotify = result.getStatus() == Status.CLOSED;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return received.toByteArray();
	}

	String readText(int count) {
		return new String(read(count), StandardCharsets.UTF_8);
	}

	/**
	 * Read until the server ends.
	 */
	byte[] readAll() {
		return read(Integer.MAX_VALUE);
	}

	/**
	 * Return whether the server has sent close_notify.
	 */
	boolean endedCleanly() {
		return this.closeNotify;
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

	private void handshake() throws IOException {
		ByteBuffer plain = ByteBuffer.allocate(this.engine.getSession().getApplicationBufferSize());
		this.engine.beginHandshake();
		while (true) {
			HandshakeStatus status = this.engine.getHandshakeStatus();
			if (status == HandshakeStatus.NEED_WRAP) {
				wrap(ByteBuffer.allocate(0));
			}
			else if (status == HandshakeStatus.NEED_TASK) {
				for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine
					.getDelegatedTask()) {
					task.run();
				}
			}
			else if (status == HandshakeStatus.NEED_UNWRAP) {
				flush();
				if (unwrap(plain) == null) {
					throw new IOException("The server closed in the handshake");
				}
			}
			else {
				return;
			}
		}
	}

	private void wrap(ByteBuffer source) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(this.engine.getSession().getPacketBufferSize());
		boolean closed = this.engine.wrap(source, record).getStatus() == Status.CLOSED;
		if (closed && source.hasRemaining()) {
			throw new IOException("This side has ended");
		}
		this.out.write(record.array(), 0, record.position());
	}

	private @Nullable SSLEngineResult unwrap(ByteBuffer plain) throws IOException {
		while (true) {
			SSLEngineResult result = this.engine.unwrap(this.in, plain);
			if (result.getStatus() != Status.BUFFER_UNDERFLOW) {
				return result;
			}
			InputStream stream = this.socket.getInputStream();
			byte[] more = new byte[16 * 1024];
			int count = stream.read(more);
			if (count == -1) {
				return null;
			}
			byte[] left = Arrays.copyOfRange(this.in.array(), this.in.position(), this.in.limit());
			this.in = ByteBuffer.allocate(left.length + count).put(left).put(more, 0, count).flip();
		}
	}

}
