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

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;

/**
 * A secure connection is closed. Published once for each, after its secure connection
 * event.
 */
public final class SecureConnectionClosedEvent extends TlsEvent {

	private final transient ConnectionEnd end;

	/**
	 * Create an event.
	 * @param connection the connection
	 * @param end how it ended
	 */
	public SecureConnectionClosedEvent(SecureConnection connection, ConnectionEnd end) {
		super(connection);
		this.end = end;
	}

	/**
	 * Return the connection; what is known of the peer is still readable.
	 * @return the connection
	 */
	public SecureConnection connection() {
		return (SecureConnection) getSource();
	}

	/**
	 * Return how it ended.
	 * @return cause, duration and bytes
	 */
	public ConnectionEnd end() {
		return this.end;
	}

}
