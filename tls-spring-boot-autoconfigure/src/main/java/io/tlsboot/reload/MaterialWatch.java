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

	private final ReloadSpec spec;

	private final Sources sources;

	private final Function<Predicate<SecureContextSpec>, List<ContextReload>> renewal;

	private final ReloadLog log;

	private final FileWatch watch;

	private boolean watching;

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
		this.watch = new FileWatch(spec, sources.all(), this::read, Schedulers.boundedElastic());
	}

	/**
	 * Look at the files, unless they are not to be watched. To be called before the
	 * contexts are built. Not called on an event loop.
	 */
	public synchronized void prepare() {
		stop();
		if (this.spec.enabled()) {
			this.watch.prepare();
		}
	}

	/**
	 * Watch the files from now on, as the contexts are in use.
	 */
	public synchronized void start() {
		if (this.spec.enabled()) {
			this.watching = true;
			this.watch.start();
		}
	}

	/**
	 * Watch no more.
	 */
	public synchronized void stop() {
		this.watching = false;
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
		if (watching()) {
			renew(SecureContextSpec::usesStore).subscribe();
		}
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
		return this.log.state(watching(), exists);
	}

	private synchronized boolean watching() {
		return this.watching;
	}

	private Mono<List<ContextReload>> renew(Predicate<SecureContextSpec> affected) {
		return Mono.fromCallable(() -> {
			List<ContextReload> reloads = this.renewal.apply(affected);
			reloads.forEach(this.log::tell);
			return reloads;
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * What cannot be used is no failure as long as it may not be complete.
	 */
	private boolean read(Set<Path> changed, boolean last) {
		List<ContextReload> reloads = this.renewal
			.apply((spec) -> !Collections.disjoint(this.sources.of().apply(spec), changed));
		reloads.stream().filter((reload) -> reload.outcome() != Outcome.REFUSED || last).forEach(this.log::tell);
		return reloads.stream().noneMatch((reload) -> reload.outcome() == Outcome.REFUSED);
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
