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

import java.net.SocketAddress;

import io.tlsboot.handshake.HandshakeFailure;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that failed, and whose it was.
 *
 * @param role which side we are
 * @param endpoint the name of the server or client
 * @param localAddress our address, or {@code null} when it is not known any more
 * @param remoteAddress the peer's address, or {@code null} when it is not known any more
 * @param failure how it failed
 */
public record FailedHandshake(Role role, String endpoint, @Nullable SocketAddress localAddress,
		@Nullable SocketAddress remoteAddress, HandshakeFailure failure) {
}
