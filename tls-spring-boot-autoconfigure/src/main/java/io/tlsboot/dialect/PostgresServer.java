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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import reactor.core.publisher.Mono;

/**
 * The server's side of SSLRequest in PostgreSQL, on one connection.
 */
final class PostgresServer {

	static final int SSL_REQUEST = 80877103;

	private static final int GSS_ENCRYPTION_REQUEST = 80877104;

	private static final int CANCEL_REQUEST = 80877102;

	private static final int PROTOCOL_3 = 3;

	private static final int HEAD_LENGTH = 8;

	/** The most that PostgreSQL itself reads of a client that is not authenticated. */
	private static final int MAX_LENGTH = 10_000;

	private final PlaintextConnection connection;

	private boolean gssDeclined;

	PostgresServer(PlaintextConnection connection) {
		this.connection = connection;
	}

	Mono<SecureConnection> secure() {
		return this.connection.readBytes(HEAD_LENGTH).flatMap((head) -> {
			ByteBuffer buffer = ByteBuffer.wrap(head);
			return request(buffer.getInt(), buffer.getInt());
		});
	}

	private Mono<SecureConnection> request(int length, int code) {
		if (length == HEAD_LENGTH && code == SSL_REQUEST) {
			return this.connection.startTls("S");
		}
		if (length == HEAD_LENGTH && code == GSS_ENCRYPTION_REQUEST && !this.gssDeclined) {
			this.gssDeclined = true;
			return this.connection.sendString("N").then(secure());
		}
		if (length > HEAD_LENGTH && length <= MAX_LENGTH) {
			if (code == CANCEL_REQUEST) {
				return Mono.empty();
			}
			if (code >>> Short.SIZE == PROTOCOL_3) {
				return this.connection.sendBytes(error("28000", "SSL connection is required")).then(Mono.empty());
			}
		}
		StartTlsException failure = Failures.protocolError("The client does not speak the protocol of PostgreSQL");
		return this.connection.sendBytes(error("08P01", "invalid startup packet")).then(Mono.error(failure));
	}

	/**
	 * Encode an ErrorResponse.
	 */
	private static byte[] error(String code, String message) {
		ByteArrayOutputStream fields = new ByteArrayOutputStream();
		for (String field : new String[] { "SFATAL", "VFATAL", "C" + code, "M" + message, "" }) {
			fields.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
			fields.write(0);
		}
		ByteBuffer response = ByteBuffer.allocate(1 + Integer.BYTES + fields.size());
		return response.put((byte) 'E').putInt(Integer.BYTES + fields.size()).put(fields.toByteArray()).array();
	}

}
