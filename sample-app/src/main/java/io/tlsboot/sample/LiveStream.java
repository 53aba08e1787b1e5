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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * What watchers get: the state, and the events since the last time. It comes as soon as
 * something happens, but four times a second at most, and each second when nothing does.
 * All share one look at the state, a slow one skips what he cannot take, and nobody looks
 * while nobody watches.
 */
@Component
class LiveStream {

	static final Duration USUAL = Duration.ofSeconds(1);

	static final Duration LEAST = Duration.ofMillis(250);

	private final LiveEvents events;

	private final Flux<LiveState> states;

	private final Sinks.Empty<Void> end = Sinks.empty();

	LiveStream(LiveStates states, LiveEvents events) {
		this.events = events;
		Mono<LiveState> state = Mono.fromSupplier(states::now).subscribeOn(Schedulers.boundedElastic());
		Mono<LiveState> pause = Mono.delay(LEAST).then(Mono.empty());
		this.states = Flux.merge(Flux.interval(Duration.ZERO, USUAL), events.changes())
			.onBackpressureLatest()
			.concatMap((signal) -> state.concatWith(pause), 0)
			.replay(1)
			.refCount();
	}

	/**
	 * Return what one watcher gets: first the last events that there were. It ends when
	 * the application does.
	 */
	Flux<Message> watch() {
		return Flux.defer(() -> {
			AtomicLong seen = new AtomicLong();
			return this.states.onBackpressureLatest().map((state) -> message(state, seen));
		}).takeUntilOther(this.end.asMono());
	}

	/**
	 * End all streams before the web server waits for the last response to end.
	 */
	@EventListener(ContextClosedEvent.class)
	void end() {
		this.end.tryEmitEmpty();
	}

	private Message message(LiveState state, AtomicLong seen) {
		LiveEvents.Batch batch = this.events.after(seen.get());
		seen.set(batch.total());
		return new Message(state, batch.total(), batch.events());
	}

	/**
	 * What watchers get each time.
	 *
	 * @param state how servers and clients are
	 * @param total how many events there were since the start of the application
	 * @param events those since the last message, oldest first; of more than fifty the
	 * last
	 */
	record Message(LiveState state, long total, List<LiveEvent> events) {
	}

}
