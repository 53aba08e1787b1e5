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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.tlsboot.test.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EventDispatcher}.
 */
class EventDispatcherTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final CountDownLatch release = new CountDownLatch(1);

	private final Queue<String> log = new ConcurrentLinkedQueue<>();

	private EventDispatcher dispatcher = new EventDispatcher(1, 2, 4, Await.LIMIT, null);

	@AfterEach
	void endThreads() {
		this.release.countDown();
		this.dispatcher.close();
		Await.until("the end of all threads", () -> Running.threads("tls-").stream().noneMatch(Thread::isAlive));
	}

	@Test
	void connectionsBeyondTheBacklogWaitAndGoOnInTheirOrder() {
		assertThat(admit("a", true)).isNull();
		assertThat(admit("b", true)).isNull();
		CompletableFuture<Void> third = wait(admit("c", false));
		CompletableFuture<Void> fourth = wait(admit("d", false));
		assertThat(third).isNotDone();
		assertThat(fourth).isNotDone();
		assertThat(this.log).isEmpty();
		this.release.countDown();
		Await.result(third);
		Await.result(fourth);
		Await.until("all events", () -> this.log.size() == 8);
		assertThat(this.log).containsExactly("a", "a closed", "b", "b closed", "c", "c closed", "d", "d closed");
		this.log.clear();
		assertThat(admit("e", false)).isNull();
		assertThat(admit("f", false)).isNull();
	}

	@Test
	void aDeliveryThatFailsGivesItsPlaceBack() {
		for (int i = 0; i < 5; i++) {
			Mailbox mailbox = this.dispatcher.mailbox();
			Mono<Void> wait = this.dispatcher.admit(mailbox, () -> {
				throw new StackOverflowError("on purpose");
			});
			if (wait != null) {
				Await.result(wait.toFuture());
			}
			mailbox.end();
		}
		Await.until("a free place", () -> admit("a", false) == null);
	}

	@Test
	void nothingIsLostOrSwappedWhenManyThreadsAdmit() throws Exception {
		int producers = 4;
		int each = 2000;
		this.dispatcher = new EventDispatcher(4, 8, 4, Await.LIMIT, null);
		AtomicInteger undelivered = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		LongAdder swapped = new LongAdder();
		LongAdder opened = new LongAdder();
		LongAdder closed = new LongAdder();
		CountDownLatch done = new CountDownLatch(producers * each);
		var executor = Executors.newFixedThreadPool(producers);
		try {
			for (int producer = 0; producer < producers; producer++) {
				executor.execute(() -> {
					for (int i = 0; i < each; i++) {
						AtomicInteger state = new AtomicInteger();
						Mailbox mailbox = this.dispatcher.mailbox();
						Mono<Void> wait = this.dispatcher.admit(mailbox, () -> {
							opened.increment();
							if (!state.compareAndSet(0, 1)) {
								swapped.increment();
							}
							undelivered.decrementAndGet();
						});
						if (wait == null) {
							most.accumulateAndGet(undelivered.incrementAndGet(), Math::max);
							done.countDown();
						}
						else {
							wait.subscribe(null, null, () -> {
								undelivered.incrementAndGet();
								done.countDown();
							});
						}
						this.dispatcher.add(mailbox, () -> {
							closed.increment();
							if (!state.compareAndSet(1, 2)) {
								swapped.increment();
							}
						});
						mailbox.end();
					}
				});
			}
			Await.latch("all connections go on", done);
		}
		finally {
			executor.shutdown();
		}
		this.dispatcher.close();
		assertThat(opened.sum()).isEqualTo(producers * each);
		assertThat(closed.sum()).isEqualTo(producers * each);
		assertThat(swapped.sum()).isZero();
		assertThat(undelivered).hasValue(0);
		// Those that were admitted at once, and what their producers had not counted yet.
		assertThat(most).hasValueLessThanOrEqualTo(8 + producers);
		this.dispatcher.open();
		List<Mono<Void>> waits = new ArrayList<>();
		CountDownLatch blocked = new CountDownLatch(1);
		for (int i = 0; i < 8; i++) {
			Mailbox mailbox = this.dispatcher.mailbox();
			waits.add(this.dispatcher.admit(mailbox, () -> Await.latch("release", blocked)));
			mailbox.end();
		}
		assertThat(waits).containsOnlyNulls();
		assertThat(admit("one more", false)).isNotNull();
		blocked.countDown();
	}

	@Test
	void whatFindsNoRoomIsShedAndCounted() {
		CountDownLatch started = new CountDownLatch(1);
		LongAdder published = new LongAdder();
		this.dispatcher.offer(() -> {
			started.countDown();
			Await.latch("release", this.release);
			published.increment();
		});
		Await.latch("the first event", started);
		for (int i = 0; i < 5000; i++) {
			this.dispatcher.offer(published::increment);
		}
		assertThat(this.dispatcher.shed()).isEqualTo(4996);
		assertThat(admit("not blocked", false)).isNull();
		Await.until("the events of a connection", () -> this.log.size() == 2);
		this.release.countDown();
		this.dispatcher.close();
		assertThat(published.sum() + this.dispatcher.shed()).isEqualTo(5001);
	}

	@Test
	void closeDeliversWhatWaitsAlsoForATurn() {
		CompletableFuture<Void> closing;
		admit("a", true);
		admit("b", true);
		CompletableFuture<Void> third = wait(admit("c", false));
		closing = CompletableFuture.runAsync(this.dispatcher::close);
		assertThat(this.dispatcher.closed()).isFalse();
		this.release.countDown();
		Await.result(closing);
		assertThat(third).isCompleted();
		assertThat(this.log).containsExactly("a", "a closed", "b", "b closed", "c", "c closed");
	}

	@Test
	void closeWaitsForTheCloseOfEachConnection() {
		Mailbox mailbox = this.dispatcher.mailbox();
		this.dispatcher.admit(mailbox, () -> this.log.add("a"));
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.dispatcher::close);
		Await.until("the first event", () -> this.log.size() == 1);
		assertThat(closing).isNotDone();
		this.dispatcher.add(mailbox, () -> this.log.add("a closed"));
		mailbox.end();
		Await.result(closing);
		assertThat(this.log).containsExactly("a", "a closed");
	}

	@Test
	void closeIsBoundedAndLetsWaitingConnectionsGoOn() {
		this.dispatcher = new EventDispatcher(1, 1, 4, SHORT, null);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		Mailbox stuck = this.dispatcher.mailbox();
		this.dispatcher.admit(stuck, () -> {
			started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		stuck.end();
		Await.latch("a listener that is stuck", started);
		CompletableFuture<Void> waits = wait(admit("b", false));
		assertThat(waits).isNotDone();
		this.dispatcher.close();
		Await.result(waits);
		Await.latch("the interrupt", interrupted);
		assertThat(admit("c", false)).isNull();
		Await.until("the end of all threads", () -> Running.threads("tls-events").isEmpty());
		assertThat(this.log).isEmpty();
	}

	@Test
	void afterCloseEachConnectionGoesOnAndNothingIsDeliveredUntilItIsOpenAgain() {
		this.dispatcher.close();
		for (int i = 0; i < 10; i++) {
			assertThat(admit("late", false)).isNull();
		}
		this.dispatcher.offer(() -> this.log.add("late failure"));
		Await.until("the count", () -> this.dispatcher.shed() == 1);
		assertThat(this.log).isEmpty();
		Await.until("the end of all threads", () -> Running.threads("tls-").isEmpty());
		this.dispatcher.open();
		assertThat(admit("a", false)).isNull();
		Await.until("the events", () -> this.log.size() == 2);
		assertThat(this.log).containsExactly("a", "a closed");
	}

	@Test
	void aListenerMayClose() {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		Mailbox mailbox = this.dispatcher.mailbox();
		this.dispatcher.admit(mailbox, () -> {
			this.dispatcher.close();
			closed.complete(null);
		});
		// Would take as long as the test may wait if it waited for itself.
		long start = System.nanoTime();
		Await.result(closed);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Await.LIMIT.dividedBy(2));
		mailbox.end();
	}

	private @Nullable Mono<Void> admit(String name, boolean blocked) {
		Mailbox mailbox = this.dispatcher.mailbox();
		Mono<Void> wait = this.dispatcher.admit(mailbox, () -> {
			if (blocked) {
				Await.latch("release", this.release);
			}
			this.log.add(name);
		});
		this.dispatcher.add(mailbox, () -> this.log.add(name + " closed"));
		mailbox.end();
		return wait;
	}

	private static CompletableFuture<Void> wait(@Nullable Mono<Void> admission) {
		assertThat(admission).isNotNull();
		return admission.toFuture();
	}

}
