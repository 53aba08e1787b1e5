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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TicketKeys}.
 */
class TicketKeysTests {

	private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

	private final AtomicLong time = new AtomicLong(START);

	private final List<OpenSslSessionTicketKey[]> published = new ArrayList<>();

	private final TicketKeys keys = new TicketKeys(Duration.ofSeconds(100), this.time::get, this.published::add);

	@Test
	void thereIsOneKeyAtFirst() {
		assertThat(now()).hasSize(1);
		at(49);
		assertThat(this.published).hasSize(1);
	}

	@Test
	void aKeyEncryptsForHalfTheTimeoutAndDecryptsForTheRest() {
		OpenSslSessionTicketKey first = now()[0];
		at(50);
		OpenSslSessionTicketKey second = now()[0];
		assertThat(now()).containsExactly(second, first);
		assertThat(second).isNotSameAs(first);
		at(99);
		assertThat(this.published).hasSize(2);
		at(100);
		assertThat(now()).hasSize(2).contains(second).doesNotContain(first);
	}

	@Test
	void aKeyThatIsReplacedLateLivesNoLonger() {
		OpenSslSessionTicketKey first = now()[0];
		at(90);
		OpenSslSessionTicketKey second = now()[0];
		assertThat(now()).containsExactly(second, first);
		at(100);
		assertThat(now()).containsExactly(second);
		at(139);
		assertThat(this.published).hasSize(3);
		at(140);
		assertThat(now()).hasSize(2).endsWith(second);
	}

	@Test
	void afterALongPauseNothingOldIsKept() {
		OpenSslSessionTicketKey first = now()[0];
		at(100);
		assertThat(now()).hasSize(1).doesNotContain(first);
		at(100_000);
		assertThat(now()).hasSize(1);
		assertThat(this.published).hasSize(3);
	}

	private void at(long seconds) {
		this.time.set(START + Duration.ofSeconds(seconds).toNanos());
		this.keys.refresh();
	}

	private OpenSslSessionTicketKey[] now() {
		return this.published.get(this.published.size() - 1);
	}

}
