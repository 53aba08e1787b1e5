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

package io.tlsboot.context;

import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GeneratedTicketKeys}.
 */
class GeneratedTicketKeysTests {

	/** {@code System.nanoTime()} may begin anywhere. */
	private static final long START = Long.MAX_VALUE - Duration.ofHours(13).toNanos();

	private final AtomicLong time = new AtomicLong(START);

	private final GeneratedTicketKeys keys = new GeneratedTicketKeys(Duration.ofHours(12), Duration.ofHours(1),
			this.time::get);

	@Test
	void theSameRingIsReturnedUntilTheRootIsReplaced() {
		TicketKeyRing first = this.keys.keys();
		assertThat(first.roots()).hasSize(1).allSatisfy((root) -> assertThat(root).hasSize(32));
		at(Duration.ofHours(12).minusNanos(1));
		assertThat(this.keys.keys()).isSameAs(first);
		at(Duration.ofHours(12));
		assertThat(this.keys.keys()).isNotSameAs(first).isSameAs(this.keys.keys());
	}

	@Test
	void anOldRootDecryptsUntilTheTimeoutHasPassedSinceItWasReplaced() {
		String first = roots().get(0);
		at(Duration.ofHours(12).plusMinutes(20));
		String second = roots().get(0);
		assertThat(roots()).containsExactly(second, first);
		at(Duration.ofHours(13).plusMinutes(20).minusNanos(1));
		assertThat(roots()).containsExactly(second, first);
		at(Duration.ofHours(13).plusMinutes(20));
		assertThat(roots()).containsExactly(second);
		at(Duration.ofHours(24).plusMinutes(20));
		assertThat(roots()).hasSize(2).doesNotContain(first).endsWith(second);
	}

	@Test
	void afterALongPauseThereAreTheNewestAndTheLastOne() {
		String first = roots().get(0);
		at(Duration.ofDays(100));
		assertThat(roots()).hasSize(2).endsWith(first);
		at(Duration.ofDays(200));
		assertThat(roots()).hasSize(2).doesNotContain(first);
	}

	@Test
	void theNumberOfRootsIsBounded() {
		GeneratedTicketKeys quick = new GeneratedTicketKeys(Duration.ofSeconds(1), Duration.ofDays(1), this.time::get);
		Set<String> all = new HashSet<>();
		for (int second = 0; second < 100; second++) {
			at(Duration.ofSeconds(second));
			all.add(hex(quick.keys()).get(0));
			assertThat(quick.keys().roots()).hasSize(Math.min(second + 1, GeneratedTicketKeys.LIMIT));
		}
		assertThat(all).hasSize(100);
	}

	@Test
	void timesWithoutEndAreFine() {
		GeneratedTicketKeys forever = new GeneratedTicketKeys(Duration.ofSeconds(Long.MAX_VALUE),
				Duration.ofSeconds(Long.MAX_VALUE), this.time::get);
		TicketKeyRing first = forever.keys();
		at(Duration.ofDays(10_000));
		assertThat(forever.keys()).isSameAs(first);
	}

	@Test
	void noTextShowsAKey() {
		assertThat(this.keys).hasToString("generated ticket keys");
		assertThat(this.keys.keys()).hasToString("TicketKeyRing[1 key]");
	}

	private void at(Duration later) {
		this.time.set(START + later.toNanos());
	}

	private List<String> roots() {
		return hex(this.keys.keys());
	}

	private static List<String> hex(TicketKeyRing ring) {
		return ring.roots().stream().map(HexFormat.of()::formatHex).toList();
	}

}
