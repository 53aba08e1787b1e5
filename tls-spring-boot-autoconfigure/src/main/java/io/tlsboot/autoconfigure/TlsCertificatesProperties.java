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
import java.util.List;

/**
 * Properties of our own certificates.
 */
public class TlsCertificatesProperties {

	/**
	 * Times before the end of a certificate at which an event and the log tell of it,
	 * once each. Zero tells that it has expired; an empty list tells nothing.
	 */
	private List<Duration> expiryThresholds = List.of(Duration.ofDays(30), Duration.ofDays(14), Duration.ofDays(7),
			Duration.ofDays(1), Duration.ZERO);

	public List<Duration> getExpiryThresholds() {
		return this.expiryThresholds;
	}

	public void setExpiryThresholds(List<Duration> expiryThresholds) {
		this.expiryThresholds = expiryThresholds;
	}

}
