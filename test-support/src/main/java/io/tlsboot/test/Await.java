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

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/**
 * Bounded waiting. Every wait of a test goes through here or names a limit of its own.
 */
public final class Await {

	/**
	 * The longest that a test waits for something that must happen.
	 */
	public static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Duration POLL = Duration.ofMillis(10);

	private Await() {
	}

	/**
	 * Return a bounded Awaitility condition to configure further.
	 * @return the condition factory
	 */
	public static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(LIMIT);
	}

	/**
	 * Wait until a condition is true.
	 * @param what what is awaited, for the failure text
	 * @param condition the condition
	 */
	public static void until(String what, Callable<Boolean> condition) {
		await().alias(what).until(condition);
	}

	/**
	 * Wait until some assertions hold.
	 * @param assertions the assertions
	 */
	public static void untilAsserted(ThrowingRunnable assertions) {
		await().untilAsserted(assertions);
	}

	/**
	 * Wait for a result.
	 * @param <T> its type
	 * @param stage what completes with it
	 * @return the result
	 */
	public static <T> T result(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a result", ex);
		}
		catch (ExecutionException ex) {
			throw new AssertionError("The awaited result is a failure: " + ex.getCause(), ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new AssertionError("No result within " + LIMIT, ex);
		}
	}

	/**
	 * Wait for a latch.
	 * @param what what is awaited, for the failure text
	 * @param latch the latch
	 */
	public static void latch(String what, CountDownLatch latch) {
		try {
			if (!latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new AssertionError(what + ": not within " + LIMIT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(what + ": interrupted", ex);
		}
	}

}
