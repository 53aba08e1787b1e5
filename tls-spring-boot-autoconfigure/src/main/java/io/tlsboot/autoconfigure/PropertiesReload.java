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

import io.tlsboot.reload.ReloadSpec;

/**
 * Turns the properties of reload of one endpoint into its specification, or says what is
 * wrong.
 */
record PropertiesReload(String prefix, TlsReloadProperties properties) {

	/**
	 * Return the specification.
	 * @param selfCheck whether the endpoint looks at itself
	 */
	ReloadSpec toSpec(boolean selfCheck) {
		check("interval", this.properties.getInterval());
		check("quiet-period", this.properties.getQuietPeriod());
		check("max-delay", this.properties.getMaxDelay());
		return new ReloadSpec(this.properties.isEnabled(), this.properties.getInterval(),
				this.properties.getQuietPeriod(), this.properties.getMaxDelay(), selfCheck);
	}

	private void check(String key, Duration value) {
		if (value.toMillis() < 1) {
			throw new TlsConfigurationException(this.prefix + "reload." + key, "The time is not above zero.",
					"Use a millisecond or more, or 'reload.enabled: false' to watch nothing.", null);
		}
	}

}
