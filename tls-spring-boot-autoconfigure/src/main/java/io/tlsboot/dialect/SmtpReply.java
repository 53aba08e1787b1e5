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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.tlsboot.connection.PlaintextConnection;
import reactor.core.publisher.Mono;

/**
 * A reply of an SMTP server, of one line or more (RFC 5321, section 4.2.1).
 *
 * @param code its code
 * @param lines the texts of its lines
 */
record SmtpReply(int code, List<String> lines) {

	private static final int MAX_LINES = 100;

	private static final Pattern LINE = Pattern.compile("([2-5][0-5][0-9])(?:([ -])(.*))?", Pattern.DOTALL);

	/**
	 * Read a reply; empty when the server has ended the connection before.
	 */
	static Mono<SmtpReply> read(PlaintextConnection connection) {
		return read(connection, 0, List.of());
	}

	private static Mono<SmtpReply> read(PlaintextConnection connection, int code, List<String> before) {
		return connection.readLine().flatMap((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (!matcher.matches() || before.size() == MAX_LINES) {
				return Mono.error(Failures.protocolError((before.size() == MAX_LINES) ? "The server's reply has no end"
						: "The server does not speak SMTP: " + Failures.shown(line)));
			}
			int number = Integer.parseInt(matcher.group(1));
			if (!before.isEmpty() && number != code) {
				return Mono.error(
						Failures.protocolError("The server's reply begins by " + code + " and goes on by " + number));
			}
			List<String> lines = new ArrayList<>(before);
			lines.add((matcher.group(3) != null) ? matcher.group(3) : "");
			return "-".equals(matcher.group(2)) ? read(connection, number, lines)
					: Mono.just(new SmtpReply(number, List.copyOf(lines)));
		});
	}

	/**
	 * Return whether one of the lines after the first begins by a keyword.
	 */
	boolean names(String keyword) {
		return this.lines.stream().skip(1).anyMatch((line) -> line.split(" ", 2)[0].equalsIgnoreCase(keyword));
	}

	boolean permanent() {
		return this.code >= 500;
	}

	boolean refusal() {
		return this.code >= 400;
	}

	String shown() {
		return Failures.shown(this.code + " " + this.lines.get(0));
	}

}
