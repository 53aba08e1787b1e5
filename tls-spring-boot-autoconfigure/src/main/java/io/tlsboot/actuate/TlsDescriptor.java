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

package io.tlsboot.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All servers and clients at a glance. Its size does not depend on how many hosts they
 * have.
 *
 * @param servers the servers by name
 * @param clients the clients by name
 */
public record TlsDescriptor(Map<String, Summary> servers,
		Map<String, Summary> clients) implements OperationResponseBody {

	/**
	 * A server or client at a glance.
	 *
	 * @param listening whether a server accepts connections
	 * @param address where a server listens, or what a client dials
	 * @param engine {@code openssl} or {@code jdk}, or {@code null} while a server does
	 * not run
	 * @param hosts how many hosts a server has besides the default context
	 * @param connections how many connections there are now
	 * @param handshakes how many handshakes there were
	 * @param invalidCertificates how many certificates are not valid now
	 * @param firstToExpire the certificate that expires first
	 */
	public record Summary(@Nullable Boolean listening, @Nullable String address, @Nullable String engine,
			@Nullable Integer hosts, ConnectionsDescriptor connections, HandshakesDescriptor handshakes,
			int invalidCertificates, @Nullable ExpiryDescriptor firstToExpire) {
	}

}
