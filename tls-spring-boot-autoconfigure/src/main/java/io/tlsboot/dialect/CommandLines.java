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
import java.util.function.Function;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;

/**
 * Greets a client and deals with its command lines, of which there may be no more than a
 * few before one of them begins TLS.
 */
final class CommandLines {

	/** How many commands are answered before the connection has to become secure. */
	static final int MAX_COMMANDS = 20;

	private final PlaintextConnection connection;

	private final String farewell;

	private int count;

	/**
	 * Create an instance for one connection.
	 * @param farewell says that there were too many commands
	 */
	CommandLines(PlaintextConnection connection, String farewell) {
		this.connection = connection;
		this.farewell = farewell;
	}

	Mono<SecureConnection> serve(String greeting, Function<String, Mono<SecureConnection>> command) {
		return answer(greeting).then(this.connection
			.eachLine((line) -> (++this.count <= MAX_COMMANDS) ? command.apply(line) : part(this.farewell)));
	}

	/**
	 * Answer, and go on with the next command.
	 */
	Mono<SecureConnection> answer(String text) {
		return this.connection.sendString(text + "\r\n").then(Mono.empty());
	}

	/**
	 * Answer and close.
	 */
	Mono<SecureConnection> part(String text) {
		return answer(text).doOnTerminate(this.connection::close);
	}

	/**
	 * Return the first word of a command in upper case.
	 */
	static String keyword(String command) {
		int end = command.indexOf(' ');
		return ((end >= 0) ? command.substring(0, end) : command).toUpperCase(Locale.ROOT);
	}

	/**
	 * Return what follows the first word.
	 */
	static String parameters(String command) {
		int end = command.indexOf(' ');
		return (end >= 0) ? command.substring(end).strip() : "";
	}

}
