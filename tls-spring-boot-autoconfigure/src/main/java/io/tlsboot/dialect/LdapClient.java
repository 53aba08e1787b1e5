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
 * The client's side of StartTLS in LDAP.
 */
final class LdapClient {

	private static final int MESSAGE_ID = 1;

	private LdapClient() {
	}

	static Mono<SecureConnection> secure(PlaintextConnection connection) {
		byte[] request = LdapMessage.encode(MESSAGE_ID,
				Ber.encode(LdapMessage.EXTENDED_REQUEST, Ber.encode(LdapMessage.REQUEST_NAME, LdapMessage.START_TLS)));
		return connection.sendBytes(request)
			.then(LdapMessage.read(connection))
			.flatMap((message) -> answered(connection, message));
	}

	private static Mono<SecureConnection> answered(PlaintextConnection connection, LdapMessage message) {
		boolean notice = message.id() == 0;
		if (message.tag() != LdapMessage.EXTENDED_RESPONSE || (message.id() != MESSAGE_ID && !notice)) {
			return Mono.error(Failures.protocolError("The server answered StartTLS by another message"));
		}
		int code;
		try {
			code = resultCode(message.operation(), notice ? LdapMessage.DISCONNECTION : LdapMessage.START_TLS);
		}
		catch (BerException ex) {
			return Mono
				.error(Failures.protocolError("The server's answer to StartTLS is malformed: " + ex.getMessage()));
		}
		if (code == 0 && !notice) {
			return connection.startTls();
		}
		return Mono.error(Failures.refused(
				"The server " + (notice ? "ended the connection" : "refused StartTLS") + " with result code " + code));
	}

	/**
	 * Read an ExtendedResponse (RFC 4511, sections 4.1.9 and 4.12).
	 */
	private static int resultCode(Ber response, String name) throws BerException {
		int code = response.integer(Ber.ENUMERATED);
		response.element(Ber.OCTET_STRING);
		response.element(Ber.OCTET_STRING);
		if (response.isNext(LdapMessage.REFERRAL)) {
			response.element(LdapMessage.REFERRAL);
		}
		if (response.isNext(LdapMessage.RESPONSE_NAME) && !response.element(LdapMessage.RESPONSE_NAME).is(name)) {
			throw new BerException("it is the response of another operation");
		}
		if (response.isNext(LdapMessage.RESPONSE_VALUE)) {
			response.element(LdapMessage.RESPONSE_VALUE);
		}
		response.end();
		return code;
	}

}
