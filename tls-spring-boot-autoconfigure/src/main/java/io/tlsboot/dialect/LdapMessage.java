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
import io.tlsboot.connection.StartTlsException;
import reactor.core.publisher.Mono;

/**
 * An LDAPMessage (RFC 4511, section 4.1.1).
 *
 * @param id the number of the request, 0 when the server speaks of its own accord
 * @param tag the tag of the operation
 * @param operation the operation
 * @param controls the controls, without content when there are none
 */
record LdapMessage(int id, int tag, Ber operation, Ber controls) {

	static final int EXTENDED_REQUEST = 0x77;

	static final int EXTENDED_RESPONSE = 0x78;

	static final int REQUEST_NAME = 0x80;

	static final int REFERRAL = 0xa3;

	static final int RESPONSE_NAME = 0x8a;

	static final int RESPONSE_VALUE = 0x8b;

	static final String START_TLS = "1.3.6.1.4.1.1466.20037";

	static final String DISCONNECTION = "1.3.6.1.4.1.1466.20036";

	private static final int CONTROLS = 0xa0;

	private static final int MAX_LENGTH = 4096;

	/**
	 * Read a message; empty when the peer has ended its side before. Fails with
	 * {@code PROTOCOL_ERROR} when it is malformed, with {@code TOO_LONG} when it is too
	 * long.
	 */
	static Mono<LdapMessage> read(PlaintextConnection connection) {
		return connection.readBytes(2).flatMap((head) -> {
			if (head[0] != Ber.SEQUENCE) {
				return Mono.error(malformed("it does not begin as one"));
			}
			try {
				int first = head[1] & 0xff;
				int count = Ber.lengthBytes(first);
				return (count == 0) ? content(connection, first)
						: connection.readBytes(count).flatMap((bytes) -> content(connection, bytes));
			}
			catch (BerException ex) {
				return Mono.error(malformed("" + ex.getMessage()));
			}
		});
	}

	private static Mono<LdapMessage> content(PlaintextConnection connection, byte[] length) {
		try {
			return content(connection, Ber.length(length));
		}
		catch (BerException ex) {
			return Mono.error(malformed("" + ex.getMessage()));
		}
	}

	private static Mono<LdapMessage> content(PlaintextConnection connection, int length) {
		if (length > MAX_LENGTH) {
			return Mono.error(new StartTlsException(StartTlsException.Reason.TOO_LONG,
					"An LDAP message of " + length + " bytes is longer than " + MAX_LENGTH));
		}
		return connection.readBytes(length).flatMap((content) -> {
			try {
				return Mono.just(parse(new Ber(content)));
			}
			catch (BerException ex) {
				return Mono.error(malformed("" + ex.getMessage()));
			}
		});
	}

	private static LdapMessage parse(Ber message) throws BerException {
		int id = message.integer(Ber.INTEGER);
		int tag = message.tag();
		Ber operation = message.element(tag);
		Ber controls = message.ended() ? new Ber(new byte[0]) : message.element(CONTROLS);
		message.end();
		return new LdapMessage(id, tag, operation, controls);
	}

	/**
	 * Return whether one of the controls is critical (RFC 4511, section 4.1.11).
	 */
	static boolean critical(Ber controls) throws BerException {
		boolean critical = false;
		while (!controls.ended()) {
			Ber control = controls.element(Ber.SEQUENCE);
			control.element(Ber.OCTET_STRING);
			critical |= control.isNext(Ber.BOOLEAN) && control.element(Ber.BOOLEAN).isTrue();
			if (!control.ended()) {
				control.element(Ber.OCTET_STRING);
			}
			control.end();
		}
		return critical;
	}

	private static StartTlsException malformed(String detail) {
		return Failures.protocolError("What came is no LDAP message: " + detail);
	}

	/**
	 * Encode a message without controls.
	 */
	static byte[] encode(int id, byte[] operation) {
		return Ber.encode(Ber.SEQUENCE, Ber.encode(Ber.INTEGER, id), operation);
	}

}
