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

import java.util.Set;

import io.tlsboot.context.MaterialChange;
import io.tlsboot.reload.ContextReload;

/**
 * A context was renewed: handshakes from now on use the new key, certificate or trust.
 */
public final class SecureContextReloadedEvent extends ContextReloadEvent {

	/**
	 * Create an event.
	 * @param reload what came of reading the material
	 */
	public SecureContextReloadedEvent(ContextReload reload) {
		super(reload);
	}

	/**
	 * Return in what the context differs from the one before.
	 * @return the changes; not empty
	 */
	public Set<MaterialChange> changes() {
		return reload().changes();
	}

}
