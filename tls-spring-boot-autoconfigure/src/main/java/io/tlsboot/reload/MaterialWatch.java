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

package io.tlsboot.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.reload.ContextReload.Outcome;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Has the contexts of one server or client renewed when their files change, and when
 * somebody asks for it, and tells what came of it.
 */
public final class MaterialWatch {

	private static final Duration RETRY = Duration.ofMinutes(1);

	private final ReloadSpec spec;

	private final Sources sources;

	private final Function<Predicate<SecureContextSpec>, List<ContextReload>> renewal;

	private final ReloadLog log;

	private final FileWatch watch;

	private volatile boolean watching;

	/** Whether contexts are being built while stores have changed; guarded by this. */
	private boolean preparing;

	private boolean missed;

	/** When what cannot be used is tried again although no file has changed. */
	private long retry;

	/**
	 * Create a watch that does nothing yet.
	 * @param spec when files are looked at
	 * @param sources knows the files
	 * @param renewal renews those contexts that may have changed; may block
	 * @param listener hears what came of it
	 */
	public MaterialWatch(ReloadSpec spec, Sources sources,
			Function<Predicate<SecureContextSpec>, List<ContextReload>> renewal, Consumer<ContextReload> listener) {
		this.spec = spec;
		this.sources = sources;
		this.renewal = renewal;
		this.log = new ReloadLog(listener);
		this.watch = new FileWatch(spec, sources.all(), new Attempts(), Schedulers.boundedElastic());
	}

	/**
	 * Look at the files, unless they are not to be watched. To be called before the
	 * contexts are built. Not called on an event loop.
	 */
	public void prepare() {
		synchronized (this) {
			stop();
			this.preparing = this.spec.enabled();
			this.missed = false;
		}
		if (this.spec.enabled()) {
			this.watch.prepare();
		}
	}

	/**
	 * Watch the files from now on, as the contexts are in use.
	 */
	public void start() {
		boolean again;
		synchronized (this) {
			if (!this.spec.enabled()) {
				return;
			}
			again = this.missed;
			this.preparing = false;
			this.watching = true;
			this.watch.start();
		}
		if (again) {
			storesChanged();
		}
	}

	/**
	 * Watch no more.
	 */
	public synchronized void stop() {
		this.watching = false;
		this.preparing = false;
		this.watch.stop();
	}

	/**
	 * Renew all contexts now.
	 * @return what came of it for each, when it is subscribed to
	 */
	public Mono<List<ContextReload>> reload() {
		return renew((spec) -> true);
	}

	/**
	 * Renew the contexts that come from stores which somebody else loads, as these have
	 * changed, unless changes are not followed. Returns at once.
	 */
	public void storesChanged() {
		synchronized (this) {
			if (!this.watching) {
				this.missed = this.preparing;
				return;
			}
		}
		renew(SecureContextSpec::usesStore).subscribe();
	}

	/**
	 * Tell what came of a reload that somebody else made.
	 * @param reload what came of it
	 */
	public void tell(ContextReload reload) {
		this.log.tell(reload);
	}

	/**
	 * Return what is known of the reloads.
	 * @param exists says by its name whether there is a context still
	 * @return the state now
	 */
	public ReloadState state(Predicate<String> exists) {
		return this.log.state(this.watching, exists);
	}

	private Mono<List<ContextReload>> renew(Predicate<SecureContextSpec> affected) {
		return Mono.fromCallable(() -> {
			List<ContextReload> reloads = this.renewal.apply(affected);
			reloads.forEach(this.log::tell);
			return reloads;
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Reads what has changed, and what could not be used before.
	 */
	private final class Attempts implements FileWatch.Attempt {

		/**
		 * What cannot be used is no failure as long as it may not be complete.
		 */
		@Override
		public boolean read(Set<Path> changed, boolean last) {
			List<ContextReload> reloads = MaterialWatch.this.renewal
				.apply((spec) -> !Collections.disjoint(MaterialWatch.this.sources.of().apply(spec), changed));
			reloads.stream()
				.filter((reload) -> reload.outcome() != Outcome.REFUSED || last)
				.forEach(MaterialWatch.this.log::tell);
			return reloads.stream().noneMatch((reload) -> reload.outcome() == Outcome.REFUSED);
		}

		/**
		 * What was refused may be good by now: a certificate that was not valid yet, a
		 * port that could not be reached.
		 */
		@Override
		public void nothingChanged() {
			long now = System.nanoTime();
			Set<String> refused = MaterialWatch.this.log.refused();
			if (refused.isEmpty()) {
				MaterialWatch.this.retry = now + RETRY.toNanos();
			}
			else if (now - MaterialWatch.this.retry >= 0) {
				MaterialWatch.this.retry = now + RETRY.toNanos();
				MaterialWatch.this.renewal.apply((spec) -> refused.contains(spec.name()))
					.forEach(MaterialWatch.this.log::tell);
			}
		}

	}

	/**
	 * Knows from which files contexts are read.
	 *
	 * @param all returns the files of all contexts when they may be others than at the
	 * last call, else {@code null}
	 * @param of returns the files of one context
	 */
	public record Sources(Supplier<? extends @Nullable Collection<Path>> all,
			Function<SecureContextSpec, Set<Path>> of) {
	}

}
