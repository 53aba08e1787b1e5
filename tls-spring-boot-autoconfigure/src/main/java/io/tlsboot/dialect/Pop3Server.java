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

package io.tlsboot.dialect;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;

/**
 * The server's side of STLS in POP3, on one connection.
 */
final class Pop3Server {

	private final PlaintextConnection connection;

	private final String hostName;

	private final CommandLines lines;

	Pop3Server(PlaintextConnection connection, String hostName) {
		this.connection = connection;
		this.hostName = hostName;
		this.lines = new CommandLines(connection, "-ERR Too many commands before STLS");
	}

	Mono<SecureConnection> secure() {
		return this.lines.serve("+OK " + this.hostName + " ready", this::command);
	}

	private Mono<SecureConnection> command(String line) {
		boolean alone = CommandLines.parameters(line).isEmpty();
		return switch (CommandLines.keyword(line)) {
			case "STLS" -> alone ? this.connection.startTls("+OK Begin TLS negotiation\r\n")
					: this.lines.answer("-ERR No parameters allowed");
			case "CAPA" -> this.lines.answer("+OK Capability list follows\r\nSTLS\r\n.");
			case "QUIT" -> this.lines.part("+OK " + this.hostName + " closing");
			case "USER", "PASS", "APOP", "AUTH" -> this.lines.answer("-ERR Must issue an STLS command first");
			default -> this.lines.answer("-ERR Not before STLS");
		};
	}

}
