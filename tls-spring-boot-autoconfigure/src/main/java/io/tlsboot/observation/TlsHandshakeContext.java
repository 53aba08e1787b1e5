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

package io.tlsboot.observation;

import io.micrometer.observation.Observation;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a handshake that is observed: whose it is from the start, and at the
 * end either the connection or the failure.
 */
public final class TlsHandshakeContext extends Observation.Context {

	private final Role role;

	private final String endpoint;

	private volatile @Nullable SecureConnection connection;

	private volatile @Nullable FailedHandshake failed;

	/**
	 * Create the context of a handshake that begins.
	 * @param role which side we are
	 * @param endpoint the name of the server, client or pair
	 */
	public TlsHandshakeContext(Role role, String endpoint) {
		this.role = role;
		this.endpoint = endpoint;
	}

	/**
	 * Return which side we are.
	 * @return the role
	 */
	public Role role() {
		return this.role;
	}

	/**
	 * Return the name of the endpoint.
	 * @return the name of the server, client or pair
	 */
	public String endpoint() {
		return this.endpoint;
	}

	/**
	 * Return what the handshake came to.
	 * @return the connection, or {@code null} unless the handshake is done
	 */
	public @Nullable SecureConnection connection() {
		return this.connection;
	}

	/**
	 * Return how the handshake failed.
	 * @return the failure, or {@code null} unless the handshake failed
	 */
	public @Nullable FailedHandshake failed() {
		return this.failed;
	}

	void secured(SecureConnection connection) {
		this.connection = connection;
	}

	void failed(FailedHandshake failed) {
		this.failed = failed;
	}

}
