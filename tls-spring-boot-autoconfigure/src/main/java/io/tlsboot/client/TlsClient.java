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

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.context.SecureContext;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadState;
import reactor.core.publisher.Mono;

/**
 * A named client. Methods may be called on any thread and do not block.
 */
public interface TlsClient {

	/**
	 * Return its name.
	 * @return the name as configured
	 */
	String name();

	/**
	 * Return what it was made from.
	 * @return the specification
	 */
	TlsClientSpec spec();

	/**
	 * Return the context of its connections.
	 * @return the context of the next one
	 */
	SecureContext context();

	/**
	 * Read key, certificate and trust again, now, and use them from the next connection
	 * on if they have changed. What cannot be used changes nothing. Connections that are
	 * open go on; sessions of the old context are resumed no more.
	 * @return what came of it. It does nothing unless it is subscribed to
	 */
	Mono<ContextReload> reload();

	/**
	 * Return what is known of its reloads.
	 * @return the state now
	 */
	ReloadState reloadState();

	/**
	 * Connect to the configured target, by the configured STARTTLS dialogue if there is
	 * one. Nothing happens before the result is subscribed to, and each subscription
	 * makes a connection. To cancel closes the socket, at whatever stage it is.
	 * @return the connection, secure, with its verdict; fails with
	 * {@link TlsConnectException}. The caller closes it.
	 */
	Mono<SecureConnection> connect();

	/**
	 * Connect to another target.
	 * @param host the host
	 * @param port the port
	 * @return as {@link #connect()}
	 */
	Mono<SecureConnection> connect(String host, int port);

	/**
	 * Connect to the configured target in plaintext and secure the connection by a
	 * dialogue (STARTTLS). There is no fallback: the result is secure or fails.
	 * @param dialogue leads the plaintext part
	 * @return as {@link #connect()}
	 */
	Mono<SecureConnection> connect(StartTlsDialogue dialogue);

	/**
	 * Connect to another target in plaintext and secure the connection by a dialogue.
	 * @param host the host
	 * @param port the port
	 * @param dialogue leads the plaintext part
	 * @return as {@link #connect(StartTlsDialogue)}
	 */
	Mono<SecureConnection> connect(String host, int port, StartTlsDialogue dialogue);

}
