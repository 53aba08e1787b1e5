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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private final TlsServerSpec spec;

	private final SecureContexts contexts;

	private final TlsServerCollaborators collaborators;

	/** What hosts there are, whether the server runs or not; guarded by this. */
	private final Map<ServerNamePattern, SecureContextSpec> hosts = new LinkedHashMap<>();

	/** Counts how often hosts came and went; guarded by this. */
	private int version;

	private volatile @Nullable ContextRun run;

	ServerContexts(TlsServerSpec spec, SecureContexts contexts, TlsServerCollaborators collaborators) {
		this.spec = spec;
		this.contexts = contexts;
		this.collaborators = collaborators;
		spec.sni().contexts().forEach((text, context) -> {
			ServerNamePattern pattern = pattern(text);
			if (this.hosts.put(pattern, own(context, pattern.toString())) != null) {
				throw new ContextException("sni", text, "There are two contexts for '" + pattern + "'", "Remove one.",
						null);
			}
		});
	}

	/**
	 * Read and check all material and build what is needed at once. Reads files; not
	 * called on an event loop.
	 * @return the contexts, not in use yet
	 */
	ContextRun open() {
		HostNames.prepare();
		ServerTicketKeys keys = keys();
		return keys.orClose(() -> {
			ContextRun opened = empty(keys);
			fill(opened);
			return opened;
		});
	}

	private ServerTicketKeys keys() {
		return ServerTicketKeys.open(this.spec.context(), this.contexts, this.collaborators.choices());
	}

	private synchronized ContextRun empty(ServerTicketKeys keys) {
		Map<ServerNamePattern, ContextSlot> slots = new LinkedHashMap<>();
		this.hosts.forEach((pattern, context) -> slots.put(pattern, new ContextSlot(context)));
		return new ContextRun(new ContextSlot(this.spec.context()), new HostContexts(slots), pool(keys), keys,
				this.version);
	}

	private ContextPool pool(ServerTicketKeys keys) {
		return new ContextPool(this.spec.sni().cacheSize(), (slot) -> slot.prepare(this.contexts.preparation()),
				(prepared) -> prepared.build(this.collaborators.contextCustomizers(), keys.source()),
				new ContextPool.Executors(Schedulers.boundedElastic()::schedule, this.collaborators.tasks()));
	}

	private void fill(ContextRun opened) {
		boolean complete = false;
		try {
			ContextPreparation preparation = this.contexts.preparation();
			opened.defaultSlot().prepare(preparation);
			List<ContextSlot> slots = new ArrayList<>(opened.hosts().slots());
			prepare(slots, preparation);
			opened.pool().load(opened.defaultSlot(), true);
			rehearse(slots, opened.pool());
			complete = true;
		}
		finally {
			if (!complete) {
				opened.pool().close();
			}
		}
	}

	private static void prepare(List<ContextSlot> slots, ContextPreparation preparation) {
		Queue<SniContextException> failures = new ConcurrentLinkedQueue<>();
		HostThreads.forEach(slots, (slot) -> {
			try {
				slot.prepare(preparation);
			}
			catch (RuntimeException ex) {
				failures.add(new SniContextException(slot.spec().name(), ex));
			}
		});
		List<SniContextException> sorted = new ArrayList<>(failures);
		sorted.sort(Comparator.comparing(SniContextException::pattern));
		if (!sorted.isEmpty()) {
			SniContextException first = sorted.get(0);
			sorted.stream().skip(1).forEach(first::addSuppressed);
			throw first;
		}
	}

	/**
	 * Build one context of each shape, so that what the engine refuses fails the start
	 * and not the first client.
	 */
	private static void rehearse(List<ContextSlot> slots, ContextPool pool) {
		Set<Object> shapes = new HashSet<>();
		PreparedContext last = null;
		for (ContextSlot slot : slots) {
			PreparedContext prepared = slot.prepared();
			boolean likeLast = prepared != null && last != null && prepared.hasShapeOf(last);
			last = prepared;
			if (prepared != null && !likeLast && shapes.add(prepared.shape())) {
				try {
					pool.load(slot, false);
				}
				catch (RuntimeException ex) {
					throw new SniContextException(slot.spec().name(), ex);
				}
			}
		}
	}

	/**
	 * Use from now on what was opened, with the hosts that came or went meanwhile.
	 */
	synchronized void use(ContextRun opened) {
		if (opened.version() != this.version) {
			opened.hosts().patterns().forEach((pattern, slot) -> {
				if (this.hosts.get(pattern) != slot.spec()) {
					opened.hosts().remove(pattern);
					opened.pool().retire(slot);
				}
			});
			this.hosts.forEach((pattern, context) -> {
				if (opened.hosts().get(pattern) == null) {
					opened.hosts().put(pattern, new ContextSlot(context));
				}
			});
		}
		this.run = opened;
	}

	/**
	 * Stop to use the contexts.
	 * @return what was in use, which the caller closes, or {@code null}
	 */
	synchronized @Nullable ContextRun stop() {
		ContextRun old = this.run;
		this.run = null;
		return old;
	}

	/**
	 * Return the contexts in use, or {@code null} when the server does not run.
	 */
	@Nullable ContextRun current() {
		return this.run;
	}

	/**
	 * Return what there is, whether the server runs or not: the default context first.
	 */
	synchronized List<SecureContextSpec> specs() {
		List<SecureContextSpec> specs = new ArrayList<>(this.hosts.size() + 1);
		specs.add(this.spec.context());
		specs.addAll(this.hosts.values());
		return specs;
	}

	/**
	 * Return how often hosts came and went.
	 */
	synchronized int version() {
		return this.version;
	}

	/**
	 * Return the contexts in use: those of a connection that was admitted, as there are
	 * contexts as long as there is such a connection.
	 */
	ContextRun running() {
		ContextRun current = this.run;
		if (current == null) {
			throw new IllegalStateException("The TLS server '" + this.spec.name() + "' does not run");
		}
		return current;
	}

	/**
	 * Return the default context, or {@code null} when the server does not run.
	 */
	@Nullable SecureContext defaultContext() {
		ContextRun current = this.run;
		return (current != null) ? current.defaultSlot().context() : null;
	}

	/**
	 * Return what is known of the contexts, whether the server runs or not.
	 */
	ServerContextsInfo info() {
		TlsServerChoices choices = this.collaborators.choices();
		ContextRun current = this.run;
		if (current == null) {
			return new ServerContextsInfo(ContextInfo.of(this.spec.context()), declared(), choices.ticketKeys() != null,
					choices.resolver() != null);
		}
		return new ServerContextsInfo(ContextInfo.of(current.defaultSlot()),
				current.hosts().slots().stream().map(ContextInfo::of).toList(), choices.ticketKeys() != null,
				choices.resolver() != null);
	}

	private synchronized List<ContextInfo> declared() {
		return this.hosts.values().stream().map(ContextInfo::of).toList();
	}

	/**
	 * Return what is built of the contexts in use.
	 */
	Collection<SecureContext> built() {
		ContextRun current = this.run;
		return (current != null) ? current.slots().map(ContextSlot::context).filter(Objects::nonNull).toList()
				: List.of();
	}

	Mono<Void> add(String text, SecureContextSpec given) {
		return Mono.<Void>fromRunnable(() -> {
			ServerNamePattern pattern = pattern(text);
			ContextSlot slot = new ContextSlot(own(given, pattern.toString()));
			PreparedContext prepared = slot.prepare(this.contexts.preparation());
			ContextRun current = this.run;
			if (current != null) {
				current.pool().load(slot, false);
			}
			else {
				rehearse(prepared);
			}
			put(pattern, slot);
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Build a context that is not needed yet, so that what the engine refuses is known
	 * now.
	 */
	private void rehearse(PreparedContext prepared) {
		ServerTicketKeys keys = keys();
		try {
			prepared.build(this.collaborators.contextCustomizers(), keys.source()).release();
		}
		finally {
			keys.close();
		}
	}

	private void put(ServerNamePattern pattern, ContextSlot slot) {
		ContextRun current;
		ContextSlot old;
		synchronized (this) {
			this.hosts.put(pattern, slot.spec());
			this.version++;
			current = this.run;
			old = (current != null) ? current.hosts().put(pattern, slot) : null;
		}
		if (current != null && old != null) {
			current.pool().retire(old);
		}
	}

	boolean remove(String text) {
		ServerNamePattern pattern = pattern(text);
		ContextRun current;
		ContextSlot old;
		synchronized (this) {
			if (this.hosts.remove(pattern) == null) {
				return false;
			}
			this.version++;
			current = this.run;
			old = (current != null) ? current.hosts().remove(pattern) : null;
		}
		if (current != null && old != null) {
			current.pool().retire(old);
		}
		return true;
	}

	synchronized Set<String> patterns() {
		Set<String> patterns = new TreeSet<>();
		this.hosts.keySet().forEach((pattern) -> patterns.add(pattern.toString()));
		return patterns;
	}

	String defaultName() {
		return this.spec.context().name();
	}

	/**
	 * Make what was given a context of this server: sessions and the engine are the
	 * server's, as all contexts share its ticket keys.
	 */
	SecureContextSpec own(SecureContextSpec given, String name) {
		SecureContextSpec defaults = this.spec.context();
		if (given.name().equals(name) && given.session() == defaults.session()
				&& given.provider() == defaults.provider()) {
			return given;
		}
		return given.with((context) -> context.name(name).session(defaults.session()).provider(defaults.provider()));
	}

	private ServerNamePattern pattern(String text) {
		ServerNamePattern pattern = ServerNamePattern.parse(text);
		if (pattern.toString().equals(defaultName())) {
			throw new ContextException("sni", text, "'" + pattern + "' is the name of the default context",
					"Let the default context serve that host, or use a name with a dot.", null);
		}
		return pattern;
	}

}
