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

import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.Verdict;

/**
 * A handshake did not finish. In a flood some of these events may be shed; what was shed
 * is counted.
 */
public final class HandshakeFailedEvent extends TlsEvent {

	/**
	 * Create an event.
	 * @param failed the handshake
	 */
	public HandshakeFailedEvent(FailedHandshake failed) {
		super(failed);
	}

	/**
	 * Return which side we are.
	 * @return the role
	 */
	public Role role() {
		return failed().role();
	}

	/**
	 * Return the name of the server or client.
	 * @return the name as configured
	 */
	public String endpoint() {
		return failed().endpoint();
	}

	/**
	 * Return the peer's address.
	 * @return the address; empty when it is not known any more
	 */
	public Optional<SocketAddress> remoteAddress() {
		return Optional.ofNullable(failed().remoteAddress());
	}

	/**
	 * Return the name that the client asked for.
	 * @return the name, escaped where it is not printable; empty when none was sent
	 */
	public Optional<String> serverName() {
		return Optional.ofNullable(failed().failure().serverName());
	}

	/**
	 * Return the reason.
	 * @return the reason
	 */
	public HandshakeFailureReason reason() {
		return failed().failure().reason();
	}

	/**
	 * Return the alert that told the peer.
	 * @return the alert; empty when none was sent or it is not known
	 */
	public Optional<TlsAlert> alertSent() {
		return Optional.ofNullable(failed().failure().alertSent());
	}

	/**
	 * Return the alert that the peer sent.
	 * @return the alert; empty when none was received
	 */
	public Optional<TlsAlert> alertReceived() {
		return Optional.ofNullable(failed().failure().alertReceived());
	}

	/**
	 * Return the verdict on the peer, when that is why the handshake failed.
	 * @return the verdict; empty when it failed for another reason
	 */
	public Optional<Verdict> verdict() {
		return Optional.ofNullable(failed().failure().verdict());
	}

	/**
	 * Return what the engine says.
	 * @return a short text fit for logs; empty when there is none
	 */
	public Optional<String> detail() {
		return Optional.ofNullable(failed().failure().detail());
	}

	/**
	 * Return how to fix it.
	 * @return a sentence without a final stop
	 */
	public String fix() {
		return reason().fix();
	}

	/**
	 * Return the handshake.
	 * @return the handshake that failed
	 */
	public FailedHandshake failed() {
		return (FailedHandshake) getSource();
	}

}
