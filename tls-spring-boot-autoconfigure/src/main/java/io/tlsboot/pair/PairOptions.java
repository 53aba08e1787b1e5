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

package io.tlsboot.pair;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.tlsboot.handshake.HandshakeLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a pair is called, whom a client expects, and what its handshake may cost.
 *
 * @param name the name of the endpoint that listeners and events are told
 * @param host for clients: the host at the other end, whose certificate is expected
 * @param port for clients: its port, which together with the host tells whose sessions
 * resume; with 0 none does
 * @param serverName for clients: the name to ask for and to verify, or {@code null} for
 * the host
 * @param localAddress our address as the connection tells it, or {@code null} when there
 * is none
 * @param remoteAddress the peer's address as the connection tells it, or {@code null}
 * when there is none
 * @param limits what the handshake may cost; the number of pending ones is not limited
 */
public record PairOptions(String name, String host, int port, @Nullable String serverName,
		@Nullable InetSocketAddress localAddress, @Nullable InetSocketAddress remoteAddress, HandshakeLimits limits) {

	/** The name {@code pair}, the host localhost, no addresses, the usual limits. */
	public static final PairOptions DEFAULTS = new PairOptions("pair", "localhost", 0, null, null, null,
			HandshakeLimits.DEFAULTS);

	/**
	 * Use another name.
	 * @param name the name of the endpoint
	 * @return the new options
	 */
	public PairOptions withName(String name) {
		return new PairOptions(name, this.host, this.port, this.serverName, this.localAddress, this.remoteAddress,
				this.limits);
	}

	/**
	 * Expect another host.
	 * @param host the host
	 * @param port its port, or 0
	 * @return the new options
	 */
	public PairOptions withTarget(String host, int port) {
		return new PairOptions(this.name, host, port, this.serverName, this.localAddress, this.remoteAddress,
				this.limits);
	}

	/**
	 * Ask for and verify another name than the host.
	 * @param serverName the name, or {@code null} for the host
	 * @return the new options
	 */
	public PairOptions withServerName(@Nullable String serverName) {
		return new PairOptions(this.name, this.host, this.port, serverName, this.localAddress, this.remoteAddress,
				this.limits);
	}

	/**
	 * Tell the addresses of the transport, where it has some.
	 * @param localAddress our address, or {@code null}
	 * @param remoteAddress the peer's address, or {@code null}
	 * @return the new options
	 */
	public PairOptions withAddresses(@Nullable InetSocketAddress localAddress,
			@Nullable InetSocketAddress remoteAddress) {
		return new PairOptions(this.name, this.host, this.port, this.serverName, localAddress, remoteAddress,
				this.limits);
	}

	/**
	 * Wait for another time.
	 * @param handshakeTimeout the time from the start of the pair to the end of the
	 * handshake
	 * @return the new options
	 */
	public PairOptions withHandshakeTimeout(Duration handshakeTimeout) {
		return new PairOptions(this.name, this.host, this.port, this.serverName, this.localAddress, this.remoteAddress,
				new HandshakeLimits(handshakeTimeout, this.limits.clientHelloMaxSize(), this.limits.maxPending()));
	}

}
