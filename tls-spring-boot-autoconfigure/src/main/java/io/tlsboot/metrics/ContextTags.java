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

package io.tlsboot.metrics;

import java.util.Collection;
import java.util.function.Supplier;

import io.tlsboot.connection.Role;
import org.jspecify.annotations.Nullable;

/**
 * The names of contexts that the tags of one endpoint tell apart. What a peer asks for is
 * never among them: those of a server are its own patterns, as far as there is room, and
 * a client chooses its context itself.
 */
final class ContextTags {

	private final boolean declaredOnly;

	private final BoundedValues names;

	ContextTags(Role role, int limit) {
		this.declaredOnly = role == Role.SERVER;
		this.names = new BoundedValues(limit);
	}

	/**
	 * Contexts are declared. Those that were first keep their tags for good, so that
	 * counters never go back.
	 * @param defaultName the name of the default context
	 * @param patterns tells those of the others, which may be many; not asked once no
	 * further one is told apart
	 */
	void declare(String defaultName, Supplier<Collection<String>> patterns) {
		this.names.bound(defaultName);
		if (!this.names.full()) {
			patterns.get().forEach(this.names::bound);
		}
	}

	String of(@Nullable String context) {
		if (context == null) {
			return TlsMeters.NONE;
		}
		return this.declaredOnly ? this.names.known(context) : this.names.bound(context);
	}

}
