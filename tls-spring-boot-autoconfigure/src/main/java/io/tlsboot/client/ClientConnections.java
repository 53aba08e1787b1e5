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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.context.Judge;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.lifetime.Endpoint;
import io.tlsboot.lifetime.LifetimeSpec;
import io.tlsboot.lifetime.Lifetimes;
import io.tlsboot.reload.ContextReload;
import org.jspecify.annotations.Nullable;

/**
 * The secure connections of a client, for as long as they are open.
 */
final class ClientConnections implements Endpoint {

	private final TlsClientSpec spec;

	private final Supplier<SecureContext> context;

	private final ConnectionListener listener;

	private final Set<ReactorSecureConnection> open = ConcurrentHashMap.newKeySet();

	private final Lifetimes lifetimes;

	ClientConnections(TlsClientSpec spec, Supplier<SecureContext> context, ConnectionListener listener, Clock clock) {
		this.spec = spec;
		this.context = context;
		this.listener = listener;
		this.lifetimes = new Lifetimes(this, clock);
	}

	/**
	 * A connection is secure. Called on its event loop.
	 */
	void secured(ReactorSecureConnection connection) {
		this.open.add(connection);
		this.lifetimes.secured(connection);
	}

	/**
	 * A secure connection has ended. Called on its event loop.
	 */
	void closed(ReactorSecureConnection connection, ConnectionEnd end) {
		this.open.remove(connection);
		this.lifetimes.ended(connection);
		this.listener.closed(connection, end);
		if (this.open.isEmpty()) {
			this.lifetimes.restIfIdle();
		}
	}

	/**
	 * The context was read again, from whatever it comes.
	 */
	void contextReloaded(ContextReload reload) {
		if (reload.outcome() == ContextReload.Outcome.RELOADED) {
			this.lifetimes.trustChanged();
		}
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public Role role() {
		return Role.CLIENT;
	}

	@Override
	public LifetimeSpec lifetime() {
		return this.spec.lifetime();
	}

	@Override
	public Iterable<ReactorSecureConnection> open() {
		return this.open;
	}

	@Override
	public @Nullable Judge judge(SecureContextSpec context) {
		return this.context.get().judge();
	}

	@Override
	public ConnectionListener listener() {
		return this.listener;
	}

}
