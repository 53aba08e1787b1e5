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

import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.lifetime.OnVerdictChange;
import org.jspecify.annotations.Nullable;

/**
 * Turns the properties of how long the connections of one endpoint may live into their
 * specification, or says what is wrong.
 */
record PropertiesLifetime(String prefix, TlsEndpointProperties properties) {

	LifetimeSpec toSpec() {
		LifetimeSpec defaults = LifetimeSpec.DEFAULTS;
		return defaults
			.withVerdictChange(this.properties.getOnVerdictChange(),
					verdictChangeGrace(defaults.verdictChangeGrace(), this.properties.getVerdictChangeGrace()))
			.withMaxAge(maxAge(), jitter(defaults.maxAgeJitter(), this.properties.getMaxConnectionAgeJitter()),
					maxAgeGrace(defaults.maxAgeGrace(), this.properties.getMaxConnectionAgeGrace()));
	}

	private Duration verdictChangeGrace(Duration usual, @Nullable Duration grace) {
		if (grace == null) {
			return usual;
		}
		if (this.properties.getOnVerdictChange() != OnVerdictChange.CLOSE) {
			throw failure("verdict-change-grace", "It has no effect: connections go on when their verdict changes.",
					"Set '" + this.prefix + "on-verdict-change: close', or remove it.");
		}
		return notNegative("verdict-change-grace", grace);
	}

	private @Nullable Duration maxAge() {
		Duration age = this.properties.getMaxConnectionAge();
		if (age != null && age.toMillis() < 1) {
			throw failure("max-connection-age", "The time is not above zero.",
					"Use a millisecond or more, or remove it for connections of any age.");
		}
		return age;
	}

	private double jitter(double usual, @Nullable Double jitter) {
		if (jitter == null) {
			return usual;
		}
		needsAge("max-connection-age-jitter");
		if (!(jitter >= 0 && jitter < 1)) {
			throw failure("max-connection-age-jitter", jitter + " is not a part of the age.",
					"Use a number from 0 to below 1, such as 0.1 for a tenth more or less.");
		}
		return jitter;
	}

	private Duration maxAgeGrace(Duration usual, @Nullable Duration grace) {
		if (grace == null) {
			return usual;
		}
		needsAge("max-connection-age-grace");
		return notNegative("max-connection-age-grace", grace);
	}

	private void needsAge(String key) {
		if (this.properties.getMaxConnectionAge() == null) {
			throw failure(key, "It has no effect: connections may become of any age.",
					"Set '" + this.prefix + "max-connection-age' too, or remove it.");
		}
	}

	private Duration notNegative(String key, Duration grace) {
		if (grace.isNegative()) {
			throw failure(key, "The time is negative.", "Use zero to close at once, or more.");
		}
		return grace;
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		return new TlsConfigurationException(this.prefix + key, problem, action, null);
	}

}
