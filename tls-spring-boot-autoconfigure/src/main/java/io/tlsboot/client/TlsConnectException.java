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

package io.tlsboot.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Optional;

import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A client did not get its connection.
 */
public class TlsConnectException extends IOException {

	private final String client;

	private final String host;

	private final int port;

	private final Phase phase;

	private final transient @Nullable SocketAddress localAddress;

	private final transient @Nullable HandshakeFailure failure;

	/**
	 * Create an exception.
	 * @param spec the client, with the target that was dialled
	 * @param phase how far it came
	 * @param localAddress our address, or {@code null} when there was none yet
	 * @param failure how the handshake failed, or {@code null} when there was none yet
	 * @param cause the cause, or {@code null}
	 */
	public TlsConnectException(TlsClientSpec spec, Phase phase, @Nullable SocketAddress localAddress,
			@Nullable HandshakeFailure failure, @Nullable Throwable cause) {
		super(text(spec, phase, failure, cause), cause);
		this.client = spec.name();
		this.host = spec.host();
		this.port = spec.port();
		this.phase = phase;
		this.localAddress = localAddress;
		this.failure = failure;
	}

	/**
	 * Return the name of the client.
	 * @return the name as configured
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Return the host that was dialled.
	 * @return the host
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Return the port that was dialled.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return how far it came.
	 * @return the phase that failed
	 */
	public Phase phase() {
		return this.phase;
	}

	/**
	 * Return our address.
	 * @return the address; empty when the socket was not connected
	 */
	public Optional<SocketAddress> localAddress() {
		return Optional.ofNullable(this.localAddress);
	}

	/**
	 * Return why the handshake failed.
	 * @return the reason; empty when there was no handshake yet
	 */
	public Optional<HandshakeFailureReason> reason() {
		return Optional.ofNullable(this.failure).map(HandshakeFailure::reason);
	}

	/**
	 * Return what we think of the server, when that is why it failed.
	 * @return the verdict; empty when it failed for another reason
	 */
	public Optional<Verdict> verdict() {
		return Optional.ofNullable(this.failure).map(HandshakeFailure::verdict);
	}

	/**
	 * Return the alert that told the server.
	 * @return the alert; empty when none was sent or it is not known
	 */
	public Optional<TlsAlert> alertSent() {
		return Optional.ofNullable(this.failure).map(HandshakeFailure::alertSent);
	}

	/**
	 * Return the alert that the server sent.
	 * @return the alert; empty when none was received
	 */
	public Optional<TlsAlert> alertReceived() {
		return Optional.ofNullable(this.failure).map(HandshakeFailure::alertReceived);
	}

	/**
	 * Return how to fix it.
	 * @return a sentence without a final stop
	 */
	public String fix() {
		HandshakeFailure known = this.failure;
		if (known == null) {
			return this.phase.fix();
		}
		Verdict verdict = known.verdict();
		if (verdict != null && verdict.error() == AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID) {
			return "The server's certificate is for other names: correct 'host' or 'servername', "
					+ "or give the server a certificate for this one";
		}
		return known.reason().fix();
	}

	private static String text(TlsClientSpec spec, Phase phase, @Nullable HandshakeFailure failure,
			@Nullable Throwable cause) {
		StringBuilder text = new StringBuilder("The TLS client '").append(spec.name())
			.append("' cannot connect to ")
			.append(spec.host())
			.append(':')
			.append(spec.port())
			.append(" (")
			.append(phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
			.append("): ");
		if (failure != null) {
			text.append(failure.reason());
			if (failure.detail() != null) {
				text.append(" [").append(failure.detail()).append(']');
			}
			Verdict verdict = failure.verdict();
			if (verdict != null && verdict.error() != null) {
				text.append(", ").append(verdict.error());
			}
			if (failure.alertReceived() != null) {
				text.append(", the server sent ").append(failure.alertReceived().description());
			}
		}
		else if (cause != null) {
			text.append((cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName());
		}
		return text.toString();
	}

	/**
	 * How far a connection came.
	 */
	public enum Phase {

		/** The host name is looked up. */
		RESOLVE("The host name is not known: correct 'host', or look at the name servers"),

		/** The socket is connected. */
		CONNECT("Nothing answers there: start the server, correct 'host' and 'port', or open the firewall"),

		/** The dialogue in plaintext, up to STARTTLS. */
		START_TLS("The connection was not secured: let the server offer STARTTLS, or correct port and dialect"),

		/** The handshake is under way. */
		HANDSHAKE("The handshake failed: the reason says why"),

		/** The server's certificate is judged. */
		VERIFY("The server's certificate was refused: the verdict says why");

		private final String fix;

		Phase(String fix) {
			this.fix = fix;
		}

		String fix() {
			return this.fix;
		}

	}

}
