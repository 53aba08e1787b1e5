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

import java.util.function.Function;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import reactor.core.publisher.Mono;

/**
 * The client's side of STLS in POP3, on one connection.
 */
final class Pop3Client {

	private static final int MAX_LINES = 100;

	private final PlaintextConnection connection;

	Pop3Client(PlaintextConnection connection) {
		this.connection = connection;
	}

	Mono<SecureConnection> secure() {
		return positive("the connection", Failures::refused).flatMap((greeting) -> ask("CAPA", Failures::notOffered))
			.flatMap((answer) -> capabilities(false, 0))
			.flatMap((offered) -> offered ? ask("STLS", Failures::refused)
					: Mono.error(Failures.notOffered("The server does not name STLS in its capabilities")))
			.flatMap((answer) -> this.connection.startTls());
	}

	/**
	 * Read the list of capabilities up to its end.
	 * @return whether STLS is one of them
	 */
	private Mono<Boolean> capabilities(boolean offered, int count) {
		return this.connection.readLine().flatMap((line) -> {
			if (line.equals(".")) {
				return Mono.just(offered);
			}
			if (count == MAX_LINES) {
				return Mono.error(Failures.protocolError("The server's list of capabilities has no end"));
			}
			return capabilities(offered || line.split(" ", 2)[0].equalsIgnoreCase("STLS"), count + 1);
		});
	}

	private Mono<String> ask(String command, Function<String, StartTlsException> onError) {
		return this.connection.sendString(command + "\r\n").then(positive(command, onError));
	}

	/**
	 * Read the first line of a response.
	 * @return the line; fails when it is not positive
	 */
	private Mono<String> positive(String to, Function<String, StartTlsException> onError) {
		return this.connection.readLine().flatMap((line) -> {
			if (is(line, "+OK")) {
				return Mono.just(line);
			}
			String detail = "The server answered " + to + " by " + Failures.shown(line);
			return Mono.error(is(line, "-ERR") ? onError.apply(detail) : Failures.protocolError(detail));
		});
	}

	private static boolean is(String line, String status) {
		return line.equals(status) || line.startsWith(status + " ");
	}

}
