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

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.tlsboot.connection.Role;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.reload.ContextReload;
import io.tlsboot.reload.MaterialWatch;
import io.tlsboot.reload.ReloadListener;
import io.tlsboot.reload.ReloadState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The context of a client as it is now, and what renews it.
 */
final class CurrentContext {

	private final ContextReload.Target target;

	private final Supplier<SecureContext> builder;

	private final MaterialWatch watch;

	private volatile SecureContext context;

	private boolean closed;

	/**
	 * Build the first context and follow the changes of its files.
	 * @param spec what the client is
	 * @param contexts knows the files of its context
	 * @param builder builds its context
	 * @param listener hears of reloads
	 */
	CurrentContext(TlsClientSpec spec, SecureContexts contexts, Supplier<SecureContext> builder,
			ReloadListener listener) {
		this.target = new ContextReload.Target(Role.CLIENT, spec.name());
		this.builder = builder;
		this.watch = new MaterialWatch(spec.reload(),
				new MaterialWatch.Sources(new OnceFiles(() -> contexts.files(spec.context())), contexts::files),
				(affected) -> affected.test(spec.context()) ? List.of(renew()) : List.of(), listener::contextReloaded);
		this.watch.prepare();
		this.context = builder.get();
		this.watch.start();
	}

	SecureContext get() {
		return this.context;
	}

	/**
	 * Take part in the context.
	 * @return the context, which the caller releases, or {@code null} when it was given
	 * up
	 */
	@Nullable SecureContext acquire() {
		while (true) {
			SecureContext current = this.context;
			if (current.acquire()) {
				return current;
			}
			if (current == this.context) {
				return null;
			}
		}
	}

	/**
	 * Read everything again.
	 * @return what came of it
	 */
	Mono<ContextReload> reload() {
		return this.watch.reload().map((reloads) -> reloads.get(0));
	}

	ReloadState reloadState() {
		return this.watch.state((name) -> true);
	}

	void storesChanged() {
		this.watch.storesChanged();
	}

	private synchronized ContextReload renew() {
		String name = this.context.name();
		try {
			return ContextReload.done(this.target, name, exchange(this.builder.get()));
		}
		catch (RuntimeException ex) {
			return ContextReload.refused(this.target, name, ex);
		}
	}

	private Set<MaterialChange> exchange(SecureContext built) {
		SecureContext old = this.context;
		Set<MaterialChange> changes = this.closed ? Set.of() : built.changesFrom(old);
		if (changes.isEmpty()) {
			built.release();
		}
		else {
			this.context = built;
			old.release();
		}
		return changes;
	}

	/**
	 * Give the context up.
	 */
	synchronized void close() {
		this.watch.stop();
		if (!this.closed) {
			this.closed = true;
			this.context.release();
		}
	}

	/**
	 * The files of a specification, which does not change.
	 */
	private static final class OnceFiles implements Supplier<@Nullable Set<Path>> {

		private final Supplier<Set<Path>> files;

		private boolean given;

		OnceFiles(Supplier<Set<Path>> files) {
			this.files = files;
		}

		@Override
		public @Nullable Set<Path> get() {
			if (this.given) {
				return null;
			}
			this.given = true;
			return this.files.get();
		}

	}

}
