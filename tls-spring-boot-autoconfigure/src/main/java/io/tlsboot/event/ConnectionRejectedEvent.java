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

import java.net.SocketAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A connection was closed before any byte of TLS because a limit was reached. In a flood
 * some of these events may be shed; what was shed is counted.
 */
public final class ConnectionRejectedEvent extends TlsEvent {

	private final String limit;

	private final transient @Nullable SocketAddress remoteAddress;

	/**
	 * Create an event.
	 * @param endpoint the name of the server
	 * @param remoteAddress the peer's address, or {@code null}
	 * @param limit the property whose limit was reached
	 */
	public ConnectionRejectedEvent(String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		super(endpoint);
		this.remoteAddress = remoteAddress;
		this.limit = limit;
	}

	/**
	 * Return the name of the server.
	 * @return the name as configured
	 */
	public String endpoint() {
		return (String) getSource();
	}

	/**
	 * Return the peer's address.
	 * @return the address; empty when it is not known any more
	 */
	public Optional<SocketAddress> remoteAddress() {
		return Optional.ofNullable(this.remoteAddress);
	}

	/**
	 * Return the limit.
	 * @return the property whose limit was reached
	 */
	public String limit() {
		return this.limit;
	}

}
