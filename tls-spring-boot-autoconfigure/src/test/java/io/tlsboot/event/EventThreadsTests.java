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

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.tlsboot.test.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EventThreads}.
 */
class EventThreadsTests {

	private EventThreads threads = new EventThreads("test-events", 1, Integer.MAX_VALUE, null);

	@AfterEach
	void endThreads() {
		this.threads.stopped(true);
		Await.until("the end of all threads", () -> Running.threads("test-events").isEmpty());
	}

	@Test
	void noThreadLivesBeforeTheFirstTask() {
		assertThat(Running.threads("test-events")).isEmpty();
	}

	@Test
	void oneThreadKeepsTheOrder() {
		List<Integer> ran = new CopyOnWriteArrayList<>();
		IntStream.range(0, 1000).forEach((number) -> this.threads.offer(() -> ran.add(number)));
		Await.until("all tasks", () -> ran.size() == 1000);
		assertThat(ran).isSorted();
	}

	@Test
	void asManyTasksRunAtOnceAsThereAreThreadsAndNoMore() {
		this.threads = new EventThreads("test-events", 3, Integer.MAX_VALUE, null);
		CountDownLatch started = new CountDownLatch(3);
		CountDownLatch release = new CountDownLatch(1);
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		CountDownLatch done = new CountDownLatch(10);
		IntStream.range(0, 10).forEach((number) -> this.threads.offer(() -> {
			used.add(Thread.currentThread());
			started.countDown();
			Await.latch("release", release);
			done.countDown();
		}));
		Await.latch("three tasks at once", started);
		assertThat(Running.threads("test-events")).hasSize(3);
		release.countDown();
		Await.latch("all tasks", done);
		assertThat(used).hasSize(3);
	}

	@Test
	void anIdleThreadIsUsedAgain() {
		this.threads = new EventThreads("test-events", 8, Integer.MAX_VALUE, null);
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 20; i++) {
			CompletableFuture<Thread> ran = new CompletableFuture<>();
			this.threads.offer(() -> ran.complete(Thread.currentThread()));
			Thread thread = Await.result(ran);
			used.add(thread);
			Await.until("an idle thread", () -> thread.getState() == Thread.State.TIMED_WAITING);
		}
		assertThat(used).hasSize(1);
	}

	@Test
	void aThreadThatIsWokenInVainWaitsOn() {
		this.threads = new EventThreads("test-events", 3, Integer.MAX_VALUE, null);
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 2000; i++) {
			CountDownLatch done = new CountDownLatch(3);
			IntStream.range(0, 3).forEach((number) -> this.threads.offer(() -> {
				used.add(Thread.currentThread());
				done.countDown();
			}));
			Await.latch("three tasks", done);
		}
		assertThat(used).hasSizeLessThanOrEqualTo(3);
	}

	@Test
	void aTaskThatFindsNoRoomIsRefused() {
		this.threads = new EventThreads("test-events", 1, 2, null);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.threads.offer(() -> {
			started.countDown();
			Await.latch("release", release);
		});
		Await.latch("the first task", started);
		assertThat(this.threads.offer(() -> {
		})).isTrue();
		assertThat(this.threads.offer(() -> {
		})).isTrue();
		assertThat(this.threads.offer(() -> {
		})).isFalse();
		release.countDown();
	}

	@Test
	void aTaskThatThrowsOrLeavesAnInterruptHarmsNoOther() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.threads.offer(() -> {
			throw new StackOverflowError("on purpose");
		});
		this.threads.offer(() -> Thread.currentThread().interrupt());
		this.threads.offer(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
		assertThat(Await.result(interrupted)).isFalse();
	}

	@Test
	void stoppedThreadsTakeWhatWaitsAndEndAndMayGoOn() {
		CountDownLatch first = new CountDownLatch(1);
		this.threads.offer(first::countDown);
		Await.latch("a task", first);
		this.threads.stopped(true);
		Await.until("the end of the thread", () -> Running.threads("test-events").isEmpty());
		CountDownLatch second = new CountDownLatch(1);
		this.threads.offer(second::countDown);
		Await.latch("a late task", second);
	}

	@Test
	void aThreadIsADaemonThatFindsTheClassesOfTheApplication() throws Exception {
		try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
			this.threads = new EventThreads("test-events", 1, 1, loader);
			CompletableFuture<Thread> ran = new CompletableFuture<>();
			CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
			this.threads.offer(() -> {
				ran.complete(Thread.currentThread());
				seen.complete(Thread.currentThread().getContextClassLoader());
			});
			assertThat(Await.result(seen)).isSameAs(loader);
			assertThat(Await.result(ran).isDaemon()).isTrue();
		}
	}

}
