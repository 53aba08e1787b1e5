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

package io.tlsboot.autoconfigure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServerListener;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Keeps the ports of servers whose context is gone.
 */
@Configuration(proxyBeanMethods = false)
@Order(0)
class Ports implements TlsServerListener {

	static final List<Integer> LAST = new CopyOnWriteArrayList<>();

	Ports() {
		LAST.clear();
	}

	@Override
	public void listening(TlsServer server) {
		LAST.add(server.address().getPort());
	}

	/**
	 * Return whether nobody listens on a port of this machine.
	 */
	static boolean refused(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
			return false;
		}
		catch (ConnectException ex) {
			return true;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
