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
import java.util.concurrent.Executor;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContextCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Those that serve, watch and change a server.
 *
 * @param handler serves its connections, or {@code null} when listeners of the secure
 * connection event own them
 * @param connectionListener hears of its connections
 * @param serverListeners hear of the server
 * @param contextCustomizers have the last word on its context
 * @param serverCustomizers have the last word on how it is bound
 * @param choices choose where its specification leaves it to the user
 * @param tasks runs the verification of peers' certificates and builds contexts
 */
public record TlsServerCollaborators(@Nullable SecureConnectionHandler handler, ConnectionListener connectionListener,
		List<TlsServerListener> serverListeners, List<SecureContextCustomizer> contextCustomizers,
		List<TlsServerCustomizer> serverCustomizers, TlsServerChoices choices, Executor tasks) {
}
