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

package io.tlsboot.reload;

import java.security.cert.X509Certificate;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import io.tlsboot.context.ProbeContext;
import io.tlsboot.context.SecureContext;
import org.jspecify.annotations.Nullable;

/**
 * A handshake in memory between a new context of a server and a client that wants to see
 * its certificate, so that what the engine makes of the new material is known before any
 * real client is served by it.
 */
public final class Rehearsal {

	/** A handshake takes two or three; many fragments do not take more. */
	private static final int MAX_ROUNDS = 50;

	private Rehearsal() {
	}

	/**
	 * Shake hands. Takes a millisecond or two; not called on an event loop.
	 * @param context the new context
	 * @param serverName the name to ask for, or {@code null} for none
	 * @throws ReloadRefusedException when the context does not present its certificate
	 */
	public static void hold(SecureContext context, @Nullable String serverName) {
		try (ProbeContext probe = ProbeContext.of(context)) {
			SslHandler handler = probe.newHandler(ByteBufAllocator.DEFAULT, serverName);
			EmbeddedChannel client = new EmbeddedChannel(handler);
			EmbeddedChannel server = new EmbeddedChannel();
			try {
				server.pipeline().addLast(context.newHandler(ByteBufAllocator.DEFAULT, ImmediateExecutor.INSTANCE));
				exchange(client, server, handler);
			}
			finally {
				server.finishAndReleaseAll();
				client.finishAndReleaseAll();
			}
			check(context, probe.presented(), "in a rehearsal");
		}
	}

	/**
	 * Check that a server has presented one of the certificates of a context.
	 */
	static void check(SecureContext context, @Nullable List<X509Certificate> presented, String where) {
		if (presented == null) {
			throw new ReloadRefusedException("The new context presented no certificate " + where,
					"Make sure that the certificate fits 'ciphers' and 'protocols', and look at the log.");
		}
		if (!context.leaves().contains(presented.get(0))) {
			throw new ReloadRefusedException(
					"Not the new certificate was presented " + where + ", but '"
							+ presented.get(0).getSubjectX500Principal() + "', serial number "
							+ presented.get(0).getSerialNumber().toString(16),
					"See whether a customizer replaces it, or whether another process listens on the port.");
		}
	}

	private static void exchange(EmbeddedChannel client, EmbeddedChannel server, SslHandler handler) {
		for (int round = 0; round < MAX_ROUNDS; round++) {
			boolean moved = pass(client, server) | pass(server, client);
			if (handler.handshakeFuture().isDone() || !moved) {
				return;
			}
		}
	}

	private static boolean pass(EmbeddedChannel from, EmbeddedChannel to) {
		boolean moved = false;
		for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
			moved = true;
			try {
				to.writeInbound(bytes);
			}
			catch (RuntimeException ex) {
				// The refusal of a client without a certificate, which is none of ours.
				return moved;
			}
		}
		return moved;
	}

}
