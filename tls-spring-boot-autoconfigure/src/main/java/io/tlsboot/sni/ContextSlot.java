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

import java.util.concurrent.atomic.AtomicReference;

import io.tlsboot.context.ContextPreparation;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import org.jspecify.annotations.Nullable;

/**
 * The place of one context of a server, whether it is built or not. A {@link ContextPool}
 * fills and empties it.
 */
public final class ContextSlot {

	private final SecureContextSpec spec;

	/** By what the pool finds it again, if no pattern names it. */
	private final @Nullable Object key;

	private volatile @Nullable PreparedContext prepared;

	private final AtomicReference<@Nullable SecureContext> context = new AtomicReference<>();

	/** Whether it was used since the pool looked last. */
	private volatile boolean used;

	private boolean retired;

	/**
	 * Create a place that is empty.
	 * @param spec what the context is
	 */
	public ContextSlot(SecureContextSpec spec) {
		this(spec, null, null);
	}

	ContextSlot(SecureContextSpec spec, @Nullable Object key, @Nullable PreparedContext prepared) {
		this.spec = spec;
		this.key = key;
		this.prepared = prepared;
	}

	/**
	 * Return what the context is.
	 * @return the specification
	 */
	public SecureContextSpec spec() {
		return this.spec;
	}

	/**
	 * Return the context if it is built. It may be given up at any time.
	 * @return the context, or {@code null}
	 */
	public @Nullable SecureContext context() {
		return this.context.get();
	}

	/**
	 * Read and check the material of the context, and keep it for when the context is
	 * built. Reads files; not called on an event loop.
	 * @param preparation reads what several contexts share once
	 * @return what was prepared
	 */
	public PreparedContext prepare(ContextPreparation preparation) {
		PreparedContext result = preparation.prepare(this.spec);
		if (this.key instanceof SecureContextSpec) {
			result = result.boundToIdentity();
		}
		this.prepared = result;
		return result;
	}

	/**
	 * Return another place of the same context, empty and not prepared, to take the place
	 * of this one.
	 * @return the place
	 */
	public ContextSlot renewed() {
		return new ContextSlot(this.spec, this.key, null);
	}

	/**
	 * Return what was prepared last.
	 * @return what was prepared, or {@code null}
	 */
	public @Nullable PreparedContext prepared() {
		return this.prepared;
	}

	@Nullable Object key() {
		return this.key;
	}

	/**
	 * Take part in the context if it is built. Called for each handshake.
	 * @return the context, which the caller releases, or {@code null}
	 */
	@Nullable SecureContext acquire() {
		SecureContext current = this.context.get();
		if (current == null || !current.acquire()) {
			return null;
		}
		if (!this.used) {
			this.used = true;
		}
		return current;
	}

	/**
	 * Tell whether it was used since this was asked last.
	 */
	boolean takeUsed() {
		boolean result = this.used;
		this.used = false;
		return result;
	}

	/**
	 * Put a context in.
	 * @return the one that was there, which the caller owns, or {@code null}
	 */
	@Nullable SecureContext fill(@Nullable SecureContext built) {
		// Only a second use makes it worth keeping before others.
		this.used = false;
		return this.context.getAndSet(built);
	}

	void retire() {
		this.retired = true;
	}

	/**
	 * Tell whether it was given up, or what it is a variant of.
	 */
	boolean retired() {
		return this.retired || (this.key instanceof ContextPool.SingleProtocol variant && variant.base().retired());
	}

	@Override
	public String toString() {
		return "ContextSlot[" + this.spec.name() + "]";
	}

}
