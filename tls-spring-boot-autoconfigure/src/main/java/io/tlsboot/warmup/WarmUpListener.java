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

package io.tlsboot.warmup;

import io.tlsboot.connection.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * A listener of connections like one of the application's, for the time of a warm-up:
 * what it hears of is kept from the application.
 *
 * @param listener hears of the connections of the warm-up
 * @param end is run afterwards and gives up what belongs to the listener
 */
public record WarmUpListener(ConnectionListener listener, Runnable end) {

	/**
	 * Makes such listeners.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Make a listener. Called on the thread that starts the servers.
		 * @return the listener, or {@code null} when the application has none like it
		 */
		@Nullable WarmUpListener open();

	}

}
