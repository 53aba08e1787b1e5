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

package io.tlsboot.lifetime;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LifetimeSpec}.
 */
class LifetimeSpecTests {

	private static final Duration HOUR = Duration.ofHours(1);

	@Test
	void ageDiffersByTheJitterToEitherSide() {
		LifetimeSpec spec = LifetimeSpec.DEFAULTS.withMaxAge(HOUR, 0.1, Duration.ZERO);
		assertThat(spec.ageOf(0)).isEqualTo(Duration.ofMinutes(54));
		assertThat(spec.ageOf(0.5)).isEqualTo(HOUR);
		assertThat(spec.ageOf(Math.nextDown(1.0))).isBetween(Duration.ofMinutes(65), Duration.ofMinutes(66));
	}

	@Test
	void ageIsTheSameForAllWithoutJitter() {
		LifetimeSpec spec = LifetimeSpec.DEFAULTS.withMaxAge(HOUR, 0, Duration.ZERO);
		assertThat(spec.ageOf(0)).isEqualTo(HOUR);
		assertThat(spec.ageOf(0.99)).isEqualTo(HOUR);
	}

	@Test
	void thereIsNoneUnlessItIsSet() {
		assertThat(LifetimeSpec.DEFAULTS.ageOf(0.5)).isNull();
		assertThat(LifetimeSpec.DEFAULTS.onVerdictChange()).isEqualTo(OnVerdictChange.EVENT);
	}

	@Test
	void whatMakesNoSenseIsRefused() {
		LifetimeSpec spec = LifetimeSpec.DEFAULTS;
		assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxAge(Duration.ZERO, 0, HOUR));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxAge(HOUR, 1, HOUR));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxAge(HOUR, -0.1, HOUR));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxAge(HOUR, Double.NaN, HOUR));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxAge(HOUR, 0, HOUR.negated()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> spec.withVerdictChange(OnVerdictChange.CLOSE, HOUR.negated()));
	}

}
