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

package io.tlsboot.server;

import java.net.BindException;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/**
 * A server cannot listen where it should.
 */
public class TlsServerBindException extends RuntimeException {

	private final String server;

	private final @Nullable String host;

	private final int port;

	/**
	 * Create an exception.
	 * @param server the name of the server
	 * @param host where it should listen, or {@code null} for all interfaces
	 * @param port the port
	 * @param cause what went wrong
	 */
	public TlsServerBindException(String server, @Nullable String host, int port, Throwable cause) {
		super("The TLS server '" + server + "' cannot listen on " + ((host != null) ? host : "*") + ":" + port + ": "
				+ root(cause).getMessage(), cause);
		this.server = server;
		this.host = host;
		this.port = port;
	}

	/**
	 * Return the name of the server.
	 * @return the name as configured
	 */
	public String server() {
		return this.server;
	}

	/**
	 * Return where it should listen.
	 * @return the host, or {@code null} for all interfaces
	 */
	public @Nullable String host() {
		return this.host;
	}

	/**
	 * Return the port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return what went wrong.
	 * @return the problem
	 */
	public Problem problem() {
		for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
			String message = String.valueOf(cause.getMessage());
			if (message.contains("Permission denied")) {
				return Problem.PERMISSION_DENIED;
			}
			if (message.contains("Cannot assign requested address")) {
				return Problem.UNKNOWN_ADDRESS;
			}
			if (cause instanceof UnknownHostException
					|| cause instanceof java.nio.channels.UnresolvedAddressException) {
				return Problem.UNKNOWN_ADDRESS;
			}
			if (message.contains("Address already in use") || cause instanceof BindException) {
				return Problem.PORT_IN_USE;
			}
		}
		return Problem.OTHER;
	}

	/**
	 * Return what went wrong in the words of the cause.
	 * @return the message of the root cause, or its type when it has none
	 */
	public String reason() {
		Throwable root = root(this);
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

	private static Throwable root(Throwable cause) {
		Throwable root = cause;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root;
	}

	/**
	 * Why a server cannot listen.
	 */
	public enum Problem {

		/** Something else listens there. */
		PORT_IN_USE,

		/** The process may not listen there. */
		PERMISSION_DENIED,

		/** The host is not an address of this machine. */
		UNKNOWN_ADDRESS,

		/** Another reason. */
		OTHER

	}

}
