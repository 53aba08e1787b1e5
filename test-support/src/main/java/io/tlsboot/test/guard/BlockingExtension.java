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

import java.util.List;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which something blocked an event loop, the class for what comes
 * after its tests, and the run for what comes after its classes.
 */
public final class BlockingExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	/**
	 * Create the extension; recording starts.
	 */
	public BlockingExtension() {
		Blocking.install();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(ExtensionContext.Namespace.GLOBAL)
			.computeIfAbsent(EndOfRun.class, (type) -> new EndOfRun(), EndOfRun.class);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		check("during or before " + context.getDisplayName());
	}

	@Override
	public void afterAll(ExtensionContext context) {
		check("at the end of " + context.getDisplayName());
	}

	private static void check(String when) {
		List<String> calls = Blocking.find();
		if (!calls.isEmpty()) {
			throw new AssertionError(
					calls.size() + " blocking call(s) on an event loop " + when + ":\n" + String.join("\n", calls));
		}
	}

	/**
	 * Closed when the engine has run all classes.
	 */
	private static final class EndOfRun implements AutoCloseable {

		@Override
		public void close() {
			check("at the end of the run");
		}

	}

}
