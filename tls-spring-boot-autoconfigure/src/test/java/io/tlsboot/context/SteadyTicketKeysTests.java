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

import java.util.Arrays;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SteadyTicketKeys}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SteadyTicketKeysTests {

	private Supplier<TicketKeyRing> ring = () -> ring(1);

	private final SteadyTicketKeys keys = new SteadyTicketKeys(() -> this.ring.get());

	@Test
	void theSameRootsAreTheSameObject(CapturedOutput output) {
		TicketKeyRing first = this.keys.keys();
		assertThat(this.keys.keys()).isSameAs(first);
		this.ring = () -> ring(2, 1);
		TicketKeyRing second = this.keys.keys();
		assertThat(second.hasRootsOf(ring(2, 1))).isTrue();
		assertThat(this.keys.keys()).isSameAs(second);
		this.ring = () -> ring(1, 2);
		assertThat(this.keys.keys().hasRootsOf(ring(1, 2))).isTrue();
		assertThat(output).doesNotContain("TicketKeySource");
	}

	@Test
	void aSourceThatFailsLaterKeepsItsKeysAndIsToldOnce(CapturedOutput output) {
		TicketKeyRing first = this.keys.keys();
		this.ring = () -> {
			throw new IllegalStateException("no connection");
		};
		assertThat(this.keys.keys()).isSameAs(first);
		this.ring = () -> null;
		assertThat(this.keys.keys()).isSameAs(first);
		assertThat(output).containsOnlyOnce("fails, its last keys stay in use").containsOnlyOnce("no connection");
		assertThat(output).doesNotContain("has keys again");
		this.ring = () -> ring(1);
		assertThat(this.keys.keys()).isSameAs(first).isSameAs(this.keys.keys());
		assertThat(output).containsOnlyOnce("has keys again");
	}

	@Test
	void otherKeysAfterAFailureAreTaken() {
		this.keys.keys();
		this.ring = () -> null;
		this.keys.keys();
		this.ring = () -> ring(2);
		assertThat(this.keys.keys().hasRootsOf(ring(2))).isTrue();
	}

	@Test
	void aSourceThatNeverHadKeysIsRefusedUntilItHasSome() {
		this.ring = () -> null;
		assertThatExceptionOfType(ContextException.class).isThrownBy(this.keys::keys)
			.withMessageMatching("session\\.ticket-keys\\.source: The TicketKeySource \\S+ gives no keys: "
					+ "IllegalStateException");
		this.ring = () -> ring(1);
		assertThat(this.keys.keys().hasRootsOf(ring(1))).isTrue();
	}

	private static TicketKeyRing ring(int... fillings) {
		return TicketKeyRing.of(Arrays.stream(fillings).mapToObj((filling) -> {
			byte[] bytes = new byte[32];
			Arrays.fill(bytes, (byte) filling);
			return bytes;
		}).toList());
	}

}
