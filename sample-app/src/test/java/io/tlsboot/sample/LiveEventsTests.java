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

import java.time.Instant;
import java.util.stream.IntStream;

import io.tlsboot.sample.LiveEvent.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link LiveEvents}.
 */
class LiveEventsTests {

	private final LiveEvents events = new LiveEvents();

	@Test
	void whoHasSeenNothingGetsAll() {
		add(1, 3);
		assertThat(this.events.after(0).total()).isEqualTo(3);
		assertThat(this.events.after(0).events()).extracting(LiveEvent::text).containsExactly("1", "2", "3");
	}

	@Test
	void whoHasSeenSomeGetsTheRest() {
		add(1, 3);
		assertThat(this.events.after(2).events()).extracting(LiveEvent::text).containsExactly("3");
		assertThat(this.events.after(3).events()).isEmpty();
	}

	@Test
	void onlyTheLastAreKept() {
		add(1, 1000);
		LiveEvents.Batch batch = this.events.after(10);
		assertThat(batch.total()).isEqualTo(1000);
		assertThat(batch.events()).extracting(LiveEvent::text)
			.hasSize(LiveEvents.CAPACITY)
			.startsWith("951")
			.endsWith("1000");
		assertThat(this.events.after(998).events()).extracting(LiveEvent::text).containsExactly("999", "1000");
	}

	private void add(int first, int last) {
		IntStream.rangeClosed(first, last).forEach((number) -> this.events.add(event(Integer.toString(number))));
	}

	static LiveEvent event(String text) {
		return new LiveEvent(Instant.now(), Kind.SECURE, "echo", "server", "127.0.0.1 port 1", text, null);
	}

}
