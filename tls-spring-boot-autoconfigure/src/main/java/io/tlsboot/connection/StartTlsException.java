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

package io.tlsboot.connection;

import java.io.IOException;

import io.tlsboot.handshake.HandshakeFailure;
import org.jspecify.annotations.Nullable;

/**
 * A connection that began in plaintext did not become secure.
 */
public class StartTlsException extends IOException {

	private final Reason reason;

	private final transient @Nullable HandshakeFailure failure;

	/**
	 * Create an exception.
	 * @param reason why it did not
	 * @param detail what exactly, fit for logs
	 */
	public StartTlsException(Reason reason, String detail) {
		super(detail);
		this.reason = reason;
		this.failure = null;
	}

	/**
	 * Create an exception for a handshake that failed.
	 * @param failure how it failed
	 */
	public StartTlsException(HandshakeFailure failure) {
		super("The handshake after STARTTLS failed: " + failure.reason());
		this.reason = Reason.HANDSHAKE_FAILED;
		this.failure = failure;
	}

	/**
	 * Return why it did not.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Return how the handshake failed.
	 * @return the failure, or {@code null} when there was no handshake
	 */
	public @Nullable HandshakeFailure failure() {
		return this.failure;
	}

	/**
	 * Why a connection did not become secure.
	 */
	public enum Reason {

		/** The server does not offer STARTTLS. */
		NOT_OFFERED,

		/** The server offers STARTTLS and refused it. */
		REFUSED,

		/** The peer does not speak the protocol. */
		PROTOCOL_ERROR,

		/** A line or message is longer than it may be. */
		TOO_LONG,

		/** The peer did not say or take what was due in time. */
		TIMEOUT,

		/** The peer has ended the connection, or we have. */
		CLOSED,

		/** The handshake failed. */
		HANDSHAKE_FAILED

	}

}
