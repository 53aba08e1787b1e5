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

package io.tlsboot.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwaitTests {

	@Test
	void waitsForCondition() {
		AtomicInteger asked = new AtomicInteger();
		Await.until("asked three times", () -> asked.incrementAndGet() == 3);
		assertThat(asked).hasValue(3);
	}

	@Test
	void failureOfResultIsTheCause() {
		IllegalStateException failure = new IllegalStateException("wrong");
		assertThat(Await.result(CompletableFuture.completedFuture("right"))).isEqualTo("right");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Await.result(CompletableFuture.failedFuture(failure)))
			.withCause(failure);
	}

}
