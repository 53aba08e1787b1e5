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

package io.tlsboot.ocsp;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RefreshPlan}.
 */
class RefreshPlanTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final RefreshPlan first = new RefreshPlan(() -> 0);

	private final RefreshPlan last = new RefreshPlan(() -> 1);

	@Test
	void anAnswerIsRenewedWhenHalfOfItsTimeIsOver() {
		StapledAnswer answer = answer(NOW, NOW.plus(Duration.ofHours(100)));
		assertThat(this.first.afterAnswer(answer, NOW)).isEqualTo(NOW.plus(Duration.ofHours(50)));
		assertThat(this.last.afterAnswer(answer, NOW)).isEqualTo(NOW.plus(Duration.ofHours(60)));
	}

	@Test
	void anOldAnswerIsRenewedSoonButNotAtOnce() {
		StapledAnswer answer = answer(NOW.minus(Duration.ofHours(96)), NOW.plus(Duration.ofHours(4)));
		assertThat(this.first.afterAnswer(answer, NOW)).isEqualTo(NOW.plus(Duration.ofHours(1)));
		StapledAnswer ending = answer(NOW.minus(Duration.ofHours(96)), NOW.plusSeconds(1));
		assertThat(this.first.afterAnswer(ending, NOW)).isEqualTo(NOW.plus(RefreshPlan.SHORTEST));
	}

	@Test
	void failuresAreFollowedByLongerAndLongerWaits() {
		assertThat(this.last.afterFailure(1, null, NOW)).isEqualTo(NOW.plusSeconds(10));
		assertThat(this.first.afterFailure(1, null, NOW)).isEqualTo(NOW.plusSeconds(5));
		assertThat(this.last.afterFailure(2, null, NOW)).isEqualTo(NOW.plusSeconds(20));
		assertThat(this.last.afterFailure(9, null, NOW)).isEqualTo(NOW.plusSeconds(2560));
		assertThat(this.last.afterFailure(10, null, NOW)).isEqualTo(NOW.plus(RefreshPlan.LONGEST));
		assertThat(this.last.afterFailure(Integer.MAX_VALUE, null, NOW)).isEqualTo(NOW.plus(RefreshPlan.LONGEST));
	}

	@Test
	void anAnswerThatEndsIsNotWaitedFor() {
		StapledAnswer answer = answer(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofMinutes(4)));
		assertThat(this.last.afterFailure(10, answer, NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
		assertThat(this.last.afterFailure(1, answer, NOW)).isEqualTo(NOW.plusSeconds(10));
	}

	private static StapledAnswer answer(Instant from, Instant to) {
		return new StapledAnswer(new byte[0], from, to);
	}

}
