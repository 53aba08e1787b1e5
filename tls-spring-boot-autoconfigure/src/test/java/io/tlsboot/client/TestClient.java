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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.KeyLog;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.reload.ReloadListener;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.ConnectionRecorder;
import io.tlsboot.server.HandshakeTasks;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * A client under test, without a Spring context.
 */
public final class TestClient implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(30);

	private final ReactorTlsClient client;

	private final ConnectionRecorder recorder = new ConnectionRecorder();

	private final HandshakeTasks tasks = new HandshakeTasks();

	private TestClient(Builder builder) {
		List<ConnectionListener> listeners = new ArrayList<>(List.of(this.recorder));
		listeners.addAll(builder.listeners);
		Executor executor = (builder.tasks != null) ? builder.tasks : this.tasks;
		this.client = new ReactorTlsClient(builder.spec,
				new SecureContexts(new MaterialLoader(new DefaultResourceLoader()), builder.clock, builder.keyLog),
				new ReactorTlsClient.Collaborators(builder.identity, new ConnectionListeners(listeners), List.of(),
						builder.customizers, executor, builder.reloadListener));
	}

	/**
	 * Build a client that trusts the authority of the test PKI.
	 */
	public static Builder with(TlsProvider provider) {
		return new Builder(provider);
	}

	public static TestClient of(TlsProvider provider) {
		return with(provider).make();
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
		return connect("localhost", port);
	}

	public SecureConnection connect(String host, int port) {
		return this.client.connect(host, port).blockOptional(LIMIT).orElseThrow();
	}

	/**
	 * Fail to connect to a port of this machine, by name.
	 */
	public TlsConnectException refused(int port) {
		return refused("localhost", port);
	}

	public TlsConnectException refused(String host, int port) {
		return refused(this.client.connect(host, port));
	}

	public static TlsConnectException refused(Mono<SecureConnection> connect) {
		SecureConnection connection;
		try {
			connection = connect.block(LIMIT);
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof TlsConnectException failure) {
				return failure;
			}
			throw ex;
		}
		if (connection != null) {
			connection.destroy();
		}
		throw new AssertionError("Connected: " + connection);
	}

	/**
	 * Send a line and wait for as much to come back.
	 */
	public static String exchange(SecureConnection connection, String text) {
		connection.sendString(text).block(LIMIT);
		return connection.receive()
			.asString()
			.scan("", String::concat)
			.filter((all) -> all.length() >= text.length())
			.blockFirst(LIMIT);
	}

	@Override
	public void close() {
		this.client.close();
		this.tasks.close();
	}

	/**
	 * Sets what differs from a strict client.
	 */
	public static final class Builder {

		private TlsClientSpec spec;

		private ServerIdentityVerifier identity = ServerIdentityVerifier.STANDARD;

		private Clock clock = Clock.systemUTC();

		private List<TlsClientCustomizer> customizers = List.of();

		private List<ConnectionListener> listeners = List.of();

		private ReloadListener reloadListener = (reload) -> {
		};

		private @Nullable KeyLog keyLog;

		private @Nullable Executor tasks;

		private Builder(TlsProvider provider) {
			this.spec = TlsClientSpec.of("test").withReload(ReloadSpec.OFF);
			context((context) -> context.provider(provider).trust(RunningServer.trust(TestPki.ca())));
		}

		public Builder context(UnaryOperator<SecureContextSpec.Builder> change) {
			return spec((spec) -> spec.withContext(spec.context().with(change)));
		}

		public Builder spec(UnaryOperator<TlsClientSpec> change) {
			this.spec = change.apply(this.spec);
			return this;
		}

		public Builder reload(ReloadSpec reload, ReloadListener listener) {
			this.reloadListener = listener;
			return spec((spec) -> spec.withReload(reload));
		}

		public Builder trust(TestCertificate... ca) {
			return context((context) -> context.trust(RunningServer.trust(ca)));
		}

		public Builder reject(boolean reject) {
			return context((context) -> context.rejectUnauthorized(reject));
		}

		public Builder version(String version) {
			return context((context) -> context.protocols(List.of(version)));
		}

		public Builder present(TestCertificate certificate) {
			return context((context) -> context.identities(List.of(RunningServer.source(certificate))));
		}

		public Builder serverName(String serverName) {
			return spec((spec) -> spec.withServerName(serverName));
		}

		public Builder timeouts(Duration connect, Duration handshake) {
			return spec((spec) -> spec.withTimeouts(connect, handshake));
		}

		public Builder identity(ServerIdentityVerifier identity) {
			this.identity = identity;
			return this;
		}

		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		public Builder keyLog(KeyLog keyLog) {
			this.keyLog = keyLog;
			return this;
		}

		public Builder customizer(TlsClientCustomizer customizer) {
			this.customizers = List.of(customizer);
			return this;
		}

		public Builder listener(ConnectionListener listener) {
			this.listeners = List.of(listener);
			return this;
		}

		public Builder tasks(Executor tasks) {
			this.tasks = tasks;
			return this;
		}

		public TestClient make() {
			return new TestClient(this);
		}

	}

}
