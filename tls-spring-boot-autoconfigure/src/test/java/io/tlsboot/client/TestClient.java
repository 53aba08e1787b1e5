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

package io.tlsboot.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.tlsboot.connection.SecureConnection;
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

/**
 * A client under test, without a Spring context.
 */
public final class TestClient implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(30);

	private final ReactorTlsClient client;

	private final ConnectionRecorder recorder = new ConnectionRecorder();

	private final HandshakeTasks tasks = new HandshakeTasks();

	private TestClient(TlsClientSpec spec, ServerIdentityVerifier identity, Clock clock) {
		this.client = new ReactorTlsClient(spec,
				new SecureContexts(new MaterialLoader(new DefaultResourceLoader()), clock),
				new ReactorTlsClient.Collaborators(identity, this.recorder, List.of(), List.of(), this.tasks));
	}

	/**
	 * Make a client that trusts the authority of the test PKI.
	 */
	public static TestClient of(TlsProvider provider, UnaryOperator<SecureContextSpec.Builder> context,
			UnaryOperator<TlsClientSpec> change) {
		return of(provider, context, change, ServerIdentityVerifier.STANDARD, Clock.systemUTC());
	}

	public static TestClient of(TlsProvider provider, UnaryOperator<SecureContextSpec.Builder> context,
			UnaryOperator<TlsClientSpec> change, ServerIdentityVerifier identity, Clock clock) {
		TlsClientSpec spec = TlsClientSpec.of("test");
		SecureContextSpec contextSpec = spec.context()
			.with((builder) -> context.apply(builder.provider(provider).trust(RunningServer.trust(TestPki.ca()))));
		return new TestClient(change.apply(spec.withContext(contextSpec)), identity, clock);
	}

	public static TestClient of(TlsProvider provider) {
		return of(provider, (context) -> context, (spec) -> spec);
	}

	public ReactorTlsClient client() {
		return this.client;
	}

	public ConnectionRecorder recorder() {
		return this.recorder;
	}

	/**
	 * Connect to a port of this machine, by name.
	 */
	public SecureConnection connect(int port) {
		return this.client.connect("localhost", port).blockOptional(LIMIT).orElseThrow();
	}

	@Override
	public void close() {
		this.client.close();
		this.tasks.close();
	}

}
