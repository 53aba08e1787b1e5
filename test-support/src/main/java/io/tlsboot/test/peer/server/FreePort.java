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

package io.tlsboot.test.peer.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports for servers that cannot be told to choose one. They are below those that
 * systems give to connections and to whoever asks for any: no other test takes the port
 * before the server does, and no port is found twice.
 */
public final class FreePort {

	private static final int FIRST = 20_000;

	private static final int COUNT = 12_000;

	private static final int ATTEMPTS = 100;

	private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

	private FreePort() {
	}

	/**
	 * Find a port.
	 * @return a port on which nobody listened a moment ago
	 */
	public static int next() {
		for (int i = 0; i < ATTEMPTS; i++) {
			int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// Somebody has it.
			}
		}
		throw new IllegalStateException("No free port from " + FIRST + " to " + (FIRST + COUNT));
	}

}
