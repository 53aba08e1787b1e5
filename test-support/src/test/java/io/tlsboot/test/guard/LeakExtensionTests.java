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

package io.tlsboot.test.guard;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.testkit.engine.EngineExecutionResults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.engine;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

class LeakExtensionTests {

	@Test
	void levelIsParanoid() {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
	}

	@Test
	void leakFailsItsClass() {
		EngineExecutionResults results = Nested.run(LeakingCase.class);
		results.testEvents().assertStatistics((statistics) -> statistics.succeeded(1));
		results.containerEvents()
			.assertThatEvents()
			.haveExactly(1,
					event(container(LeakingCase.class),
							finishedWithFailure(instanceOf(AssertionError.class),
									message((text) -> text.contains("1 leak(s) found after") && text.contains("ByteBuf")
											&& text.contains("LeakingCase.leaks")))));
	}

	@Test
	void releasedBuffersFailNothing() {
		Nested.run(TidyCase.class).allEvents().assertStatistics((statistics) -> statistics.failed(0).succeeded(3));
	}

	@Test
	void leakAfterTheLastClassFailsTheRun() {
		Nested.run(LateCase.class)
			.containerEvents()
			.assertThatEvents()
			.haveExactly(1, event(engine(), finishedWithFailure(instanceOf(AssertionError.class),
					message((text) -> text.contains("1 leak(s) found at the end of the run")))));
	}

	private static ByteBuf buffer() {
		return PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
	}

	static class LeakingCase {

		@Test
		void leaks() {
			assertThat(buffer().refCnt()).isOne();
		}

	}

	static class TidyCase {

		@Test
		void releases() {
			assertThat(buffer().release()).isTrue();
		}

	}

	@ExtendWith(LoseLate.class)
	static class LateCase {

		private static @Nullable ByteBuf held;

		@BeforeAll
		static void hold() {
			held = buffer();
		}

		@Test
		void holds() {
			assertThat(held).isNotNull();
		}

	}

	static class LoseLate implements BeforeAllCallback {

		@Override
		public void beforeAll(ExtensionContext context) {
			AutoCloseable lose = () -> LateCase.held = null;
			context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put("lose", lose);
		}

	}

}
