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

import java.time.Duration;

/**
 * What the plaintext part of a connection may cost. As a whole it may take as long as
 * five lines.
 *
 * @param timeout how long each line may take to come, and each message to be taken
 * @param maxLength the length that a line or message may have, in bytes
 */
public record PlaintextLimits(Duration timeout, int maxLength) {

	/** A minute and 8 KiB. */
	public static final PlaintextLimits DEFAULTS = new PlaintextLimits(Duration.ofMinutes(1), 8 * 1024);

	private static final int LINES = 5;

	/**
	 * Return how long the plaintext part may take as a whole, so that a peer that is
	 * always just in time does not stay for ever.
	 * @return the time from the beginning to {@code startTls}
	 */
	public Duration total() {
		return this.timeout.multipliedBy(LINES);
	}

	/**
	 * Derive limits with another timeout.
	 * @param timeout how long each line may take
	 * @return the new limits
	 */
	public PlaintextLimits withTimeout(Duration timeout) {
		return new PlaintextLimits(timeout, this.maxLength);
	}

}
