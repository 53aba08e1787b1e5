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
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import reactor.core.publisher.Mono;

/**
 * The part of a connection that comes before STARTTLS. Nothing that was said in it may be
 * believed once the connection is secure: whoever sits on the wire may have said it. It
 * ends with {@link #startTls}, and no method works after that. Methods may be called on
 * any thread, and nothing happens before their result is subscribed to. One read may be
 * under way at a time.
 */
public interface PlaintextConnection {

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
	 * Return our address.
	 * @return our address
	 */
	InetSocketAddress localAddress();

	/**
	 * Return the address of the peer.
	 * @return the address
	 */
	InetSocketAddress remoteAddress();

	/**
	 * Read up to the next line feed. Nothing is read from the network while nobody wants
	 * it.
	 * @return the line as UTF-8, without line feed and the carriage return before it;
	 * empty when the peer has ended its side; fails with {@link StartTlsException} when
	 * the line is too long or does not come in time
	 */
	Mono<String> readLine();

	/**
	 * Read some bytes.
	 * @param length how many; no more than a line may have
	 * @return all of them; empty when the peer has ended its side before; fails with
	 * {@link StartTlsException} when they do not come in time
	 */
	Mono<byte[]> readBytes(int length);

	/**
	 * Send bytes.
	 * @param bytes the bytes
	 * @return completes when they were given to the network
	 */
	Mono<Void> sendBytes(byte[] bytes);

	/**
	 * Send text as UTF-8.
	 * @param text the text, with its line ends
	 * @return completes when it was given to the network
	 */
	default Mono<Void> sendString(String text) {
		return Mono.defer(() -> sendBytes(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Read line after line, each when the one before is dealt with.
	 * @param command deals with a line: empty to go on with the next, or what
	 * {@link #startTls} gives
	 * @return the secure connection; empty when the peer has ended its side before
	 */
	default Mono<SecureConnection> eachLine(Function<String, Mono<SecureConnection>> command) {
		return LineLoop.run(this, command);
	}

	/**
	 * Begin the handshake at once, as a client does that was told to go ahead.
	 * @return as {@link #startTls(byte[])}
	 */
	default Mono<SecureConnection> startTls() {
		return startTls(new byte[0]);
	}

	/**
	 * Tell the peer to go ahead, then begin the handshake.
	 * @param goAhead the last message in plaintext, with its line end
	 * @return as {@link #startTls(byte[])}
	 */
	default Mono<SecureConnection> startTls(String goAhead) {
		return Mono.defer(() -> startTls(goAhead.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Tell the peer to go ahead, then begin the handshake. Bytes that came before this
	 * and are not the beginning of a handshake end the connection: somebody has put them
	 * there to be taken for protected ones (security rule R17).
	 * @param goAhead the last message in plaintext
	 * @return the secure connection, its verdict final; fails with
	 * {@link StartTlsException} when the handshake does, which was reported by then
	 */
	Mono<SecureConnection> startTls(byte[] goAhead);

	/**
	 * Close gracefully, without TLS, or give up a handshake that is not done; a
	 * connection that is secure stays open. It starts at once, whether or not the result
	 * is subscribed to.
	 * @return completes when the connection is closed
	 */
	Mono<Void> close();

	/**
	 * Wait for the end.
	 * @return completes when the connection is closed, secure or not
	 */
	Mono<Void> onClose();

}
