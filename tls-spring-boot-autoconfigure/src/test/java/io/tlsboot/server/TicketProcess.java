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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.TrustSource;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;

/**
 * A node in a process of its own: says of each message whether its connection was resumed
 * and authorized, and echoes it.
 */
final class TicketProcess {

	private static final Pattern PORT = Pattern.compile("port (\\d+)\\R");

	private TicketProcess() {
	}

	/**
	 * Run until the standard input ends.
	 * @param args the location of the ticket keys and a file with authorities
	 */
	public static void main(String[] args) throws Exception {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec.requestCert(true)
				.trust(new TrustSource.Locations(List.of(Path.of(args[1]).toUri().toString())))
				.session(new SessionSpec(Duration.ofHours(1), 16, true, new TicketKeySpec(args[0], null))))
			.handler((connection) -> connection.send(connection.receive()
				.map((message) -> Unpooled.copiedBuffer(prefix(connection) + message.toString(StandardCharsets.UTF_8),
						StandardCharsets.UTF_8))))
			.start()) {
			System.out.println("port " + server.port());
			System.in.transferTo(System.err);
		}
	}

	private static String prefix(SecureConnection connection) {
		return (connection.sessionReused() ? "resumed " : "full ") + connection.authorized() + " ";
	}

	/**
	 * Start a node. Its own certificate is one that no other process has.
	 */
	static Peer start(String ticketKeys, String authorities) {
		return Program.require("env")
			.start(List.of(System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path"),
					"-XX:TieredStopAtLevel=1", TicketProcess.class.getName(), ticketKeys, authorities));
	}

	static int awaitPort(Peer process) {
		return Integer.parseInt(process.awaitOutput(PORT).group(1));
	}

}
