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

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.SslHandler;
import io.tlsboot.context.SecureContext;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A handshake that is done, and what it came to.
 *
 * @param sslHandler protects the connection from now on
 * @param context the context that was used
 * @param serverName the name that the peer asked for, as sent, or {@code null}
 * @param verdict the verdict on the peer
 * @param peerChain what the peer presented, leaf first; empty when nothing
 * @param sessionReused whether a session was resumed
 * @param namedGroup the key exchange group, or {@code null} when it is not known
 * @param durationNanos how long it took from accept on, in nanoseconds
 */
public record Handshake(SslHandler sslHandler, SecureContext context, @Nullable String serverName, Verdict verdict,
		List<X509Certificate> peerChain, boolean sessionReused, @Nullable String namedGroup, long durationNanos) {

	/**
	 * Ask the engine, and what went over the wire where that does not know.
	 */
	static Handshake of(SslHandler sslHandler, SecureContext context, @Nullable String serverName, Verdict verdict,
			RecordTap tap, long durationNanos) {
		SSLEngine engine = sslHandler.engine();
		Boolean reused = context.sessionReused(engine);
		String group = context.namedGroup(engine);
		List<X509Certificate> chain = context.spec().requestCert() ? SecureContext.peerChain(engine.getSession())
				: List.of();
		return new Handshake(sslHandler, context, serverName, verdict, chain, (reused != null) ? reused : tap.resumed(),
				(group != null) ? group : tap.namedGroup(), durationNanos);
	}

}
