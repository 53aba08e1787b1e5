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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.tlsboot.connection.ChannelAllocator;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.ReloadState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ConnectionObserver;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpResources;
import reactor.netty.tcp.TcpServer;

/**
 * A server on Reactor Netty.
 */
public final class ReactorTlsServer implements TlsServer {

	private final TlsServerSpec spec;

	private final TlsServerCollaborators collaborators;

	private final TlsServerListener listeners;

	private final ServerContexts contexts;

	private final ContextChoice choice;

	private final LiveConnections live;

	private final ServerConnections connections;

	private final SelfProbes probes = new SelfProbes();

	private final ServerReloads reloads;

	private volatile int maxConnections;

	private volatile @Nullable DisposableServer bound;

	/** Not null from the moment it is told to listen until all has ended. */
	private Sinks.@Nullable Empty<Void> closed;

	private volatile boolean closing;

	private boolean announced;

	/**
	 * Create a server that does not listen yet.
	 * @param spec what it is
	 * @param contexts builds its context
	 * @param collaborators serve, watch and change it
	 */
	public ReactorTlsServer(TlsServerSpec spec, SecureContexts contexts, TlsServerCollaborators collaborators) {
		this.spec = spec;
		this.collaborators = collaborators;
		this.listeners = new TlsServerListeners(collaborators.serverListeners());
		this.contexts = new ServerContexts(spec, contexts, collaborators);
		this.choice = new ContextChoice(this.contexts, spec.sni().unknownServerName(), collaborators.choices());
		this.maxConnections = spec.maxConnections();
		this.live = new LiveConnections(this::finish);
		this.connections = new ServerConnections(spec, this.live, this.contexts, collaborators.connectionListener(),
				contexts.clock());
		this.reloads = new ServerReloads(spec, this.contexts, contexts, this.probes, this::boundAddress, this::reloaded,
				this.connections::trustChanged);
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public TlsServerSpec spec() {
		return this.spec;
	}

	@Override
	public InetSocketAddress address() {
		InetSocketAddress address = boundAddress();
		if (address == null) {
			throw new IllegalStateException("The TLS server '" + name() + "' does not listen");
		}
		return address;
	}

	@Override
	public boolean listening() {
		return this.bound != null;
	}

	@Override
	public @Nullable SecureContext context() {
		return this.contexts.defaultContext();
	}

	@Override
	public Set<String> contexts() {
		return this.contexts.patterns();
	}

	@Override
	public ServerContextsInfo contextsInfo() {
		return this.contexts.info();
	}

	@Override
	public Collection<SecureContext> builtContexts() {
		return this.contexts.built();
	}

	@Override
	public Mono<Void> addContext(String pattern, SecureContextSpec context) {
		return this.contexts.add(pattern, context).doOnSuccess((added) -> {
			contextsChanged();
			if (context.usesStore()) {
				// It may have changed since it was read.
				storesChanged();
			}
		});
	}

	@Override
	public boolean removeContext(String pattern) {
		boolean removed = this.contexts.remove(pattern);
		if (removed) {
			contextsChanged();
		}
		return removed;
	}

	private void contextsChanged() {
		this.connections.trustChanged();
		this.listeners.contextsChanged(this);
	}

	@Override
	public Mono<List<ContextReload>> reload() {
		return this.reloads.reload();
	}

	@Override
	public ReloadState reloadState() {
		return this.reloads.state();
	}

	/**
	 * Renew the contexts that come from SSL bundles or other stores, as these have
	 * changed. Returns at once.
	 */
	public void storesChanged() {
		this.reloads.storesChanged();
	}

	private void reloaded(ContextReload reload) {
		if (reload.outcome() != ContextReload.Outcome.UNCHANGED) {
			// One that was refused may have been in use for a moment.
			this.connections.trustChanged();
		}
		this.listeners.contextReloaded(reload);
		if (reload.outcome() == ContextReload.Outcome.RELOADED) {
			this.listeners.contextsChanged(this);
		}
	}

	private @Nullable InetSocketAddress boundAddress() {
		DisposableServer server = this.bound;
		return (server != null) ? (InetSocketAddress) server.address() : null;
	}

	@Override
	public int connections() {
		return this.live.count();
	}

	@Override
	public int pendingHandshakes() {
		return this.live.pending();
	}

	@Override
	public int maxConnections() {
		return this.maxConnections;
	}

	@Override
	public void maxConnections(int limit) {
		if (limit < 0) {
			throw new IllegalArgumentException("The limit must be 0 for none, or more");
		}
		this.maxConnections = limit;
	}

	@Override
	public Mono<Void> listen() {
		return Mono.defer(() -> {
			Sinks.Empty<Void> run = reserve();
			return Mono.fromCallable(() -> prepare(run))
				.subscribeOn(Schedulers.boundedElastic())
				.flatMap(this::bind)
				.publishOn(Schedulers.boundedElastic())
				.flatMap((server) -> bound(run, server))
				.doOnError((failure) -> this.live.close())
				.doOnCancel(this::abandon);
		});
	}

	private synchronized Sinks.Empty<Void> reserve() {
		if (this.closed != null) {
			throw new IllegalStateException("The TLS server '" + name() + "' listens, or is still closing");
		}
		Sinks.Empty<Void> run = Sinks.empty();
		this.closed = run;
		this.closing = false;
		this.announced = false;
		this.live.open();
		return run;
	}

	private TcpServer prepare(Sinks.Empty<Void> run) {
		this.reloads.prepare();
		ContextRun opened = this.contexts.open();
		synchronized (this) {
			if (this.closing || this.closed != run) {
				opened.close();
				throw closedTooSoon();
			}
			this.contexts.use(opened);
			this.reloads.start(opened.keys());
		}
		// Not epoll: Netty 4.2.18 takes a socket whose peer has ended its side out of the
		// epoll set and cannot put it back, so that a write which has to wait fails.
		TcpServer server = TcpServer.create()
			.runOn(TcpResources.get(), false)
			.port(this.spec.port())
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.ALLOCATOR, ChannelAllocator.POOLED.allocator())
			.doOnChannelInit(this::accept);
		if (this.spec.host() != null) {
			server = server.host(this.spec.host());
		}
		for (TlsServerCustomizer customizer : this.collaborators.serverCustomizers()) {
			server = customizer.customize(this.spec, server);
		}
		return server;
	}

