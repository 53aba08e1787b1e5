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

package io.tlsboot.server;

import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadListener;

/**
 * Hears when servers begin and end to serve, and of their contexts. Called on the thread
 * that started or changed the server or on an event loop; must not block.
 */
public interface TlsServerListener extends ReloadListener {

	/**
	 * A server accepts connections.
	 * @param server the server
	 */
	default void listening(TlsServer server) {
	}

	/**
	 * A context was added to a server, replaced or removed while the server exists,
	 * whether it listens or not.
	 * @param server the server
	 */
	default void contextsChanged(TlsServer server) {
	}

	@Override
	default void contextReloaded(ContextReload reload) {
	}

	/**
	 * A server has closed and its last connection has ended.
	 * @param server the server
	 */
	default void closed(TlsServer server) {
	}

}
