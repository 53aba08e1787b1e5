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

package io.tlsboot.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server on plain sockets that does to each connection what a test says.
 */
public final class RawServer implements AutoCloseable {

	private final ServerSocket listener;

	private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();

	private RawServer(Served served) {
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(() -> accept(served), "raw server " + port());
		thread.setDaemon(true);
		thread.start();
	}

	public static RawServer of(Served served) {
		return new RawServer(served);
	}

	/**
	 * A server that reads, says nothing, and counts what came before the end.
	 */
	public static RawServer silent() {
		return of((socket) -> {
		});
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Wait until a client has closed its connection.
	 * @return how many bytes it sent after what the server did to it
	 */
	public int awaitEnd() {
		try {
			Integer count = this.ends.poll(TestClient.LIMIT.toSeconds(), TimeUnit.SECONDS);
			if (count == null) {
				throw new AssertionError("No client has closed its connection");
			}
			return count;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private void accept(Served served) {
		while (!this.listener.isClosed()) {
			try {
				Socket socket = this.listener.accept();
				Thread thread = new Thread(() -> serve(socket, served), "raw connection");
				thread.setDaemon(true);
				thread.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket, Served served) {
		int count = 0;
		try (socket) {
			served.serve(socket);
			while (!socket.isClosed() && socket.getInputStream().read() >= 0) {
				count++;
			}
		}
		catch (IOException ex) {
			// A reset is an end too.
		}
		this.ends.add(count);
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is done to a connection.
	 */
	public interface Served {

		void serve(Socket socket) throws IOException;

	}

}
