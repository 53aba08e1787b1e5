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

import java.util.List;
import java.util.function.Consumer;

import io.tlsboot.reload.ContextReload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several listeners as one. A listener that throws harms neither the server nor the other
 * listeners.
 *
 * @param listeners the listeners, called in this order
 */
record TlsServerListeners(List<TlsServerListener> listeners) implements TlsServerListener {

	private static final Logger logger = LoggerFactory.getLogger(TlsServerListeners.class);

	@Override
	public void listening(TlsServer server) {
		each((listener) -> listener.listening(server));
	}

	@Override
	public void contextsChanged(TlsServer server) {
		each((listener) -> listener.contextsChanged(server));
	}

	@Override
	public void contextReloaded(ContextReload reload) {
		each((listener) -> listener.contextReloaded(reload));
	}

	@Override
	public void closed(TlsServer server) {
		each((listener) -> listener.closed(server));
	}

	private void each(Consumer<TlsServerListener> call) {
		for (TlsServerListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.error("A server listener failed: {}", listener, ex);
			}
		}
	}

}
