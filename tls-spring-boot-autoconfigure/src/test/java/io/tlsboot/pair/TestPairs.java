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

package io.tlsboot.pair;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.ConnectionRecorder;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.springframework.core.io.DefaultResourceLoader;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * Pairs under test, without a Spring context, of one engine and TLS version.
 */
final class TestPairs implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(30);

	private final HandshakeTasks tasks = new HandshakeTasks();

	private final ConnectionRecorder recorder = new ConnectionRecorder();

	private final List<SecureContext> built = new ArrayList<>();

	private final TlsProvider provider;

	private final List<String> versions;

	private final SecurePairs pairs;

	TestPairs(TlsProvider provider, String... versions) {
		this(provider, List.of(versions), new ConnectionListener() {
		});
	}

	TestPairs(TlsProvider provider, List<String> versions, ConnectionListener listener) {
		this(provider, versions, listener, ServerIdentityVerifier.STANDARD);
	}

	TestPairs(TlsProvider provider, List<String> versions, ConnectionListener listener,
			ServerIdentityVerifier identity) {
		this.provider = provider;
		this.versions = versions;
		this.pairs = new SecurePairs(
				new SecureContexts(new MaterialLoader(new DefaultResourceLoader()), Clock.systemUTC()),
				new SecurePairs.Collaborators(identity, new ConnectionListeners(List.of(this.recorder, listener)),
						List.of(), this.tasks));
	}

	SecurePairs pairs() {
		return this.pairs;
	}

	ConnectionRecorder recorder() {
		return this.recorder;
	}

	SecureContext serverContext(UnaryOperator<SecureContextSpec.Builder> change) {
		return keep(this.pairs.serverContext(SecureContextSpec.server("pair", RunningServer.source(TestPki.server()))
			.with((spec) -> change.apply(spec.provider(this.provider).protocols(this.versions)))));
	}

	SecureContext clientContext(UnaryOperator<SecureContextSpec.Builder> change) {
		return keep(this.pairs.clientContext(new SecureContextSpec.Builder("pair").rejectUnauthorized(true)
			.trust(RunningServer.trust(TestPki.ca()))
			.build()
			.with((spec) -> change.apply(spec.provider(this.provider).protocols(this.versions)))));
	}

	SecurePair server() {
		return this.pairs.server(serverContext());
	}

	/**
	 * Build the usual context; blocks.
	 */
	SecureContext serverContext() {
		return serverContext((spec) -> spec);
	}

	SecurePair client() {
		return this.pairs.client(clientContext((spec) -> spec), PairOptions.DEFAULTS);
	}

	/**
	 * Connect two pairs back to back.
	 */
	static Disposable connect(SecurePair one, SecurePair other) {
		return Mono
			.when(one.encrypted().input(other.encrypted().output()), other.encrypted().input(one.encrypted().output()))
			.subscribe(null, (failure) -> {
			});
	}

	static SecureConnection secured(SecurePair pair) {
		return pair.secured().blockOptional(LIMIT).orElseThrow();
	}

	/**
	 * Wait for the failure of a handshake.
	 */
	static PairHandshakeException failed(SecurePair pair) {
		try {
			pair.secured().block(LIMIT);
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof PairHandshakeException failure) {
				return failure;
			}
			throw ex;
		}
		throw new AssertionError("The handshake is done");
	}

	private SecureContext keep(Mono<SecureContext> context) {
		SecureContext ready = context.blockOptional(LIMIT).orElseThrow();
		this.built.add(ready);
		return ready;
	}

	@Override
	public void close() {
		this.built.forEach(SecureContext::release);
		this.pairs.close();
		this.tasks.close();
	}

}
