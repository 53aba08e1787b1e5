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

package io.tlsboot.sni;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import org.jspecify.annotations.Nullable;

/**
 * Builds the contexts of a server when they are first used, off the event loops, and
 * keeps no more of them than allowed: those that nobody has used for long go first, by
 * the second chance algorithm, so that a handshake which finds its context takes no lock.
 */
public final class ContextPool {

	/** How many are looked at before one that was used lately has to go. */
	private static final int CHANCES = 64;

	private final int capacity;

	private final Function<ContextSlot, PreparedContext> preparation;

	private final Function<PreparedContext, SecureContext> builder;

	private final Executors executors;

	/** Those that are built and may go, the one to be looked at next first. */
	private final Set<ContextSlot> resident = new LinkedHashSet<>();

	private final List<ContextSlot> pinned = new ArrayList<>();

	private final Map<ContextSlot, List<Promise<SecureContext>>> waiting = new HashMap<>();

	/** Those that no pattern names: answers of a resolver, and single protocols. */
	private final Map<Object, ContextSlot> unnamed = new ConcurrentHashMap<>();

	private boolean closed;

	/**
	 * Create a pool.
	 * @param capacity how many contexts it keeps at most
	 * @param preparation reads the material of contexts that are not prepared yet
	 * @param builder builds contexts
	 * @param executors run both
	 */
	public ContextPool(int capacity, Function<ContextSlot, PreparedContext> preparation,
			Function<PreparedContext, SecureContext> builder, Executors executors) {
		this.capacity = capacity;
		this.preparation = preparation;
		this.builder = builder;
		this.executors = executors;
	}

	/**
	 * Take part in a context. Called on an event loop, for each handshake.
	 * @param slot the place of the context
	 * @param loop the event loop
	 * @return the context, which the caller releases; a caller that cancels gets none
	 */
	public Future<SecureContext> acquire(ContextSlot slot, EventExecutor loop) {
		SecureContext built = slot.acquire();
		if (built != null) {
			return loop.newSucceededFuture(built);
		}
		Promise<SecureContext> promise = loop.newPromise();
		if (enqueue(slot, promise)) {
			try {
				this.executors.of(slot).execute(() -> complete(slot));
			}
			catch (RejectedExecutionException ex) {
				fail(slot, ex);
			}
		}
		return promise;
	}

	/**
	 * Take part in a context that no pattern names: one for all that are equal.
	 * @param spec what the context is
	 * @param loop the event loop
	 * @return the context, as for a pattern
	 */
	public Future<SecureContext> acquire(SecureContextSpec spec, EventExecutor loop) {
		return acquire(this.unnamed.computeIfAbsent(spec, (key) -> new ContextSlot(spec, key, null)), loop);
	}

	/**
	 * Take part in a context that negotiates one application protocol only.
	 * @param base the place of the context that is the same otherwise
	 * @param protocol the protocol
	 * @param loop the event loop
	 * @return the context, as for a pattern
	 */
	public Future<SecureContext> acquire(ContextSlot base, String protocol, EventExecutor loop) {
		return acquire(this.unnamed.computeIfAbsent(new SingleProtocol(base, protocol), (key) -> {
			PreparedContext prepared = base.prepared();
			PreparedContext variant = (prepared != null) ? prepared.withProtocol(protocol) : null;
			return new ContextSlot((variant != null) ? variant.spec()
					: base.spec().with((spec) -> spec.alpnProtocols(List.of(protocol))), key, variant);
		}), loop);
	}

	/**
	 * Build a context now and keep it. Not called on an event loop.
	 * @param slot its place
	 * @param pin whether it stays until the pool is closed
	 */
	public void load(ContextSlot slot, boolean pin) {
		keep(slot, build(slot), pin);
	}

	/**
	 * Keep a context that was built for a place.
	 * @param slot its place
	 * @param built the context, whose ownership passes to the pool
	 * @param pin whether it stays until the pool is closed
	 */
	public void keep(ContextSlot slot, SecureContext built, boolean pin) {
		publish(slot, built, pin);
	}

	/**
	 * Give up a place that was removed or replaced. Those that wait for its context still
	 * get it.
	 * @param slot the place
	 */
	public void retire(ContextSlot slot) {
		List<SecureContext> old = new ArrayList<>();
		synchronized (this) {
			drop(slot, old);
			for (Object key : this.unnamed.keySet()) {
				if (key instanceof SingleProtocol variant && variant.base() == slot) {
					ContextSlot removed = this.unnamed.remove(key);
					if (removed != null) {
						drop(removed, old);
					}
				}
			}
		}
		old.forEach(SecureContext::release);
	}

	/**
	 * Give all contexts up; each lives on until its last connection has ended.
	 */
	public void close() {
		List<SecureContext> old = new ArrayList<>();
		synchronized (this) {
			this.closed = true;
			this.pinned.forEach((slot) -> put(slot, null, old));
			this.resident.forEach((slot) -> put(slot, null, old));
			this.pinned.clear();
			this.resident.clear();
			this.unnamed.clear();
		}
		old.forEach(SecureContext::release);
	}

