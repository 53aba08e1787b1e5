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

package io.tlsboot.handshake;

/**
 * Learns how a handshake ended. Exactly one of the methods is called, once, on the event
 * loop of the connection.
 */
public interface HandshakeListener {

	/**
	 * The handshake is done and the peer may come in. When it throws, the handshake has
	 * failed after all, and {@link #failed} is called.
	 * @param handshake what it came to
	 */
	void secured(Handshake handshake);

	/**
	 * The handshake failed. The channel is closed or about to be.
	 * @param failure how it failed
	 */
	void failed(HandshakeFailure failure);

}
