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

import java.time.Duration;
import java.time.Instant;

import io.tlsboot.connection.Role;

/**
 * Until when a certificate is valid, and where it is in use.
 *
 * @param role {@code server} or {@code client}
 * @param endpoint the name of the server or client
 * @param context the name of the context: {@code default} or a host pattern
 * @param validFrom from when it is valid
 * @param validTo until when it is valid
 * @param daysLeft how many whole days are left; negative when it has expired
 */
public record ExpiryDescriptor(String role, String endpoint, String context, Instant validFrom, Instant validTo,
		long daysLeft) {

	static ExpiryDescriptor of(Role role, String endpoint, String context, Instant validFrom, Instant validTo,
			Instant now) {
		return new ExpiryDescriptor(Names.of(role), endpoint, context, validFrom, validTo, daysLeft(validTo, now));
	}

	/**
	 * Return how many whole days are left. A certificate that expired an hour ago has -1.
	 */
	static long daysLeft(Instant validTo, Instant now) {
		return Math.floorDiv(Duration.between(now, validTo).toSeconds(), Duration.ofDays(1).toSeconds());
	}

}
