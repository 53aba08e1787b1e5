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
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which Netty found a leaked resource, and the run for what is
 * found when all classes are done.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {

	/**
	 * Create the extension; recording starts.
	 */
	public LeakExtension() {
		Leaks.install();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(ExtensionContext.Namespace.GLOBAL)
			.computeIfAbsent(EndOfRun.class, (type) -> new EndOfRun(), EndOfRun.class);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (isTopLevel(context)) {
			check("found after " + context.getRequiredTestClass().getName()
					+ "; it or a class before it has lost a resource");
		}
	}

	private static boolean isTopLevel(ExtensionContext context) {
		return context.getParent().filter((parent) -> parent.getTestClass().isPresent()).isEmpty();
	}

	private static void check(String when) {
		List<String> leaks = Leaks.find();
		if (!leaks.isEmpty()) {
			throw new AssertionError(leaks.size() + " leak(s) " + when + ":\n" + String.join("\n", leaks));
		}
	}

	/**
	 * Closed when the engine has run all classes.
	 */
	private static final class EndOfRun implements AutoCloseable {

		@Override
		public void close() {
			check("found at the end of the run");
		}

	}

}
