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

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

class BlockingExtensionTests {

	@BeforeEach
	void isInstalled() {
		Assumptions.assumeTrue(Blocking.unavailable() == null, Blocking::unavailable);
	}

	@Test
	void swallowedErrorFailsTheTest() {
		EngineExecutionResults results = Nested.run(BlockingCase.class);
		for (String name : new String[] { "waitsOnNettyThread", "readsFileOnNettyThread", "waitsOnReactorThread" }) {
			results.testEvents()
				.assertThatEvents()
				.haveExactly(1,
						event(test(name),
								finishedWithFailure(instanceOf(AssertionError.class),
										message((text) -> text.contains("1 blocking call(s) on an event loop")
												&& text.contains("BlockingCase")))));
		}
	}

	@Test
	void whatIsAllowedFailsNothing() {
		Nested.run(AllowedCase.class).testEvents().assertStatistics((statistics) -> statistics.succeeded(2).failed(0));
	}

	static class BlockingCase {

		@Test
		void waitsOnNettyThread() {
			onNettyThread(BlockingCase::block);
		}

		@Test
		void readsFileOnNettyThread() {
			onNettyThread(BlockingCase::readFile);
		}

		@Test
		void waitsOnReactorThread() {
			CountDownLatch done = new CountDownLatch(1);
			Schedulers.parallel().schedule(() -> {
				swallow(BlockingCase::block);
				done.countDown();
			});
			Await.latch("the task ran", done);
		}

		private static Object block() throws InterruptedException {
			return new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
		}

		private static Object readFile() throws IOException {
			try (FileInputStream in = new FileInputStream("/dev/null")) {
				return in.read();
			}
		}

	}

	static class AllowedCase {

		@Test
		void blocksElsewhere() throws Exception {
			BlockingCase.block();
		}

		@Test
		void makesRandomBytes() {
			onNettyThread(() -> {
				// More than the buffer of the generator has.
				new SecureRandom().nextBytes(new byte[1 << 16]);
				return 1;
			});
		}

	}

	private static void onNettyThread(Callable<Object> task) {
		EventExecutor executor = new DefaultEventExecutor();
		try {
			assertThat(executor.submit(() -> swallow(task)).awaitUninterruptibly(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			executor.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(30, TimeUnit.SECONDS);
		}
	}

	private static void swallow(Callable<Object> task) {
		try {
			task.call();
		}
		catch (Throwable ex) {
			// Production code that catches everything must not hide it.
		}
	}

}
