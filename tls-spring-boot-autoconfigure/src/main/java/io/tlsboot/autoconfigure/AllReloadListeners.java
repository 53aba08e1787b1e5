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

import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells all beans that listen to reloads, which are looked up when there is something to
 * tell: they may need the clients themselves.
 */
record AllReloadListeners(ObjectProvider<ReloadListener> listeners) implements ReloadListener {

	private static final Logger logger = LoggerFactory.getLogger(AllReloadListeners.class);

	@Override
	public void contextReloaded(ContextReload reload) {
		this.listeners.orderedStream().forEach((listener) -> {
			try {
				listener.contextReloaded(reload);
			}
			catch (RuntimeException ex) {
				logger.error("A reload listener failed: {}", listener, ex);
			}
		});
	}

}
