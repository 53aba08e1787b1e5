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
import java.util.Objects;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.Judge;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.lifetime.Endpoint;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.lifetime.Lifetimes;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.ServerNamePattern;
import org.jspecify.annotations.Nullable;

/**
 * The secure connections of a server, as those see them who watch over their lives.
 */
final class ServerConnections implements Endpoint {

	private final TlsServerSpec spec;

	private final LiveConnections live;

	private final ServerContexts contexts;

	private final ConnectionListener listener;

	private final Lifetimes lifetimes;

	ServerConnections(TlsServerSpec spec, LiveConnections live, ServerContexts contexts, ConnectionListener listener,
			Clock clock) {
		this.spec = spec;
		this.live = live;
		this.contexts = contexts;
		this.listener = listener;
		this.lifetimes = new Lifetimes(this, clock);
	}

	/**
	 * A connection is secure. Called on its event loop.
	 */
	void secured(ReactorSecureConnection connection) {
		this.lifetimes.secured(connection);
	}

	/**
	 * A secure connection has ended. Called on its event loop.
	 */
	void ended(ReactorSecureConnection connection) {
		this.lifetimes.ended(connection);
	}

	/**
	 * What is trusted or revoked may have changed. May be called on any thread.
	 */
	void trustChanged() {
		this.lifetimes.trustChanged();
	}

	/**
	 * Rest, if no connection is open.
	 */
	void restIfIdle() {
		this.lifetimes.restIfIdle();
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public Role role() {
		return Role.SERVER;
	}

	@Override
	public LifetimeSpec lifetime() {
		return this.spec.lifetime();
	}

	@Override
	public Iterable<ReactorSecureConnection> open() {
		return () -> this.live.all().stream().map(AcceptedConnection::secure).filter(Objects::nonNull).iterator();
	}

	@Override
	public @Nullable Judge judge(SecureContextSpec context) {
		ContextRun run = this.contexts.current();
		ContextSlot slot = (run != null) ? find(run, context) : null;
		PreparedContext prepared = (slot != null) ? slot.prepared() : null;
		return (prepared != null) ? prepared.judge() : null;
	}

	@Override
	public ConnectionListener listener() {
		return this.listener;
	}

	/**
	 * Ask all connections to end, because the server closes.
	 */
	void requestEnd() {
		open().forEach((connection) -> connection.requestEnd(ConnectionEnd.Cause.SHUTDOWN));
	}

	/**
	 * A variant of a context with one application protocol has the name of that context.
	 */
	private @Nullable ContextSlot find(ContextRun run, SecureContextSpec context) {
		if (context.name().equals(this.contexts.defaultName())) {
			return run.defaultSlot();
		}
		ContextSlot resolved = run.pool().resolved(context);
		return (resolved != null) ? resolved : host(run, context.name());
	}

	private static @Nullable ContextSlot host(ContextRun run, String name) {
		try {
			return run.hosts().get(ServerNamePattern.parse(name));
		}
		catch (ContextException ex) {
			// A resolver may call its contexts as it likes.
			return null;
		}
	}

}
