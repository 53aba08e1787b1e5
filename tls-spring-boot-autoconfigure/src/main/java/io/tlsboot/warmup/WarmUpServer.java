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

package io.tlsboot.warmup;

import java.net.InetAddress;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.ReactorTlsServer;
import io.tlsboot.server.TlsServerChoices;
import io.tlsboot.server.TlsServerCollaborators;
import io.tlsboot.server.TlsServerSpec;
import io.tlsboot.sni.SniSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the server of a warm-up: it has the certificate of a real one, asks clients for
 * theirs when that does, and has nothing else in common with it. It listens on a port of
 * the loopback interface that the system chooses, and sends one byte back.
 */
final class WarmUpServer {

	static final String NAME = "warm-up";

	/** Others of this machine may come across it. */
	private static final int MAX_CONNECTIONS = 8;

	private WarmUpServer() {
	}

	/**
	 * Make a server that does not listen yet.
	 * @param real the server to be like
	 * @param loopback where to listen
	 * @param contexts builds its context
	 * @param listener hears of its connections
	 * @param tasks runs what may not run on an event loop
	 */
	static ReactorTlsServer like(TlsServerSpec real, InetAddress loopback, SecureContexts contexts,
			ConnectionListener listener, HandshakeTasks tasks) {
		TlsServerSpec spec = new TlsServerSpec(NAME, loopback.getHostAddress(), 0, context(real.context()),
				SniSpec.NONE, HandshakeLimits.DEFAULTS, MAX_CONNECTIONS, null, ReloadSpec.OFF, LifetimeSpec.DEFAULTS);
		return new ReactorTlsServer(spec, contexts, new TlsServerCollaborators(WarmUpServer::answer, listener,
				List.of(), List.of(), List.of(), TlsServerChoices.NONE, tasks));
	}

	/**
	 * The client has no certificate, so that one must not be required.
	 */
	private static SecureContextSpec context(SecureContextSpec real) {
		return real.with((spec) -> spec.sessionIdContext(NAME)
			.rejectUnauthorized(false)
			.session(SessionSpec.DEFAULTS)
			.ocsp(OcspSpec.NONE));
	}

	private static Mono<Void> answer(SecureConnection connection) {
		Flux<ByteBuf> first = connection.receive().retain().take(1);
		return connection.send(first).onErrorComplete();
	}

}
