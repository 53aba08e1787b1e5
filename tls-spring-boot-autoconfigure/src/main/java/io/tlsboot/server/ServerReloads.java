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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.tlsboot.connection.Role;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.MaterialWatch;
import io.tlsboot.reload.ReloadState;
import io.tlsboot.reload.WireProof;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * All that is renewed of a server while it runs: its contexts, and the keys of their
 * session tickets.
 */
final class ServerReloads {

	private final ContextReload.Target target;

	private final ServerContexts contexts;

	private final ContextReloads reloads;

	private final MaterialWatch watch;

	/**
	 * Create them.
	 * @param spec what the server is
	 * @param contexts its contexts
	 * @param material knows their files
	 * @param probes takes the connections of the server to itself
	 * @param address where the server listens, or {@code null} when it does not
	 * @param listener hears what came of it
	 * @param rolledBack is run when a context was in use for a while and is not any more
	 */
	ServerReloads(TlsServerSpec spec, ServerContexts contexts, SecureContexts material, SelfProbes probes,
			Supplier<@Nullable InetSocketAddress> address, Consumer<ContextReload> listener, Runnable rolledBack) {
		this.target = new ContextReload.Target(Role.SERVER, spec.name());
		this.contexts = contexts;
		this.reloads = new ContextReloads(this.target, contexts, material, () -> {
			InetSocketAddress bound = spec.reload().selfCheck() ? address.get() : null;
			return (bound != null) ? new WireProof(bound, probes::expect, probes::forget) : null;
		}, rolledBack);
		this.watch = new MaterialWatch(spec.reload(), new MaterialWatch.Sources(this.reloads::files, material::files),
				this.reloads::reload, listener);
	}

	/**
	 * The contexts are about to be built. Asks the file system.
	 */
	void prepare() {
		this.watch.prepare();
	}

	/**
	 * The contexts are in use.
	 */
	void start(ServerTicketKeys keys) {
		keys.listener((failure) -> this.watch
			.tell((failure != null) ? ContextReload.refused(this.target, ContextReload.TICKET_KEYS, failure)
					: ServerTicketKeys.done(this.target, true)));
		this.watch.start();
	}

	void stop() {
		this.watch.stop();
	}

	void storesChanged() {
		this.watch.storesChanged();
	}

	Mono<List<ContextReload>> reload() {
		return this.watch.reload().map((done) -> {
			ContextRun run = this.contexts.current();
			ContextReload keys = (run != null) ? run.keys().reload(this.target) : null;
			if (keys == null) {
				return done;
			}
			this.watch.tell(keys);
			List<ContextReload> all = new ArrayList<>(done);
			all.add(keys);
			return all;
		});
	}

	ReloadState state() {
		return this.watch.state(exists());
	}

	private Predicate<String> exists() {
		Set<String> names = new HashSet<>(this.contexts.patterns());
		names.add(ContextReload.TICKET_KEYS);
		names.add(this.contexts.defaultName());
		ContextRun run = this.contexts.current();
		if (run != null) {
			run.pool().resolved().forEach((slot) -> names.add(slot.spec().name()));
		}
		return names::contains;
	}

}
