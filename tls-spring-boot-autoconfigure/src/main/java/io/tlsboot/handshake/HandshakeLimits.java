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

import java.time.Duration;

/**
 * What a handshake may cost.
 *
 * @param timeout the time from accept to the end of the handshake
 * @param clientHelloMaxSize the longest first message, in bytes
 * @param maxPending how many handshakes may be under way at once
 */
public record HandshakeLimits(Duration timeout, int clientHelloMaxSize, int maxPending) {

	/** Ten seconds, 16 KiB, 10,000 handshakes. */
	public static final HandshakeLimits DEFAULTS = new HandshakeLimits(Duration.ofSeconds(10), 16 * 1024, 10_000);

}
