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

import io.tlsboot.connection.Role;
import io.tlsboot.reload.ContextReload;

/**
 * The material of a context has changed.
 */
public abstract class ContextReloadEvent extends TlsEvent {

	ContextReloadEvent(ContextReload reload) {
		super(reload);
	}

	/**
	 * Return whose context it is.
	 * @return whether it is a server or a client
	 */
	public Role role() {
		return reload().role();
	}

	/**
	 * Return the name of the server or client.
	 * @return the name as configured
	 */
	public String endpoint() {
		return reload().endpoint();
	}

	/**
	 * Return the name of the context.
	 * @return {@code default}, or the host pattern it serves, or
	 * {@value ContextReload#TICKET_KEYS} for the root keys of session tickets
	 */
	public String contextName() {
		return reload().context();
	}

	/**
	 * Return the reload.
	 * @return what came of it
	 */
	public ContextReload reload() {
		return (ContextReload) getSource();
	}

}
