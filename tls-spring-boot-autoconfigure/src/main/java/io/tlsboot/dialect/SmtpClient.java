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
import io.tlsboot.connection.StartTlsException;
import reactor.core.publisher.Mono;

/**
 * The client's side of STARTTLS in SMTP, on one connection.
 */
final class SmtpClient {

	private final PlaintextConnection connection;

	private final String hostName;

	SmtpClient(PlaintextConnection connection, String hostName) {
		this.connection = connection;
		this.hostName = hostName;
	}

	Mono<SecureConnection> secure() {
		return SmtpReply.read(this.connection).flatMap(this::greeted);
	}

	private Mono<SecureConnection> greeted(SmtpReply reply) {
		return (reply.code() == 220) ? ask("EHLO " + this.hostName).flatMap(this::extensions)
				: Mono.error(unexpected(reply, "the connection"));
	}

	private Mono<SecureConnection> extensions(SmtpReply reply) {
		if (reply.code() != 250) {
			return Mono.error(reply.permanent() ? Failures.notOffered("The server does not know EHLO: " + reply.shown())
					: unexpected(reply, "EHLO"));
		}
		return reply.names("STARTTLS") ? ask("STARTTLS").flatMap(this::answered)
				: Mono.error(Failures.notOffered("The server does not name STARTTLS in its answer to EHLO"));
	}

	private Mono<SecureConnection> answered(SmtpReply reply) {
		return (reply.code() == 220) ? this.connection.startTls() : Mono.error(unexpected(reply, "STARTTLS"));
	}

	private Mono<SmtpReply> ask(String command) {
		return this.connection.sendString(command + "\r\n").then(SmtpReply.read(this.connection));
	}

	private static StartTlsException unexpected(SmtpReply reply, String to) {
		String detail = "The server answered " + to + " by " + reply.shown();
		return reply.refusal() ? Failures.refused(detail) : Failures.protocolError(detail);
	}

}
