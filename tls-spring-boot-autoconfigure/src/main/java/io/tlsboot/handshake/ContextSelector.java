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

package io.tlsboot.handshake;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.SecureContext;

/**
 * Chooses the context of a connection by what the client says first.
 */
@FunctionalInterface
public interface ContextSelector {

	/**
	 * Choose a context. Called on the event loop of the connection; must not block.
	 * @param hello what the client says
	 * @param loop the event loop
	 * @return the context, which the caller releases. It fails with
	 * {@link RefusedHelloException} to refuse the client with an alert; after it was
	 * cancelled no context is given out.
	 */
	Future<SecureContext> select(ClientHello hello, EventExecutor loop);

}
