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

import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.sni.SniSpec;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a server is.
 *
 * @param name its name
 * @param host the address or host name to listen on, or {@code null} for all interfaces
 * @param port the port, or 0 for any free one
 * @param context its default context
 * @param sni its contexts of host names
 * @param limits what a handshake may cost
 * @param maxConnections how many connections it keeps at once, or 0 for no limit
 * @param startTls how its connections become secure when they begin in plaintext, or
 * {@code null} when they begin with TLS
 * @param reload how it follows changes of the files of its contexts
 * @param lifetime how long its connections may live
 */
public record TlsServerSpec(String name, @Nullable String host, int port, SecureContextSpec context, SniSpec sni,
		HandshakeLimits limits, int maxConnections, @Nullable StartTlsSpec startTls, ReloadSpec reload,
		LifetimeSpec lifetime) {
}
