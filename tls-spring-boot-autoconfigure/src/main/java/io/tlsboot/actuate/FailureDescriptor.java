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

package io.tlsboot.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What failed for one reason, how often and when, and how to fix it.
 *
 * @param reason the reason: the name of a
 * {@link io.tlsboot.handshake.HandshakeFailureReason}, or of the property whose limit was
 * reached
 * @param count how often since the start of the application
 * @param firstSeen when it was first
 * @param lastSeen when it was last
 * @param fix how to fix it
 * @param authorizationErrors how often by the authorization error, when that is why
 * @param examples the last ones, the newest first
 */
public record FailureDescriptor(String reason, long count, Instant firstSeen, Instant lastSeen, String fix,
		@Nullable Map<String, Long> authorizationErrors, List<Example> examples) {

	/**
	 * One failure. Texts of the peer are escaped.
	 *
	 * @param seen when it happened
	 * @param peer the peer's address and port
	 * @param serverName the name that the peer asked for
	 * @param context the context in use
	 * @param alertSent the alert that told the peer
	 * @param alertReceived the alert that the peer sent
	 * @param authorizationError why the peer was not authorized
	 * @param detail what the engine or the verdict says
	 */
	public record Example(Instant seen, @Nullable String peer, @Nullable String serverName, @Nullable String context,
			@Nullable String alertSent, @Nullable String alertReceived, @Nullable String authorizationError,
			@Nullable String detail) {
	}

}
