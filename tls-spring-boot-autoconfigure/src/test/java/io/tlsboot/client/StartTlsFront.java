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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server's plaintext in front of a TLS server that knows none, on threads of its
 * own.
 */
final class StartTlsFront implements AutoCloseable {

	private final ServerSocket listening;

	private final int behind;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	StartTlsFront(int behind) {
		this.behind = behind;
		try {
			this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		run(() -> {
			while (true) {
				Socket client = this.listening.accept();
				this.sockets.add(client);
				run(() -> serve(client));
			}
		});
	}

	int port() {
		return this.listening.getLocalPort();
	}

	private void serve(Socket client) throws IOException {
		say(client, "220 ready\r\n");
		// The client sends nothing after STARTTLS before it was answered.
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.equals("STARTTLS")) {
				say(client, "220 go ahead\r\n");
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.behind);
				this.sockets.add(server);
				run(() -> pipe(client, server));
				pipe(server, client);
				return;
			}
			say(client, "250-localhost\r\n250 STARTTLS\r\n");
		}
	}

	private static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static void pipe(Socket from, Socket to) throws IOException {
		try (OutputStream out = to.getOutputStream()) {
			from.getInputStream().transferTo(out);
		}
	}

	private static void run(Part part) {
		Thread thread = new Thread(() -> {
			try {
				part.run();
			}
			catch (IOException ex) {
				// The test has closed it, or one end has.
			}
		}, "starttls-front");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.listening.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Part {

		void run() throws IOException;

	}

}
