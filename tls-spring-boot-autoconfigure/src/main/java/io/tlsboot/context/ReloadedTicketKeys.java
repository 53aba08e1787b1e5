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

import org.jspecify.annotations.Nullable;

/**
 * Root keys of session tickets that are read again from time to time, as those of a file.
 */
public interface ReloadedTicketKeys extends TicketKeySource {

	/**
	 * Read the keys again, now. Blocks.
	 * @return whether there are others now
	 * @throws RuntimeException when they cannot be used; those in use stay
	 */
	boolean reload();

	/**
	 * Tell somebody when keys that were read by themselves are others, or cannot be used
	 * for another reason than before. In place of whoever was told before.
	 * @param listener hears of it on the thread that has read them
	 */
	void listener(Listener listener);

	/**
	 * Hears what came of reading keys.
	 */
	@FunctionalInterface
	interface Listener {

		/**
		 * Keys were read.
		 * @param failure why they cannot be used, or {@code null} when they are in use
		 */
		void read(@Nullable RuntimeException failure);

	}

}
