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
 * Properties of how changes of keys, certificates and trust are followed.
 */
public class TlsReloadProperties {

	/**
	 * Whether files and SSL bundles are watched and their changes used.
	 */
	private boolean enabled = true;

	/**
	 * Time between two looks at the files.
	 */
	private Duration interval = Duration.ofSeconds(5);

	/**
	 * Time for which files must not change any more before they are read again.
	 */
	private Duration quietPeriod = Duration.ofSeconds(1);

	/**
	 * Time from the first change after which files are read at the latest and what cannot
	 * be used is reported.
	 */
	private Duration maxDelay = Duration.ofSeconds(10);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getInterval() {
		return this.interval;
	}

	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	public Duration getQuietPeriod() {
		return this.quietPeriod;
	}

	public void setQuietPeriod(Duration quietPeriod) {
		this.quietPeriod = quietPeriod;
	}

	public Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

}
