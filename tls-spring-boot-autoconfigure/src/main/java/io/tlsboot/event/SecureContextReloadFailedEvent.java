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

package io.tlsboot.event;

import io.tlsboot.reload.ContextReload;

/**
 * Changed material cannot be used: the context goes on as it was.
 */
public final class SecureContextReloadFailedEvent extends ContextReloadEvent {

	/**
	 * Create an event.
	 * @param reload what came of reading the material
	 */
	public SecureContextReloadFailedEvent(ContextReload reload) {
		super(reload);
	}

	/**
	 * Return what is wrong.
	 * @return a sentence without a final stop, which has no secret in it
	 */
	public String problem() {
		return String.valueOf(reload().problem());
	}

	/**
	 * Return how to fix it.
	 * @return a sentence
	 */
	public String fix() {
		return String.valueOf(reload().action());
	}

}
