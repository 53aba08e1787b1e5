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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tlsboot.context.ContextException;
import io.tlsboot.context.ContextPreparation;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.material.MaterialException;
import io.tlsboot.sni.ContextPool;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.HostContexts;
import io.tlsboot.sni.HostNames;
import io.tlsboot.sni.ServerNamePattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The contexts of one server: the default one and those of host names. They are checked
 * when the server begins to listen, but for the default one each is built when it is
 * first used.
 */
final class ServerContexts {

	private static final int MAX_FAILURES = 100;

	private final TlsServerSpec spec;

	private final SecureContexts contexts;

	private final ReactorTlsServer.Collaborators collaborators;

	private final ContextSlot defaultSlot;

	private final HostContexts hosts;

	private volatile @Nullable Run run;

	ServerContexts(TlsServerSpec spec, SecureContexts contexts, ReactorTlsServer.Collaborators collaborators) {
		this.spec = spec;
		this.contexts = contexts;
		this.collaborators = collaborators;
		this.defaultSlot = new ContextSlot(spec.context());
		this.hosts = new HostContexts(spec.sni().contexts());
	}

	/**
	 * Read and check all material and build what is needed at once. Reads files; not
	 * called on an event loop.
	 */
	Run open() {
		HostNames.prepare();
		ServerTicketKeys keys = ServerTicketKeys.open(this.spec.context(), this.contexts, this.collaborators.choices());
		ContextPool pool = new ContextPool(this.spec.sni().cacheSize(),
				(slot) -> slot.prepare(this.contexts.preparation()),
				(prepared) -> prepared.build(this.collaborators.contextCustomizers(), keys.source()),
				this.collaborators.tasks());
		Run opened = new Run(pool, keys);
		return keys.orClose(() -> fill(opened));
	}

	private Run fill(Run opened) {
		try {
			ContextPreparation preparation = this.contexts.preparation();
			this.defaultSlot.prepare(preparation);
			Collection<ContextSlot> slots = this.hosts.slots();
			prepare(slots, preparation);
			opened.pool().load(this.defaultSlot, true);
			rehearse(slots, opened.pool());
			return opened;
		}
		catch (RuntimeException ex) {
			opened.pool().close();
			throw ex;
		}
	}

	/**
	 * Use from now on what was opened.
	 */
	void use(Run opened) {
		this.run = opened;
	}

	private static void prepare(Collection<ContextSlot> slots, ContextPreparation preparation) {
		Queue<SniContextException> failures = new ConcurrentLinkedQueue<>();
		slots.parallelStream().forEach((slot) -> {
			try {
				slot.prepare(preparation);
			}
			catch (ContextException | MaterialException ex) {
				failures.add(new SniContextException(slot.spec().name(), ex));
			}
		});
		List<SniContextException> sorted = new ArrayList<>(failures);
		sorted.sort(Comparator.comparing(SniContextException::pattern));
		if (!sorted.isEmpty()) {
			SniContextException first = sorted.get(0);
			sorted.stream().skip(1).limit(MAX_FAILURES).forEach(first::addSuppressed);
			throw first;
		}
	}

	/**
	 * Build one context of each shape, so that what the engine refuses fails the start
	 * and not the first client.
	 */
	private static void rehearse(Collection<ContextSlot> slots, ContextPool pool) {
		Set<Object> shapes = new HashSet<>();
		for (ContextSlot slot : slots) {
			PreparedContext prepared = slot.prepared();
			if (prepared != null && shapes.add(prepared.shape())) {
				try {
					pool.load(slot, false);
				}
				catch (ContextException ex) {
					throw new SniContextException(slot.spec().name(), ex);
				}
			}
		}
	}

	/**
	 * Give all contexts up.
	 */
	void close() {
		Run old = this.run;
		this.run = null;
		if (old != null) {
			old.close();
		}
	}

	/**
	 * Return the default context, or {@code null} when the server does not run.
	 */
	@Nullable SecureContext defaultContext() {
		return this.defaultSlot.context();
	}

	ContextSlot defaultSlot() {
		return this.defaultSlot;
	}

	HostContexts hosts() {
		return this.hosts;
	}

	/**
	 * Return where contexts are built.
	 */
	ContextPool pool() {
		Run current = this.run;
		if (current == null) {
			throw new IllegalStateException("The TLS server '" + this.spec.name() + "' does not run");
		}
		return current.pool();
	}

	Mono<Void> add(String text, SecureContextSpec context) {
		return Mono.<Void>fromRunnable(() -> {
			ServerNamePattern pattern = ServerNamePattern.parse(text);
			ContextSlot slot = HostContexts.slot(pattern, context);
			slot.prepare(this.contexts.preparation());
			Run current = this.run;
			if (current != null) {
				current.pool().load(slot, false);
			}
			retire(this.hosts.put(pattern, slot));
		}).subscribeOn(Schedulers.boundedElastic());
	}

	boolean remove(String text) {
		ContextSlot old = this.hosts.remove(ServerNamePattern.parse(text));
		retire(old);
		return old != null;
	}

	Set<String> patterns() {
		Set<String> patterns = new TreeSet<>();
		this.hosts.all().keySet().forEach((pattern) -> patterns.add(pattern.toString()));
		return patterns;
	}

	private void retire(@Nullable ContextSlot old) {
		Run current = this.run;
		if (old != null && current != null) {
			current.pool().retire(old);
		}
	}

	/**
	 * What a server needs while it runs.
	 *
	 * @param pool builds the contexts
	 * @param keys has the root keys of session tickets
	 */
	record Run(ContextPool pool, ServerTicketKeys keys) {

		void close() {
			this.pool.close();
			this.keys.close();
		}

	}

}
