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

import java.lang.reflect.Field;
import java.util.List;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProtocols;
import io.netty.internal.tcnative.SSL;
import io.netty.internal.tcnative.SSLContext;
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
	 * Return what the client of an engine chose by NPN, if it did. Call it on the
	 * engine's event loop, after the handshake and before the engine is released.
	 */
	static @Nullable String nextProtocol(SSLEngine engine) {
		long pointer = pointer(engine);
		return (pointer != 0) ? SSL.getNextProtoNegotiated(pointer) : null;
	}

	/**
	 * Set what a new server context advertises by NPN, in place of what Netty has set.
	 * The pointer has to be that of netty-tcnative's own structure, which only this field
	 * has: {@code sslCtxPointer()} is another, with which the process would end.
	 */
	static void setNpnProtocols(SslContext context, List<String> names) throws ReflectiveOperationException {
		Field field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
		field.setAccessible(true);
		long pointer = field.getLong(context);
		SSLContext.setNpnProtos(pointer, names.toArray(new String[0]), SSL.SSL_SELECTOR_FAILURE_NO_ADVERTISE);
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
