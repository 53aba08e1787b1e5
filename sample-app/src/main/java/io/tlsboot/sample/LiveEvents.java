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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The last events. Whoever watches keeps nothing but the number of those that he has
 * seen, so that a flood of events or a slow browser takes no memory.
 */
@Component
class LiveEvents {

	static final int CAPACITY = 50;

	private final Deque<LiveEvent> latest = new ArrayDeque<>();

	private final Sinks.Many<Long> changes = Sinks.many().multicast().directBestEffort();

	private long total;

	void add(LiveEvent event) {
		long number;
		synchronized (this) {
			this.latest.addLast(event);
			if (this.latest.size() > CAPACITY) {
				this.latest.removeFirst();
			}
			number = ++this.total;
		}
		// Whoever misses the signal, as when two threads come at once, gets the next one.
		this.changes.tryEmitNext(number);
	}

	/**
	 * Return a signal for each event, as far as the subscriber keeps up.
	 */
	Flux<Long> changes() {
		return this.changes.asFlux();
	}

	/**
	 * Return the events after the first ones, but no more than the last fifty.
	 */
	synchronized Batch after(long seen) {
		long gone = this.total - this.latest.size();
		return new Batch(this.total, this.latest.stream().skip(Math.max(0, seen - gone)).toList());
	}

	/**
	 * Some events.
	 *
	 * @param total how many there were since the start of the application
	 * @param events the last of them, oldest first
	 */
	record Batch(long total, List<LiveEvent> events) {
	}

}