	/**
	 * Return how many contexts are built and may go.
	 */
	synchronized int size() {
		return this.resident.size();
	}

	/**
	 * Return how many contexts there are that no pattern names.
	 * @return the number of answers of a resolver and of single protocols
	 */
	public int unnamed() {
		return this.unnamed.size();
	}

	/**
	 * Return the places of the contexts that a resolver gave.
	 * @return the places at the moment
	 */
	public List<ContextSlot> resolved() {
		return this.unnamed.values().stream().filter((slot) -> slot.key() instanceof SecureContextSpec).toList();
	}

	/**
	 * Return the place of a context that a resolver gave.
	 * @param spec what the context is
	 * @return the place that stands for it now, or {@code null}
	 */
	public @Nullable ContextSlot resolved(SecureContextSpec spec) {
		return this.unnamed.get(spec);
	}

	/**
	 * Let another place stand for a context that a resolver gave, unless it was given up.
	 * @param expected the place that does
	 * @param slot the place that will
	 * @return whether it did until now, and the other does from now on
	 */
	public boolean replace(ContextSlot expected, ContextSlot slot) {
		Object key = expected.key();
		return key != null && this.unnamed.replace(key, expected, slot);
	}

	private synchronized boolean enqueue(ContextSlot slot, Promise<SecureContext> promise) {
		List<Promise<SecureContext>> others = this.waiting.get(slot);
		if (others != null) {
			others.add(promise);
			return false;
		}
		this.waiting.put(slot, new ArrayList<>(List.of(promise)));
		return true;
	}

	private void complete(ContextSlot slot) {
		try {
			// It may have been built since the handshake looked.
			SecureContext there = slot.acquire();
			if (there != null) {
				hand(there, waiters(slot));
				there.release();
			}
			else {
				publish(slot, build(slot), false);
			}
		}
		catch (Throwable ex) {
			fail(slot, ex);
		}
	}

	/**
	 * Build the context of a place, without putting it there. Not called on an event
	 * loop.
	 * @param slot the place
	 * @return the context; the caller releases it
	 */
	public SecureContext build(ContextSlot slot) {
		PreparedContext prepared = slot.prepared();
		return this.builder.apply((prepared != null) ? prepared : this.preparation.apply(slot));
	}

	private void publish(ContextSlot slot, SecureContext built, boolean pin) {
		List<SecureContext> old = new ArrayList<>();
		List<Promise<SecureContext>> waiters;
		synchronized (this) {
			waiters = waiters(slot);
			if (this.closed || slot.retired()) {
				old.add(built);
				forget(slot);
			}
			else {
				put(slot, built, old);
				if (pin) {
					this.pinned.add(slot);
				}
				else {
					this.resident.remove(slot);
					this.resident.add(slot);
					shrink(old);
				}
			}
			// Under the lock, as nobody else can give it up meanwhile.
			waiters.forEach((waiter) -> built.acquire());
		}
		waiters.forEach((waiter) -> give(built, waiter));
		old.forEach(SecureContext::release);
	}

	private static void hand(SecureContext context, List<Promise<SecureContext>> waiters) {
		for (Promise<SecureContext> waiter : waiters) {
			context.acquire();
			give(context, waiter);
		}
	}

	private static void give(SecureContext acquired, Promise<SecureContext> waiter) {
		if (!waiter.trySuccess(acquired)) {
			acquired.release();
		}
	}

	private synchronized List<Promise<SecureContext>> waiters(ContextSlot slot) {
		List<Promise<SecureContext>> waiters = this.waiting.remove(slot);
		return (waiters != null) ? waiters : List.of();
	}

	private void fail(ContextSlot slot, Throwable failure) {
		forget(slot);
		waiters(slot).forEach((waiter) -> waiter.tryFailure(failure));
	}

	private void shrink(List<SecureContext> old) {
		for (int looked = 0; this.resident.size() > this.capacity; looked++) {
			Iterator<ContextSlot> oldest = this.resident.iterator();
			ContextSlot slot = oldest.next();
			oldest.remove();
			if (slot.takeUsed() && looked < CHANCES) {
				this.resident.add(slot);
			}
			else {
				put(slot, null, old);
				forget(slot);
			}
		}
	}

	private void drop(ContextSlot slot, List<SecureContext> old) {
		slot.retire();
		this.pinned.remove(slot);
		this.resident.remove(slot);
		put(slot, null, old);
	}

	private void forget(ContextSlot slot) {
		Object key = slot.key();
		if (key != null) {
			this.unnamed.remove(key, slot);
		}
	}

	private static void put(ContextSlot slot, @Nullable SecureContext context, List<SecureContext> old) {
		SecureContext before = slot.fill(context);
		if (before != null) {
			old.add(before);
		}
	}

	/**
	 * What runs the work of a pool.
	 *
	 * @param reading for what also reads files, and may block
	 * @param building for what only calculates
	 */
	public record Executors(Executor reading, Executor building) {

		private Executor of(ContextSlot slot) {
			return (slot.prepared() != null) ? this.building : this.reading;
		}

	}

	/**
	 * The key of a context that differs from another in its one protocol.
	 */
	record SingleProtocol(ContextSlot base, String protocol) {
	}

}
