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

package io.tlsboot.autoconfigure;

import java.time.Duration;

/**
 * Properties of the handshakes that the process makes with itself before its servers
 * listen.
 */
public class TlsWarmUpProperties {

	/**
	 * Whether the process shakes hands with itself before its servers listen, so that the
	 * first clients need not wait for code that is cold.
	 */
	private boolean enabled = true;

	/**
	 * How many of these handshakes there are at most for each TLS engine in use.
	 */
	private int handshakes = 40;

	/**
	 * Time that these handshakes take at most; what is under way by then is given up.
	 */
	private Duration maxTime = Duration.ofSeconds(2);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getHandshakes() {
		return this.handshakes;
	}

	public void setHandshakes(int handshakes) {
		this.handshakes = handshakes;
	}

	public Duration getMaxTime() {
		return this.maxTime;
	}

	public void setMaxTime(Duration maxTime) {
		this.maxTime = maxTime;
	}

}
