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

package io.tlsboot.sample;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tlsboot.actuate.ConnectionHistory;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.actuate.TlsHealthIndicator;
import io.tlsboot.sample.LiveStream.Message;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link LiveStream}.
 */
class LiveStreamTests {

	private static final int FLOOD = 10_000;

	private final AtomicInteger looks = new AtomicInteger();

	private final LiveEvents events = new LiveEvents();

	private final LiveStream stream = new LiveStream(countedStates(), this.events);

	@Test
	void stateComesAtOnceAndThenEachSecond() {
		Duration taken = StepVerifier.create(this.stream.watch().take(3)).expectNextCount(3).verifyComplete();
		assertThat(taken).isBetween(LiveStream.USUAL, Await.LIMIT);
	}

	@Test
	void earlierEventsComeFirst() {
		this.events.add(LiveEventsTests.event("earlier"));
		StepVerifier.create(this.stream.watch().take(1))
			.assertNext(
					(message) -> assertThat(message.events()).extracting(LiveEvent::text).containsExactly("earlier"))
			.verifyComplete();
	}

	@Test
	void eventComesWithoutWaitingForTheSecondToPass() {
		List<Message> received = new CopyOnWriteArrayList<>();
		Disposable watcher = this.stream.watch().subscribe(received::add);
		Await.until("the first message", () -> !received.isEmpty());
		this.events.add(LiveEventsTests.event("now"));
		Await.until("the event", () -> received.stream().anyMatch((message) -> !message.events().isEmpty()));
		watcher.dispose();
		Instant happened = this.events.after(0).events().get(0).at();
		Message told = received.stream().filter((message) -> !message.events().isEmpty()).findFirst().orElseThrow();
		assertThat(Duration.between(happened, told.state().at())).isLessThan(LiveStream.USUAL);
	}

	@Test
	void floodOfEventsIsTakenTogether() {
		List<Message> received = new CopyOnWriteArrayList<>();
		Disposable watcher = this.stream.watch().subscribe(received::add);
		Await.until("the first message", () -> !received.isEmpty());
		long before = System.nanoTime();
		flood();
		Await.until("the last event", () -> received.get(received.size() - 1).total() == FLOOD);
		long passed = Duration.ofNanos(System.nanoTime() - before).dividedBy(LiveStream.LEAST);
		watcher.dispose();
		assertThat(received.size()).isLessThanOrEqualTo((int) passed + 3);
		assertThat(received).allMatch((message) -> message.events().size() <= LiveEvents.CAPACITY);
	}

	@Test
	void slowWatcherSkipsWhatHeCannotTake() {
		List<Message> others = new CopyOnWriteArrayList<>();
		Disposable other = this.stream.watch().subscribe(others::add);
		StepVerifier.create(this.stream.watch(), 1).expectNextCount(1).then(() -> {
			flood();
			int seen = others.size();
			Await.until("others see more", () -> others.size() > seen + 3 && others.get(seen + 3).total() == FLOOD);
		}).thenRequest(1).assertNext((message) -> {
			assertThat(message.total()).isEqualTo(FLOOD);
			assertThat(message.events()).hasSize(LiveEvents.CAPACITY);
			assertThat(message.state().at()).isAfterOrEqualTo(others.get(others.size() - 2).state().at());
		}).thenCancel().verify(Await.LIMIT);
		other.dispose();
	}

	@Test
	void watchersShareOneLookAndNobodyLooksWhenTheyAreGone() {
		List<Message> received = new CopyOnWriteArrayList<>();
		List<Disposable> watchers = java.util.stream.Stream.generate(() -> this.stream.watch().subscribe(received::add))
			.limit(20)
			.toList();
		Await.until("all have some", () -> received.size() >= 60);
		watchers.forEach(Disposable::dispose);
		int looked = this.looks.get();
		assertThat(looked).isLessThan(20);
		StepVerifier.create(this.stream.watch().take(1)).expectNextCount(1).verifyComplete();
		assertThat(this.looks.get()).isBetween(looked + 1, looked + 2);
	}

	@Test
	void watchersEndWithTheApplication() {
		StepVerifier.create(this.stream.watch().ignoreElements())
			.then(this.stream::end)
			.expectComplete()
			.verify(Await.LIMIT);
		StepVerifier.create(this.stream.watch().ignoreElements()).expectComplete().verify(Await.LIMIT);
	}

	private void flood() {
		for (int i = 0; i < FLOOD; i++) {
			this.events.add(LiveEventsTests.event("flood"));
		}
	}

	private LiveStates countedStates() {
		ConnectionHistory history = new ConnectionHistory(Clock.systemUTC(), List.of(), List.of());
		return new LiveStates(new TlsEndpoint(null, null, history, Clock.systemUTC()),
				new TlsHealthIndicator(null, null, null, Duration.ZERO, Clock.systemUTC()), new SimpleMeterRegistry()) {

			@Override
			LiveState now() {
				LiveStreamTests.this.looks.incrementAndGet();
				return super.now();
			}

		};
	}

}
