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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Goes off once at the earliest of the moments that it was set to. It goes by a clock
 * that somebody may set, so it looks at it once an hour at least. While it is not set
 * there is no timer.
 */
public final class Alarm {

	private static final Duration LONGEST = Duration.ofHours(1);

	private final Clock clock;

	private final Scheduler timers;

	private final Runnable task;

	private @Nullable Instant moment;

	private @Nullable Disposable timer;

	/**
	 * Create an alarm that is not set.
	 * @param clock tells the time
	 * @param timers waits
	 * @param task what to do; called on a thread of the timers, must not block
	 */
	public Alarm(Clock clock, Scheduler timers, Runnable task) {
		this.clock = clock;
		this.timers = timers;
		this.task = task;
	}

	/**
	 * Let it go off at a moment at the latest.
	 * @param latest the moment
	 */
	public synchronized void by(Instant latest) {
		if (this.moment == null || latest.isBefore(this.moment)) {
			this.moment = latest;
			wait(latest);
		}
	}

	/**
	 * Do not let it go off unless it is set again.
	 */
	public synchronized void off() {
		this.moment = null;
		stop();
	}

	/**
	 * Do not let it go off unless it is set again, on a condition that is looked at while
	 * nobody can set it.
	 * @param condition whether nobody needs it at the moment it is set to
	 */
	public synchronized void offIf(Predicate<Instant> condition) {
		if (this.moment != null && condition.test(this.moment)) {
			off();
		}
	}

	private void wait(Instant latest) {
		stop();
		Duration left = Duration.between(this.clock.instant(), latest);
		long millis = (left.compareTo(LONGEST) < 0) ? left.plusNanos(999_999).toMillis() : LONGEST.toMillis();
		this.timer = this.timers.schedule(() -> ring(latest), Math.max(0, millis), TimeUnit.MILLISECONDS);
	}

	private void stop() {
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
	}

	private void ring(Instant expected) {
		synchronized (this) {
			if (this.moment != expected) {
				return;
			}
			if (this.clock.instant().isBefore(expected)) {
				wait(expected);
				return;
			}
			this.moment = null;
			this.timer = null;
		}
		this.task.run();
	}

}
