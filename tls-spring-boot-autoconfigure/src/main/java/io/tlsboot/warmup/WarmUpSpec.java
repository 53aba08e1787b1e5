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

package io.tlsboot.warmup;

import java.time.Duration;

/**
 * How much a warm-up may take.
 *
 * @param handshakes how many handshakes it makes at most with each engine
 * @param maxTime how long it takes at most; what is under way by then is given up
 */
public record WarmUpSpec(int handshakes, Duration maxTime) {

	public WarmUpSpec {
		if (handshakes < 1) {
			throw new IllegalArgumentException("A warm-up has one handshake or more");
		}
		if (maxTime.toMillis() < 1) {
			throw new IllegalArgumentException("A warm-up has a millisecond or more");
		}
	}

}
