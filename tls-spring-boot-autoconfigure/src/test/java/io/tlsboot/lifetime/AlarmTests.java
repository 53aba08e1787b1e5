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
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.verify.MovableClock;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Alarm}.
 */
class AlarmTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final MovableClock clock = new MovableClock(START);

	private final VirtualTimeScheduler timers = VirtualTimeScheduler.create();

	private final AtomicInteger rung = new AtomicInteger();

	private final Alarm alarm = new Alarm(this.clock, this.timers, this.rung::incrementAndGet);

	private void pass(Duration time) {
		this.clock.set(this.clock.instant().plus(time));
		this.timers.advanceTimeBy(time);
	}

	@Test
	void goesOffOnceAtTheEarliestMoment() {
		this.alarm.by(START.plusSeconds(60));
		this.alarm.by(START.plusSeconds(20));
		this.alarm.by(START.plusSeconds(40));
		pass(Duration.ofSeconds(19));
		assertThat(this.rung).hasValue(0);
		pass(Duration.ofSeconds(1));
		assertThat(this.rung).hasValue(1);
		pass(Duration.ofDays(1));
		assertThat(this.rung).hasValue(1);
		assertThat(this.timers.getScheduledTaskCount()).isEqualTo(2);
	}

	@Test
	void waitsForMonths() {
		this.alarm.by(START.plus(Duration.ofDays(90)));
		for (int hour = 0; hour < 90 * 24 - 1; hour++) {
			pass(Duration.ofHours(1));
		}
		assertThat(this.rung).hasValue(0);
		pass(Duration.ofHours(1));
		assertThat(this.rung).hasValue(1);
	}

	@Test
	void noticesWithinAnHourThatTheClockWasSet() {
		this.alarm.by(START.plus(Duration.ofDays(90)));
		this.clock.set(START.plus(Duration.ofDays(91)));
		this.timers.advanceTimeBy(Duration.ofHours(1));
		assertThat(this.rung).hasValue(1);
	}

	@Test
	void doesNotGoOffEarlyWhenTheClockIsSetBack() {
		this.alarm.by(START.plusSeconds(20));
		this.clock.set(START.minusSeconds(3600));
		this.timers.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(this.rung).hasValue(0);
		pass(Duration.ofSeconds(3620));
		assertThat(this.rung).hasValue(1);
	}

	@Test
	void isTurnedOffOnACondition() {
		this.alarm.by(START.plusSeconds(20));
		this.alarm.offIf(START.plusSeconds(20)::isBefore);
		pass(Duration.ofSeconds(20));
		assertThat(this.rung).hasValue(1);
		this.alarm.by(START.plusSeconds(60));
		this.alarm.offIf(START.plusSeconds(59)::isBefore);
		pass(Duration.ofSeconds(60));
		assertThat(this.rung).hasValue(1);
		this.alarm.by(START.plusSeconds(120));
		this.alarm.off();
		pass(Duration.ofSeconds(60));
		assertThat(this.rung).hasValue(1);
	}

}
