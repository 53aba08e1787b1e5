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

package io.tlsboot.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ExpiryThresholds}.
 */
class ExpiryThresholdsTests {

	private static final Instant END = Instant.parse("2026-06-01T12:00:00Z");

	private static final Duration DAY = Duration.ofDays(1);

	private final ExpiryThresholds thresholds = new ExpiryThresholds(
			List.of(Duration.ofDays(7), DAY, Duration.ZERO, DAY));

	@Test
	void theNearestThatWasReachedCounts() {
		assertThat(this.thresholds.reached(END, END.minus(Duration.ofDays(8)))).isNull();
		assertThat(this.thresholds.reached(END, END.minus(Duration.ofDays(7)))).isNull();
		assertThat(this.thresholds.reached(END, END.minus(Duration.ofDays(7)).plusMillis(1)))
			.isEqualTo(Duration.ofDays(7));
		assertThat(this.thresholds.reached(END, END.minusSeconds(3600))).isEqualTo(DAY);
		assertThat(this.thresholds.reached(END, END.plusMillis(999))).isEqualTo(DAY);
		assertThat(this.thresholds.reached(END, END.plusSeconds(1))).isEqualTo(Duration.ZERO);
	}

	@Test
	void theNextIsExactlyWhenItIsReached() {
		Instant now = END.minus(Duration.ofDays(30));
		for (Duration expected : List.of(Duration.ofDays(7), DAY, Duration.ZERO)) {
			Instant next = this.thresholds.next(END, now);
			assertThat(next).isNotNull();
			assertThat(this.thresholds.reached(END, next.minusMillis(1))).isNotEqualTo(expected);
			assertThat(this.thresholds.reached(END, next)).isEqualTo(expected);
			now = next;
		}
		assertThat(this.thresholds.next(END, now)).isNull();
	}

	@Test
	void noneIsNeverReached() {
		ExpiryThresholds none = new ExpiryThresholds(List.of());
		assertThat(none.reached(END, END.plusSeconds(100))).isNull();
		assertThat(none.next(END, END.minusSeconds(100))).isNull();
	}

	@Test
	void negativeOnesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ExpiryThresholds(List.of(DAY.negated())));
	}

}
