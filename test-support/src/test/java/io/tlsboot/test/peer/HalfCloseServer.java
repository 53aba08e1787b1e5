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
import java.net.InetAddress;
import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.tlsboot.test.pki.TestPki;

/**
 * Serves one connection: reads to its end, and only then answers.
 */
final class HalfCloseServer implements AutoCloseable {

	private final SSLServerSocket socket;

	HalfCloseServer() {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
			keys.init(TestPki.server().keyStore(""), new char[0]);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), null, null);
			this.socket = (SSLServerSocket) context.getServerSocketFactory()
				.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
		Thread thread = new Thread(this::serve, "half close server");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	private void serve() {
		try (SSLSocket connection = (SSLSocket) this.socket.accept()) {
			byte[] all = connection.getInputStream().readAllBytes();
			connection.getOutputStream().write(("got " + new String(all)).getBytes());
			connection.shutdownOutput();
		}
		catch (IOException ex) {
			// The client sees it.
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
