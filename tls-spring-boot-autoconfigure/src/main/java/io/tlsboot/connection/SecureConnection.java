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

import java.net.InetSocketAddress;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;

/**
 * A connection whose handshake is done. Everything about the peer but the verdict is
 * final, and all of it stays readable after the connection has closed. Methods may be
 * called on any thread.
 */
public interface SecureConnection {

	/**
	 * Return the name of the server or client that the connection belongs to.
	 * @return the name as configured
	 */
	String endpoint();

	/**
	 * Return which side we are.
	 * @return the role
	 */
	Role role();

	/**
	 * Return whether it is the cleartext side of a pair, whose transport is no socket of
	 * ours.
	 * @return whether it is
	 */
	default boolean paired() {
		return false;
	}

	/**
	 * Return whether the peer was asked for a certificate and has proved one that is
	 * good. That may change while the connection lives, see {@link #verdict()}.
	 * @return whether the peer is authorized now
	 */
	default boolean authorized() {
		return verdict().authorized();
	}

	/**
	 * Return why the peer is not authorized.
	 * @return the reason; empty when the peer is authorized or was not asked
	 */
	default Optional<AuthorizationError> authorizationError() {
		return Optional.ofNullable(verdict().error());
	}

	/**
	 * Return what we think of the peer. When what is trusted or revoked changes, or
	 * something expires, the peer is judged again.
	 * @return the verdict now; that of the end after the connection has closed
	 */
	Verdict verdict();

	/**
	 * Return the certificate that the peer presented. It is proof of nothing unless
	 * {@link #authorized()}.
	 * @return the certificate; empty when the peer was not asked or sent none
	 */
	Optional<PeerCertificate> peerCertificate();

	/**
	 * Return the application protocol that was negotiated, by ALPN (RFC 7301) or, with
	 * clients of TLS 1.2 that know nothing else, by NPN. It is one of those that this
	 * side has configured, also on resumed sessions.
	 * @return the protocol; empty when there is none
	 */
	Optional<String> applicationProtocol();

	/**
	 * Return the name that the client asked for (RFC 6066), also on a resumed session.
	 * @return the name, escaped where it is not printable; empty when none was sent
	 */
	Optional<String> serverName();

	/**
	 * Return the name of the context that served the connection.
	 * @return {@code default}, or the host pattern
	 */
	String contextName();

	/**
	 * Return the TLS version.
	 * @return {@code TLSv1.3} or {@code TLSv1.2}
	 */
	String protocol();

	/**
	 * Return the cipher suite.
	 * @return the name of IANA
	 */
	String cipher();

	/**
	 * Return the key exchange group.
	 * @return the name; empty when the engine does not tell
	 */
	Optional<String> namedGroup();

	/**
	 * Return whether a session was resumed.
	 * @return whether the handshake was abbreviated
	 */
	boolean sessionReused();

	/**
	 * Return our address; the word of Node for {@link #localAddress()}.
	 * @return our address
	 */
	default InetSocketAddress address() {
		return localAddress();
	}

	/**
	 * Return our address.
	 * @return our address
	 */
	InetSocketAddress localAddress();

	/**
	 * Return the address of the peer.
	 * @return the address; an IPv4 peer of a dual stack socket is shown as IPv4
	 */
	InetSocketAddress remoteAddress();

	/**
	 * Return the port of the peer.
	 * @return the port
	 */
	default int remotePort() {
		return remoteAddress().getPort();
	}

	/**
	 * Receive what the peer sends, with backpressure. It may be subscribed to once and
	 * completes when the peer ends its side. A buffer is released after it was handed
	 * over; {@link ByteBufFlux#retain()} keeps it.
	 * @return what the peer sends
	 */
	ByteBufFlux receive();

	/**
	 * Send buffers as they come, with backpressure.
	 * @param buffers the buffers; ownership passes to the connection
	 * @return completes when the last buffer was given to the network, fails when the
	 * connection is closed before that
	 */
	Mono<Void> send(Publisher<? extends ByteBuf> buffers);

	/**
	 * Send text as UTF-8.
	 * @param text the text
	 * @return completes when it was given to the network
	 */
	Mono<Void> sendString(String text);

	/**
	 * Return how many bytes of application data were received.
	 * @return the number of bytes
	 */
	long bytesRead();

	/**
	 * Return how many bytes of application data were sent.
	 * @return the number of bytes
	 */
	long bytesWritten();

	/**
	 * Return whether the connection is still open.
	 * @return whether it is
	 */
	boolean isOpen();

	/**
	 * Return whether the peer ended its side with close_notify. When it did not, what was
	 * received may be truncated (RFC 8446, section 6.1).
	 * @return whether close_notify was received
	 */
	boolean closedCleanly();

	/**
	 * Wait for the wish of this side that the connection ends: because the server closes,
	 * the connection is as old as it may become, or the peer is no longer authorized and
	 * such connections shall end. A handler that finishes what it is at and completes
	 * then ends in an orderly way; after the time that is configured for each reason the
	 * connection is closed anyway.
	 * @return the reason, once it is there; completes without one when the connection
	 * ends before
	 */
	Mono<ConnectionEnd.Cause> endRequested();

	/**
	 * Wait for the end.
	 * @return completes when the connection is closed
	 */
	Mono<Void> onClose();

	/**
	 * Close gracefully: flush, send close_notify, wait a little for the peer to end its
	 * side, close. It starts at once, whether or not the result is subscribed to.
	 * @return completes when the connection is closed
	 */
	Mono<Void> close();

	/**
	 * Close at once, without close_notify; the peer sees a truncated stream.
	 */
	void destroy();

	/**
	 * Return the connection of Reactor Netty beneath, for handlers and options of the
	 * channel.
	 * @return the connection
	 */
	Connection connection();

}
