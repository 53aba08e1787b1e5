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

package io.tlsboot.sample;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the page shows it. Texts of peers are short and escaped for
 * a line, but not for HTML: that is up to whoever writes HTML.
 *
 * @param at when
 * @param kind what
 * @param endpoint the name of the server or client
 * @param role {@code server} or {@code client}
 * @param peer the peer's address, if there is one
 * @param text what is known of it
 * @param fix how to fix it, if it failed
 */
record LiveEvent(Instant at, Kind kind, String endpoint, String role, @Nullable String peer, String text,
		@Nullable String fix) {

	/**
	 * What happens.
	 */
	enum Kind {

		LISTENING, STOPPED, SECURE, CLOSED, FAILED, REJECTED, RELOADED, NOT_RELOADED

	}

}
