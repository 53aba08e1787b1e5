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

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ConnectionListeners;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.KeyLog;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.sni.SniSpec;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * A server under test, without a Spring context.
 */
public final class RunningServer implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final ReactorTlsServer server;

	private final ConnectionRecorder recorder = new ConnectionRecorder();

	private final HandshakeTasks tasks = new HandshakeTasks();

	private RunningServer(Builder builder, boolean listen) {
		SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()), builder.clock,
				builder.keyLog);
		this.server = new ReactorTlsServer(
				new TlsServerSpec("test", builder.host, builder.port, builder.context,
						new SniSpec(builder.sni, builder.unknownServerName, builder.contextCacheSize), builder.limits,
						builder.maxConnections, builder.startTls, builder.reload, builder.lifetime),
				contexts,
				new TlsServerCollaborators(builder.handler, new ConnectionListeners(builder.heardBy(this.recorder)),
						builder.serverListeners, builder.contextCustomizers, builder.serverCustomizers, builder.choices,
						(builder.tasks != null) ? builder.tasks : this.tasks));
		try {
			if (listen) {
				this.server.listen().block(LIMIT);
			}
		}
		catch (RuntimeException ex) {
			this.tasks.close();
			throw ex;
		}
	}

	/**
	 * Build an echo server with the usual certificate for localhost.
	 */
	public static Builder with(TlsProvider provider) {
		return new Builder(provider);
	}

	/**
	 * Return where to find an identity of the test PKI.
	 */
	public static IdentitySource source(TestCertificate certificate) {
		return new IdentitySource.Pem(certificate.keyFile().toUri().toString(),
				certificate.chainFile().toUri().toString(), null);
	}

	/**
	 * Return trust in certificates of the test PKI.
	 */
	public static TrustSource trust(TestCertificate... certificates) {
		return new TrustSource.Locations(
				java.util.Arrays.stream(certificates).map((one) -> one.certFile().toUri().toString()).toList());
	}

	public ReactorTlsServer server() {
		return this.server;
	}

	public ConnectionRecorder recorder() {
		return this.recorder;
	}

	public int port() {
		return this.server.address().getPort();
	}

	@Override
	public void close() {
		this.server.close(Duration.ZERO).block(LIMIT);
		this.tasks.close();
	}

	/**
	 * Sets what differs from an echo server.
	 */
	public static final class Builder {

		private SecureContextSpec context;

		private @Nullable SecureConnectionHandler handler = (connection) -> connection
			.send(connection.receive().retain());

		private HandshakeLimits limits = HandshakeLimits.DEFAULTS;

		private int maxConnections;

		private ReloadSpec reload = ReloadSpec.OFF;

		private LifetimeSpec lifetime = LifetimeSpec.DEFAULTS;

		private @Nullable StartTlsSpec startTls;

		private final Map<String, SecureContextSpec> sni = new LinkedHashMap<>();

		private UnknownServerName unknownServerName = UnknownServerName.DEFAULT;

		private int contextCacheSize = SniSpec.DEFAULT_CACHE_SIZE;

		private TlsServerChoices choices = TlsServerChoices.NONE;

		private Clock clock = Clock.systemUTC();

		private @Nullable String host = "127.0.0.1";

		private int port;

		private @Nullable KeyLog keyLog;

		private @Nullable Executor tasks;

		private @Nullable ConnectionListener listener;

		private List<TlsServerListener> serverListeners = List.of();

		private List<SecureContextCustomizer> contextCustomizers = List.of();

		private List<TlsServerCustomizer> serverCustomizers = List.of();

		private Builder(TlsProvider provider) {
			this.context = SecureContextSpec.server("test", source(TestPki.server()))
				.with((spec) -> spec.provider(provider));
		}

		public Builder context(UnaryOperator<SecureContextSpec.Builder> change) {
			this.context = this.context.with(change);
			return this;
		}

		/**
		 * Ask for certificates and judge them by some of the test PKI.
		 */
		public Builder requestCert(boolean reject, TestCertificate... ca) {
			return context((spec) -> spec.requestCert(true).rejectUnauthorized(reject).trust(trust(ca)));
		}

		/**
		 * Serve a host, by the default context but for what differs.
		 */
		public Builder sni(String pattern, UnaryOperator<SecureContextSpec.Builder> change) {
			this.sni.put(pattern, this.context.with(change));
			return this;
		}

		public Builder unknownServerName(UnknownServerName unknownServerName) {
			this.unknownServerName = unknownServerName;
			return this;
		}

		public Builder contextCacheSize(int contextCacheSize) {
			this.contextCacheSize = contextCacheSize;
			return this;
		}

		public Builder choices(TlsServerChoices choices) {
			this.choices = choices;
			return this;
		}

		public Builder handler(@Nullable SecureConnectionHandler handler) {
			this.handler = handler;
			return this;
		}

		public Builder limits(HandshakeLimits limits) {
			this.limits = limits;
			return this;
		}

		public Builder maxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
			return this;
		}

		public Builder reload(ReloadSpec reload) {
			this.reload = reload;
			return this;
		}

		public Builder lifetime(LifetimeSpec lifetime) {
			this.lifetime = lifetime;
			return this;
		}

		/**
		 * Begin connections in plaintext.
		 */
		public Builder startTls(StartTlsSpec startTls) {
			this.startTls = startTls;
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

		/**
		 * Set where to listen, instead of a free port of 127.0.0.1.
		 */
		public Builder address(@Nullable String host, int port) {
			this.host = host;
			this.port = port;
			return this;
		}

		/**
		 * Set what runs the verification of certificates.
		 */
		public Builder tasks(Executor tasks) {
			this.tasks = tasks;
			return this;
		}

		/**
		 * Tell a listener too what becomes of the connections, after the recorder.
		 */
		public Builder listener(ConnectionListener listener) {
			this.listener = listener;
			return this;
		}

		public Builder serverListeners(TlsServerListener... listeners) {
			this.serverListeners = List.of(listeners);
			return this;
		}

		public Builder contextCustomizers(SecureContextCustomizer... customizers) {
			this.contextCustomizers = List.of(customizers);
			return this;
		}

		public Builder serverCustomizers(TlsServerCustomizer... customizers) {
			this.serverCustomizers = List.of(customizers);
			return this;
		}

		private List<ConnectionListener> heardBy(ConnectionListener recorder) {
			return (this.listener != null) ? List.of(recorder, this.listener) : List.of(recorder);
		}

		public RunningServer start() {
			return new RunningServer(this, true);
		}

		/**
		 * Build a server that does not listen yet.
		 */
		public RunningServer stopped() {
			return new RunningServer(this, false);
		}

	}

}