	private Mono<? extends DisposableServer> bind(TcpServer server) {
		return server.bind()
			.onErrorMap((failure) -> new TlsServerBindException(name(), this.spec.host(), this.spec.port(), failure));
	}

	private Mono<Void> bound(Sinks.Empty<Void> run, DisposableServer server) {
		boolean tooLate;
		synchronized (this) {
			tooLate = this.closing || this.closed != run;
			if (!tooLate) {
				this.bound = server;
				this.announced = true;
			}
		}
		if (tooLate) {
			server.dispose();
			return server.onDispose().then(Mono.error(closedTooSoon()));
		}
		this.listeners.listening(this);
		return Mono.empty();
	}

	/**
	 * Whoever told it to listen does not wait for that any more.
	 */
	private void abandon() {
		boolean unbound = this.bound == null;
		close();
		if (unbound) {
			this.live.close();
		}
	}

	private IllegalStateException closedTooSoon() {
		return new IllegalStateException("The TLS server '" + name() + "' was closed before it listened");
	}

	private void accept(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
		if (!this.probes.take(channel, this, this.collaborators)) {
			new AcceptedConnection(this, channel, this.collaborators, this.live, this.connections::ended).begin();
		}
	}

	ContextChoice choice() {
		return this.choice;
	}

	/**
	 * A connection is secure, whether it is wanted any more or not. Called on its event
	 * loop.
	 */
	void secured(ReactorSecureConnection connection) {
		this.connections.secured(connection);
		if (this.closing) {
			connection.requestEnd(ConnectionEnd.Cause.SHUTDOWN);
		}
	}

	@Override
	public Mono<Void> close() {
		Sinks.Empty<Void> end;
		DisposableServer server;
		synchronized (this) {
			end = this.closed;
			server = this.bound;
			this.bound = null;
			this.closing = true;
		}
		if (end == null) {
			return Mono.empty();
		}
		this.live.refuse();
		this.connections.requestEnd();
		if (server != null) {
			server.dispose();
			ServerClosing.afterSocket(server.channel(), this.live::close);
		}
		return end.asMono();
	}

	@Override
	public Mono<Void> close(Duration grace) {
		Mono<Void> end = close();
		ServerClosing.closeAfter(this.live, grace, end);
		return end;
	}

	/**
	 * The socket of a server is closed and its last connection has ended.
	 */
	private void finish() {
		this.reloads.stop();
		this.connections.restIfIdle();
		ContextRun old;
		Sinks.Empty<Void> end;
		boolean wasListening;
		synchronized (this) {
			old = this.contexts.stop();
			this.bound = null;
			end = this.closed;
			this.closed = null;
			wasListening = this.announced;
		}
		if (old != null) {
			old.close();
		}
		if (wasListening) {
			this.listeners.closed(this);
		}
		if (end != null) {
			end.tryEmitEmpty();
		}
	}

}
