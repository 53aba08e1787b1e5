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

import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StapleThreads}.
 */
class StapleThreadsTests {

	@Test
	void theyTickForAsLongAsThereIsANeed() {
		Set<Thread> known = others(Set.of());
		AtomicInteger ticks = new AtomicInteger();
		AtomicBoolean needed = new AtomicBoolean(true);
		StapleThreads threads = new StapleThreads(() -> {
			if (ticks.incrementAndGet() == 1) {
				throw new IllegalStateException("The first one fails");
			}
			return needed.get();
		});
		try {
			threads.run();
			threads.run();
			Await.until("it ticks", () -> ticks.get() >= 2);
			needed.set(false);
			Await.until("it ticks no more", () -> !threads.ticking());
			needed.set(true);
			int before = ticks.get();
			threads.run();
			Await.until("it ticks again", () -> ticks.get() > before);
		}
		finally {
			threads.close();
		}
		Await.until("the threads have ended", () -> others(known).isEmpty());
	}

	@Test
	void nothingRunsOnceTheyAreClosed() {
		Set<Thread> before = others(Set.of());
		StapleThreads threads = new StapleThreads(() -> true);
		threads.close();
		threads.run();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.work(() -> {
		}));
		assertThat(others(before)).isEmpty();
	}

	/**
	 * Return the threads that run besides some.
	 */
	static Set<Thread> others(Set<Thread> known) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("tls-ocsp") && !known.contains(thread))
			.collect(Collectors.toSet());
	}

}
