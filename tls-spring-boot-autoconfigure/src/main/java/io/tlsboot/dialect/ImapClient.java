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

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;

/**
 * The client's side of STARTTLS in IMAP, on one connection.
 */
final class ImapClient {

	private static final int MAX_LINES = 100;

	private static final Pattern LITERAL = Pattern.compile(".*\\{\\d+\\+?}", Pattern.DOTALL);

	private final PlaintextConnection connection;

	private boolean offered;

	ImapClient(PlaintextConnection connection) {
		this.connection = connection;
	}

	Mono<SecureConnection> secure() {
		return this.connection.readLine().flatMap(this::greeted);
	}

	private Mono<SecureConnection> greeted(String line) {
		return switch (words(line, 2)) {
			case "* OK" -> ask("A1", "CAPABILITY", this::capabilities).flatMap((done) -> capabilitiesKnown());
			case "* PREAUTH" -> Failures.error(Failures
				.notOffered("The server takes the connection for authenticated (PREAUTH), which rules out STARTTLS"));
			case "* BYE" -> Failures.error(Failures.refused("The server greets by " + Failures.shown(line)));
			default ->
				Failures.error(Failures.protocolError("The server does not speak IMAP: " + Failures.shown(line)));
		};
	}

	private void capabilities(String line) {
		if (words(line, 2).equals("* CAPABILITY")) {
			this.offered = Stream.of(line.split(" ")).anyMatch("STARTTLS"::equalsIgnoreCase);
		}
	}

	private Mono<SecureConnection> capabilitiesKnown() {
		if (!this.offered) {
			return Mono.error(Failures.notOffered("The server does not name STARTTLS in its capabilities"));
		}
		return ask("A2", "STARTTLS", (line) -> {
		}).flatMap((done) -> this.connection.startTls());
	}

	/**
	 * Give a command and read up to its end.
	 * @return the last line; fails when the command does
	 */
	private Mono<String> ask(String tag, String command, Consumer<String> untagged) {
		return this.connection.sendString(tag + " " + command + "\r\n").then(response(tag, command, untagged, 0));
	}

	private Mono<String> response(String tag, String command, Consumer<String> untagged, int count) {
		return this.connection.readLine().flatMap((line) -> {
			String start = words(line, 2);
			if (start.equals(tag + " OK")) {
				return Mono.just(line);
			}
			if (start.equals("* BYE") || start.equals(tag + " NO") || start.equals(tag + " BAD")) {
				return Mono.error(Failures.refused("The server answered " + command + " by " + Failures.shown(line)));
			}
			if (!line.startsWith("* ") || LITERAL.matcher(line).matches() || count == MAX_LINES) {
				return Mono.error(Failures
					.protocolError("The server answered " + command + " by no IMAP: " + Failures.shown(line)));
			}
			untagged.accept(line);
			return response(tag, command, untagged, count + 1);
		});
	}

	/**
	 * Return the first words of a line in upper case.
	 */
	private static String words(String line, int count) {
		String[] words = line.split(" ", count + 1);
		return String.join(" ", Stream.of(words).limit(count).toList()).toUpperCase(Locale.ROOT);
	}

}
