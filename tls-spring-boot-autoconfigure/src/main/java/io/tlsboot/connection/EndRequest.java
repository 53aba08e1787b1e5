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

package io.tlsboot.connection;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The wish of this side that a connection ends, and who waits for it. There is one only
 * for a connection that somebody asks about it, or that is asked to end.
 */
final class EndRequest {

	private final Sinks.One<ConnectionEnd.Cause> sink = Sinks.one();

	private volatile ConnectionEnd.@Nullable Cause cause;

	/**
	 * Return why the connection shall end, or {@code null} when nobody has asked it to.
	 */
	ConnectionEnd.@Nullable Cause cause() {
		return this.cause;
	}

	/**
	 * Wait for it.
	 */
	Mono<ConnectionEnd.Cause> asked() {
		return this.sink.asMono();
	}

	/**
	 * Ask the connection to end. Only the first call counts.
	 */
	void ask(ConnectionEnd.Cause why) {
		if (this.cause == null) {
			this.cause = why;
			this.sink.tryEmitValue(why);
		}
	}

	/**
	 * The connection has ended.
	 */
	void over() {
		this.sink.tryEmitEmpty();
	}

}
