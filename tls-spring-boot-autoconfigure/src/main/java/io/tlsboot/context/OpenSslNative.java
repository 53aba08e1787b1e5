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

package io.tlsboot.context;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProtocols;
import io.netty.internal.tcnative.SSL;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls into the native library beneath Netty's public types (security
 * rule R10): a wrong pointer here would end the process.
 */
final class OpenSslNative {

	private OpenSslNative() {
	}

	/**
	 * Return whether the connection of an engine resumed a session. Call it on the
	 * engine's event loop, after the handshake and before the engine is released.
	 */
	static boolean sessionReused(SSLEngine engine) {
		long pointer = pointer(engine);
		return pointer != 0 && SSL.isSessionReused(pointer);
	}

	/**
	 * Keep a new engine from sending and accepting tickets, of both versions.
	 */
	static void refuseTickets(SSLEngine engine) {
		long pointer = pointer(engine);
		if (pointer != 0) {
			SSL.setOptions(pointer, SSL.SSL_OP_NO_TICKET);
		}
	}

	/**
	 * Return the key exchange group of a connection: none for a resumed session of TLS
	 * 1.2, where BoringSSL would tell the group of the first connection.
	 */
	static @Nullable String namedGroup(SSLEngine engine) {
		if (!(engine.getSession() instanceof OpenSslSession session)
				|| (SslProtocols.TLS_v1_2.equals(session.getProtocol()) && sessionReused(engine))) {
			return null;
		}
		return session.getNamedGroup();
	}

	/**
	 * Set the id context and the ticket keys of a server context, always together
	 * (security rule R1).
	 */
	static void setResumption(SslContext context, byte[] sessionIdContext, OpenSslSessionTicketKey[] keys) {
		OpenSslServerSessionContext sessions = (OpenSslServerSessionContext) ((ReferenceCountedOpenSslContext) context)
			.sessionContext();
		if (!sessions.setSessionIdContext(sessionIdContext)) {
			throw new IllegalStateException("BoringSSL refused the session id context");
		}
		if (keys.length > 0) {
			sessions.setTicketKeys(keys);
		}
	}

	private static long pointer(SSLEngine engine) {
		return ((ReferenceCountedOpenSslEngine) engine).sslPointer();
	}

}
