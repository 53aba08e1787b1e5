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

import java.nio.ByteBuffer;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import reactor.core.publisher.Mono;

/**
 * The client's side of SSLRequest in PostgreSQL.
 */
final class PostgresClient {

	private PostgresClient() {
	}

	static Mono<SecureConnection> secure(PlaintextConnection connection) {
		return connection.sendBytes(ByteBuffer.allocate(8).putInt(8).putInt(PostgresServer.SSL_REQUEST).array())
			.then(connection.readBytes(1))
			.flatMap((answer) -> switch (answer[0]) {
				case 'S' -> connection.startTls();
				case 'N' -> Failures.error(Failures.notOffered("The server declines TLS"));
				case 'E' -> Failures.error(Failures.refused("The server answered SSLRequest by an error"));
				default -> Failures.error(Failures.protocolError(
						String.format("The server answered SSLRequest by the byte 0x%02x", answer[0] & 0xff)));
			});
	}

}
