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

package io.tlsboot.event;

import io.tlsboot.connection.SecureConnection;

/**
 * A pair has finished a handshake, on either side, whether or not the peer is authorized;
 * the verdict is final. It takes the place of the events of servers and clients.
 * Published once for each pair, before its secure connection is handed over or at the
 * same time. When a listener throws, that connection is closed.
 */
public final class SecureEvent extends TlsEvent {

	/**
	 * Create an event.
	 * @param connection the connection
	 */
	public SecureEvent(SecureConnection connection) {
		super(connection);
	}

	/**
	 * Return the cleartext side of the pair.
	 * @return the connection
	 */
	public SecureConnection connection() {
		return (SecureConnection) getSource();
	}

}
