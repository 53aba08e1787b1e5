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

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.Role;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextCustomizer;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.handshake.ContextSelector;
import io.tlsboot.handshake.HandshakeWatch;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes pairs and the contexts that they take. Threads are started by the first pair.
 */
public final class SecurePairs implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SecurePairs.class);

	private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

	private final SecureContexts contexts;

	private final Collaborators collaborators;

	private final Mono<SecureContext> defaultContext;

	/** What is given up in the end. */
	private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	/**
	 * Create a maker of pairs.
	 * @param contexts builds contexts
	 * @param collaborators watch and change pairs
	 */
	public SecurePairs(SecureContexts contexts, Collaborators collaborators) {
		this.contexts = contexts;
		this.collaborators = collaborators;
		this.defaultContext = clientContext(new SecureContextSpec.Builder("pair").rejectUnauthorized(true).build())
			.doOnNext((context) -> keep(context::release))
			.cache((context) -> FOREVER, (failure) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/**
	 * Build a context for server pairs. Whether clients are asked for a certificate and
	 * refused without a good one is said by the specification.
	 * @param spec the specification
	 * @return the context, built anew for each subscription, off the event loops; the
	 * caller releases it when it makes no more pairs with it. It fails with
	 * {@link io.tlsboot.context.ContextException} or
	 * {@link io.tlsboot.material.MaterialException}.
	 */
	public Mono<SecureContext> serverContext(SecureContextSpec spec) {
		return Mono.fromCallable(() -> {
			PreparedContext prepared = this.contexts.preparation().prepare(spec);
			TicketKeySource keys = this.contexts.ticketKeys(spec);
			if (keys instanceof AutoCloseable closeable) {
				keep(closeable);
			}
			return prepared.build(this.collaborators.contextCustomizers(), keys);
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Build a context for client pairs, which ask for a certificate always and verify
	 * that it is for the host of their options.
	 * @param spec the specification; {@code rejectUnauthorized} says whether a peer that
	 * is not authorized is refused
	 * @return as for servers
	 */
	public Mono<SecureContext> clientContext(SecureContextSpec spec) {
		return clientContext(spec, this.collaborators.identity());
	}

	/**
	 * Build a context for client pairs.
	 * @param spec the specification
	 * @param identity decides whether a certificate is for the host that is wanted, or
	 * {@code null} when names do not matter
	 * @return as for servers
	 */
	public Mono<SecureContext> clientContext(SecureContextSpec spec, @Nullable ServerIdentityVerifier identity) {
		return Mono
			.fromCallable(() -> this.contexts.client(spec.with((client) -> client.requestCert(true)), identity,
					this.collaborators.contextCustomizers()))
			.subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Make a server pair.
	 * @param context the context; the caller keeps it
	 * @return the pair
	 * @throws IllegalArgumentException when it is the context of a client
	 */
	public SecurePair server(SecureContext context) {
		return server(context, PairOptions.DEFAULTS);
	}

	/**
	 * Make a server pair.
	 * @param context the context; the caller keeps it, until the handshake is done at
	 * least
	 * @param options what it is called and may cost
	 * @return the pair
	 * @throws IllegalArgumentException when it is the context of a client
	 */
	public SecurePair server(SecureContext context, PairOptions options) {
		check(context, Role.SERVER);
		return server((hello, loop) -> context.acquire() ? loop.newSucceededFuture(context)
				: loop.newFailedFuture(released(context)), options);
	}

	/**
	 * Make a server pair that chooses its context by what the client says first.
	 * @param selector chooses the context
	 * @param options what it is called and may cost
	 * @return the pair
	 */
	public SecurePair server(ContextSelector selector, PairOptions options) {
		return new SecurePair(factory(Role.SERVER, options), (handshake) -> handshake.begin((started) -> HandshakeWatch
			.start(started.channel(), null, started.options().limits(), selector, started.tasks(), started)));
	}

	/**
	 * Make a client pair with the default context: the well-known roots, names verified,
	 * peers that are not authorized refused. The context is built off the event loops
	 * when the first of these pairs starts; if it cannot be, the pair fails with the
	 * reason.
	 * @param options what it is called and may cost, and whom it expects
	 * @return the pair
	 */
	public SecurePair client(PairOptions options) {
		return new SecurePair(factory(Role.CLIENT, options),
				(handshake) -> this.defaultContext.subscribe(
						(context) -> handshake.channel().execute(() -> begin(handshake, context)),
						(failure) -> handshake.channel().execute(() -> handshake.fail(failure))));
	}

	/**
	 * Make a client pair.
	 * @param context the context; the caller keeps it, until the handshake is done at
	 * least
	 * @param options what it is called and may cost, and whom it expects
	 * @return the pair
	 * @throws IllegalArgumentException when it is the context of a server
	 */
	public SecurePair client(SecureContext context, PairOptions options) {
		check(context, Role.CLIENT);
		return new SecurePair(factory(Role.CLIENT, options), (handshake) -> begin(handshake, context));
	}

	/**
	 * Give up the default context and the files of ticket keys. Pairs that are open go
	 * on.
	 */
	@Override
	public void close() {
		this.closed = true;
		AutoCloseable next;
		while ((next = this.opened.poll()) != null) {
			try {
				next.close();
			}
			catch (Exception ex) {
				logger.warn("Something of the pairs could not be closed", ex);
			}
		}
	}

	private void keep(AutoCloseable closeable) {
		this.opened.add(closeable);
		if (this.closed) {
			close();
		}
	}

	private PairFactory factory(Role role, PairOptions options) {
		return new PairFactory(role, options, this.collaborators.connectionListener(), this.collaborators.tasks());
	}

	private static void begin(PairHandshake handshake, SecureContext context) {
		if (!context.acquire()) {
			handshake.fail(released(context));
			return;
		}
		try {
			handshake.begin((started) -> client(started, context));
		}
		finally {
			context.release();
		}
	}

	private static HandshakeWatch client(PairHandshake started, SecureContext context) {
		PairOptions options = started.options();
		return HandshakeWatch.startClient(started.channel(), options.limits(), context, (tasks) -> context
			.newClientHandler(started.channel().alloc(), options.host(), options.port(), options.serverName(), tasks),
				started.tasks(), started);
	}

	private static void check(SecureContext context, Role role) {
		if (context.isClient() != (role == Role.CLIENT)) {
			throw new IllegalArgumentException("The context '" + context.name() + "' is not for the role " + role);
		}
	}

	private static IllegalStateException released(SecureContext context) {
		return new IllegalStateException("The context '" + context.name() + "' was released already");
	}

	/**
	 * Those that watch and change pairs.
	 *
	 * @param identity decides whether a certificate is for the host that is wanted
	 * @param connectionListener hears of pairs
	 * @param contextCustomizers have the last word on contexts
	 * @param tasks runs the verification of peers' certificates
	 */
	public record Collaborators(ServerIdentityVerifier identity, ConnectionListener connectionListener,
			List<SecureContextCustomizer> contextCustomizers, Executor tasks) {
	}

}
