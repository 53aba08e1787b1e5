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

package io.tlsboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.server.TlsServerListener;

/**
 * The beans that watch and change servers, in order.
 *
 * @param connectionListeners hear of connections
 * @param serverListeners hear of servers
 * @param contextCustomizers have the last word on contexts
 * @param serverCustomizers have the last word on how servers are bound
 */
record TlsServerExtensions(List<ConnectionListener> connectionListeners, List<TlsServerListener> serverListeners,
		List<SecureContextCustomizer> contextCustomizers, List<TlsServerCustomizer> serverCustomizers) {

	/**
	 * Add a listener behind the others.
	 */
	TlsServerExtensions with(TlsServerListener listener) {
		List<TlsServerListener> listeners = new ArrayList<>(this.serverListeners);
		listeners.add(listener);
		return new TlsServerExtensions(this.connectionListeners, List.copyOf(listeners), this.contextCustomizers,
				this.serverCustomizers);
	}

}
