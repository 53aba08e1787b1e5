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

import org.reactivestreams.Publisher;

/**
 * Serves secure connections. A bean of this type serves the server that has its name, or
 * that names it with {@code handler}.
 */
@FunctionalInterface
public interface SecureConnectionHandler {

	/**
	 * Serve one connection. Called on the connection's event loop, after the verdict is
	 * final and the secure connection event was accepted for publication; must not block.
	 * The connection is also in the Reactor context under {@code SecureConnection.class}.
	 * @param connection the connection
	 * @return when it completes, what was sent is flushed, close_notify is sent and the
	 * connection closes; when it fails, the connection closes and the error is reported
	 */
	Publisher<Void> handle(SecureConnection connection);

}
