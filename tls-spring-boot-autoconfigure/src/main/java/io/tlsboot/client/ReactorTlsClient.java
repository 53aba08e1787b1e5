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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.ChannelOption;
import io.tlsboot.connection.ChannelAllocator;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadListener;
import io.tlsboot.reload.ReloadState;
import io.tlsboot.verify.ServerIdentityVerifier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;

/**
 * A client on Reactor Netty.
 */
public final class ReactorTlsClient implements TlsClient, AutoCloseable {

	private final TlsClientSpec spec;

	private final CurrentContext context;

	private final Collaborators collaborators;

	private final ClientConnections connections;

	private final TcpClient transport;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Create a client and its context.
	 * @param spec what it is
	 * @param contexts builds its context
	 * @param collaborators watch and change it
	 * @throws io.tlsboot.context.ContextException when the context cannot be built
	 * @throws io.tlsboot.material.MaterialException when key or trust material is not
	 * usable
	 */
	public ReactorTlsClient(TlsClientSpec spec, SecureContexts contexts, Collaborators collaborators) {
		this.spec = spec;
		this.collaborators = collaborators;
		TcpClient client = TcpClient.newConnection()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					(int) Math.min(spec.connectTimeout().toMillis(), Integer.MAX_VALUE))
			.option(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.option(ChannelOption.ALLOCATOR, ChannelAllocator.POOLED.allocator());
		for (TlsClientCustomizer customizer : collaborators.clientCustomizers()) {
			client = customizer.customize(spec, client);
		}
		this.transport = onNio(client);
		ServerIdentityVerifier identity = spec.verifyHostname() ? collaborators.identity() : null;
		this.connections = new ClientConnections(spec, this::context, collaborators.connectionListener(),
				contexts.clock());
		this.context = new CurrentContext(spec, contexts,
				() -> contexts.client(spec.context(), identity, collaborators.contextCustomizers()), (reload) -> {
					this.connections.contextReloaded(reload);
					collaborators.reloadListener().contextReloaded(reload);
				});
	}

	/**
	 * Keep off epoll, for the same reason as servers, unless a customizer chose the event
	 * loops. To choose them first would keep a proxy from resolving the host itself.
	 */
	private static TcpClient onNio(TcpClient client) {
		TcpResources shared = TcpResources.get();
		return (client.configuration().loopResources() == shared) ? client.runOn(shared, false) : client;
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public TlsClientSpec spec() {
		return this.spec;
	}

	@Override
	public SecureContext context() {
		return this.context.get();
	}

	@Override
	public Mono<ContextReload> reload() {
		return this.context.reload();
	}

	@Override
	public ReloadState reloadState() {
		return this.context.reloadState();
	}

	/**
	 * Renew the context if it comes from SSL bundles or other stores, as these have
	 * changed. Returns at once.
	 */
	public void storesChanged() {
		this.context.storesChanged();
	}

	@Override
	public Mono<SecureConnection> connect() {
		return connect(this.spec.host(), this.spec.port());
	}

	@Override
	public Mono<SecureConnection> connect(String host, int port) {
		return dial(this.spec.withTarget(host, port));
	}

	@Override
	public Mono<SecureConnection> connect(StartTlsDialogue dialogue) {
		return connect(this.spec.host(), this.spec.port(), dialogue);
	}

	@Override
	public Mono<SecureConnection> connect(String host, int port, StartTlsDialogue dialogue) {
		StartTlsSpec own = this.spec.startTls();
		PlaintextLimits limits = (own != null) ? own.limits() : PlaintextLimits.DEFAULTS;
		return dial(this.spec.withTarget(host, port).withStartTls(new StartTlsSpec(dialogue, limits)));
	}

	private Mono<SecureConnection> dial(TlsClientSpec wanted) {
		if (wanted.port() < 1 || wanted.port() > 65535) {
			return Mono.error(new IllegalArgumentException("The TLS client '" + name() + "' needs a port to dial"));
		}
		TlsClientSpec target = wanted.withTarget(withoutBrackets(wanted.host()), wanted.port());
		return Mono.fromDirect((subscriber) -> {
			CoreSubscriber<? super SecureConnection> core = Operators.toCoreSubscriber(subscriber);
			if (this.closed.get()) {
				Operators.error(core, new IllegalStateException("The TLS client '" + name() + "' is closed"));
			}
			else {
				core.onSubscribe(new Dial(target, this.context::acquire, this.collaborators, this.connections,
						this.transport, core));
			}
		});
	}

	/**
	 * Give the context up. Open connections go on; new ones are not possible.
	 */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.context.close();
		}
	}

	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	/**
	 * Those that watch and change a client.
	 *
	 * @param identity decides whether a certificate is for the host that is wanted
	 * @param connectionListener hears of its connections
	 * @param contextCustomizers have the last word on its context
	 * @param clientCustomizers have the last word on how it connects
	 * @param tasks runs the verification of servers' certificates
	 * @param reloadListener hears of the reloads of its context
	 */
	public record Collaborators(ServerIdentityVerifier identity, ConnectionListener connectionListener,
			List<SecureContextCustomizer> contextCustomizers, List<TlsClientCustomizer> clientCustomizers,
			Executor tasks, ReloadListener reloadListener) {
	}

}
