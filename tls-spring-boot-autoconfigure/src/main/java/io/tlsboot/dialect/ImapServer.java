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

import java.util.regex.Pattern;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;

/**
 * The server's side of STARTTLS in IMAP, on one connection.
 */
final class ImapServer {

	private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED";

	/** What a tag is made of (RFC 9051, section 9). */
	private static final Pattern TAG = Pattern.compile("[!-~&&[^(){%*\"\\\\+]]{1,100}");

	/** A line that bytes follow when the server asks for them, or in any case. */
	private static final Pattern LITERAL = Pattern.compile(".*\\{\\d*(\\+?)}", Pattern.DOTALL);

	private final PlaintextConnection connection;

	private final String hostName;

	private final CommandLines lines;

	ImapServer(PlaintextConnection connection, String hostName) {
		this.connection = connection;
		this.hostName = hostName;
		this.lines = new CommandLines(connection, "* BYE Too many commands before STARTTLS");
	}

	Mono<SecureConnection> secure() {
		return this.lines.serve("* OK [" + CAPABILITIES + "] " + this.hostName + " ready", this::command);
	}

	private Mono<SecureConnection> command(String line) {
		int space = line.indexOf(' ');
		String tag = line.substring(0, Math.max(space, 0));
		if (LITERAL.matcher(line).matches()) {
			return literal(tag, line.endsWith("+}"));
		}
		if (!TAG.matcher(tag).matches()) {
			return this.lines.answer("* BAD No tag and command");
		}
		String command = line.substring(space + 1);
		return command(tag, CommandLines.keyword(command), CommandLines.parameters(command).isEmpty());
	}

	private Mono<SecureConnection> command(String tag, String name, boolean alone) {
		return switch (alone ? name : name + " ") {
			case "STARTTLS" -> this.connection.startTls(tag + " OK Begin TLS negotiation now\r\n");
			case "CAPABILITY" -> this.lines.answer("* " + CAPABILITIES + "\r\n" + tag + " OK CAPABILITY completed");
			case "NOOP" -> this.lines.answer(tag + " OK NOOP completed");
			case "LOGOUT" -> this.lines.part("* BYE " + this.hostName + " closing\r\n" + tag + " OK LOGOUT completed");
			case "LOGIN", "LOGIN ", "AUTHENTICATE", "AUTHENTICATE " ->
				this.lines.answer(tag + " NO [PRIVACYREQUIRED] Must issue a STARTTLS command first");
			default -> this.lines.answer(tag + " BAD Not before STARTTLS");
		};
	}

	/**
	 * Refuse a literal. One that nobody waits to send (RFC 7888) would be taken for
	 * commands.
	 */
	private Mono<SecureConnection> literal(String tag, boolean unasked) {
		if (unasked) {
			return this.lines.part("* BYE No literals before STARTTLS");
		}
		return this.lines.answer((TAG.matcher(tag).matches() ? tag : "*") + " BAD No literals before STARTTLS");
	}

}
