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

import io.tlsboot.handshake.HandshakeWatch;

/**
 * Begins the handshake of a connection that was in plaintext so far.
 */
@FunctionalInterface
public interface StartTlsUpgrade {

	/**
	 * Put the handlers of the handshake in place. Called on the event loop. Whoever is
	 * told how the handshake ends tells {@link ReactorPlaintextConnection}.
	 * @return the watch, which has not seen a byte yet
	 */
	HandshakeWatch begin();

}
