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
 * The server's side of STARTTLS in SMTP, on one connection.
 */
final class SmtpServer {

	private final PlaintextConnection connection;

	private final String hostName;

	private final CommandLines lines;

	SmtpServer(PlaintextConnection connection, String hostName) {
		this.connection = connection;
		this.hostName = hostName;
		this.lines = new CommandLines(connection, "421 " + hostName + " Too many commands before STARTTLS");
	}

	Mono<SecureConnection> secure() {
		return this.lines.serve("220 " + this.hostName + " ESMTP", this::command);
	}

	private Mono<SecureConnection> command(String line) {
		String parameters = CommandLines.parameters(line);
		return switch (CommandLines.keyword(line)) {
			case "STARTTLS" -> parameters.isEmpty() ? this.connection.startTls("220 Ready to start TLS\r\n")
					: this.lines.answer("501 Syntax error (no parameters allowed)");
			case "EHLO" -> hello(parameters, "250-" + this.hostName + "\r\n250 STARTTLS");
			case "HELO" -> hello(parameters, "250 " + this.hostName);
			case "NOOP", "RSET" -> this.lines.answer("250 OK");
			case "QUIT" -> this.lines.part("221 " + this.hostName + " Closing");
			case "MAIL", "RCPT", "DATA", "BDAT", "AUTH", "VRFY", "EXPN", "HELP", "ETRN", "TURN", "SEND", "SOML",
					"SAML" ->
				this.lines.answer("530 Must issue a STARTTLS command first");
			default -> this.lines.answer("500 Command not recognized");
		};
	}

	private Mono<SecureConnection> hello(String name, String answer) {
		return this.lines.answer(name.isEmpty() ? "501 Syntax error (a domain is needed)" : answer);
	}

}
