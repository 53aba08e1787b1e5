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

import java.util.Map;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import reactor.core.publisher.Mono;

/**
 * The server's side of StartTLS in LDAP, on one connection.
 */
final class LdapServer {

	private static final int MAX_REQUESTS = CommandLines.MAX_COMMANDS;

	private static final int UNBIND_REQUEST = 0x42;

	private static final int ABANDON_REQUEST = 0x50;

	/**
	 * Requests and their responses: bind, search, modify, add, delete, rename, compare.
	 */
	private static final Map<Integer, Integer> RESPONSES = Map.of(0x60, 0x61, 0x63, 0x65, 0x66, 0x67, 0x68, 0x69, 0x4a,
			0x6b, 0x6c, 0x6d, 0x6e, 0x6f, LdapMessage.EXTENDED_REQUEST, LdapMessage.EXTENDED_RESPONSE);

	private static final int SUCCESS = 0;

	private static final int PROTOCOL_ERROR = 2;

	private static final int ADMIN_LIMIT_EXCEEDED = 11;

	private static final int UNAVAILABLE_CRITICAL_EXTENSION = 12;

	private static final int CONFIDENTIALITY_REQUIRED = 13;

	private final PlaintextConnection connection;

	private int count;

	LdapServer(PlaintextConnection connection) {
		this.connection = connection;
	}

	Mono<SecureConnection> secure() {
		return LdapMessage.read(this.connection)
			.onErrorResume(LdapServer::isMalformed, this::malformed)
			.flatMap(this::request);
	}

	private Mono<SecureConnection> request(LdapMessage request) {
		if (request.tag() == UNBIND_REQUEST) {
			return Mono.empty();
		}
		if (++this.count > MAX_REQUESTS) {
			return notice(ADMIN_LIMIT_EXCEEDED, "Too many requests before StartTLS").then(Mono.empty());
		}
		if (request.tag() == ABANDON_REQUEST) {
			return secure();
		}
		Integer response = RESPONSES.get(request.tag());
		if (request.id() == 0 || response == null) {
			return malformed(Failures.protocolError("What came is no LDAP request")).then(Mono.empty());
		}
		try {
			return (request.tag() == LdapMessage.EXTENDED_REQUEST) ? extended(request)
					: refuse(request.id(), response, CONFIDENTIALITY_REQUIRED, "Must issue a StartTLS request first");
		}
		catch (BerException ex) {
			return malformed(Failures.protocolError("What came is no extended LDAP request: " + ex.getMessage()))
				.then(Mono.empty());
		}
	}

	private Mono<SecureConnection> extended(LdapMessage request) throws BerException {
		Ber operation = request.operation();
		boolean startTls = operation.element(LdapMessage.REQUEST_NAME).is(LdapMessage.START_TLS);
		if (!startTls) {
			return refuse(request.id(), LdapMessage.EXTENDED_RESPONSE, CONFIDENTIALITY_REQUIRED,
					"Must issue a StartTLS request first");
		}
		if (!operation.ended()) {
			return refuse(request.id(), LdapMessage.EXTENDED_RESPONSE, PROTOCOL_ERROR, "StartTLS has no value");
		}
		if (LdapMessage.critical(request.controls())) {
			return refuse(request.id(), LdapMessage.EXTENDED_RESPONSE, UNAVAILABLE_CRITICAL_EXTENSION,
					"StartTLS has no controls");
		}
		return this.connection.startTls(LdapMessage.encode(request.id(),
				response(LdapMessage.EXTENDED_RESPONSE, SUCCESS, "", LdapMessage.START_TLS)));
	}

	private Mono<SecureConnection> refuse(int id, int tag, int code, String detail) {
		return this.connection.sendBytes(LdapMessage.encode(id, result(tag, code, detail))).then(secure());
	}

	private <T> Mono<T> malformed(Throwable failure) {
		return notice(PROTOCOL_ERROR, "This is no LDAP request").then(Mono.error(failure));
	}

	/**
	 * Send a notice of disconnection (RFC 4511, section 4.4.1).
	 */
	private Mono<Void> notice(int code, String detail) {
		return this.connection.sendBytes(LdapMessage.encode(0,
				response(LdapMessage.EXTENDED_RESPONSE, code, detail, LdapMessage.DISCONNECTION)));
	}

	private static boolean isMalformed(Throwable failure) {
		return failure instanceof StartTlsException ex && (ex.reason() == StartTlsException.Reason.PROTOCOL_ERROR
				|| ex.reason() == StartTlsException.Reason.TOO_LONG);
	}

	private static byte[] result(int tag, int code, String detail) {
		return Ber.encode(tag, Ber.encode(Ber.ENUMERATED, code), Ber.encode(Ber.OCTET_STRING, ""),
				Ber.encode(Ber.OCTET_STRING, detail));
	}

	private static byte[] response(int tag, int code, String detail, String name) {
		return Ber.encode(tag, Ber.encode(Ber.ENUMERATED, code), Ber.encode(Ber.OCTET_STRING, ""),
				Ber.encode(Ber.OCTET_STRING, detail), Ber.encode(LdapMessage.RESPONSE_NAME, name));
	}

}
