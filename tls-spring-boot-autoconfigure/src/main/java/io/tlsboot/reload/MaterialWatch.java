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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.tlsboot.reload.ContextReload.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Has the contexts of one server or client renewed when their files change, and when
 * somebody asks for it, and tells what came of it.
 */
public final class MaterialWatch {

	private static final Logger logger = LoggerFactory.getLogger(MaterialWatch.class);

	private final ReloadSpec spec;

	private final Supplier<? extends @Nullable Collection<Path>> files;

	private final Function<@Nullable Set<Path>, List<ContextReload>> renewal;

	private final Consumer<ContextReload> listener;

	private @Nullable FileWatch watch;

	/**
	 * Create a watch that does nothing yet.
	 * @param spec when files are looked at
	 * @param files returns the files when they are others than at the last call, else
	 * {@code null}
	 * @param renewal renews the contexts that are read from some files, or all when there
	 * are none; may block
	 * @param listener hears what came of it
	 */
	public MaterialWatch(ReloadSpec spec, Supplier<? extends @Nullable Collection<Path>> files,
			Function<@Nullable Set<Path>, List<ContextReload>> renewal, Consumer<ContextReload> listener) {
		this.spec = spec;
		this.files = files;
		this.renewal = renewal;
		this.listener = listener;
	}

	/**
	 * Watch the files from now on, unless that is not wanted. To be called before the
	 * contexts are built. Not called on an event loop.
	 */
	public synchronized void start() {
		stop();
		if (this.spec.enabled()) {
			this.watch = new FileWatch(this.spec, this.files, this::read, Schedulers.boundedElastic());
			this.watch.start();
		}
	}

	/**
	 * Watch no more.
	 */
	public synchronized void stop() {
		if (this.watch != null) {
			this.watch.stop();
			this.watch = null;
		}
	}

	/**
	 * Renew all contexts now.
	 * @return what came of it for each, when it is subscribed to
	 */
	public Mono<List<ContextReload>> reload() {
		return Mono.fromCallable(() -> {
			List<ContextReload> reloads = this.renewal.apply(null);
			reloads.forEach(this::tell);
			return reloads;
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * What cannot be used is no failure as long as it may not be complete.
	 */
	private boolean read(Set<Path> changed, boolean last) {
		boolean complete = true;
		for (ContextReload reload : this.renewal.apply(changed)) {
			if (reload.outcome() != Outcome.REFUSED || last) {
				tell(reload);
			}
			else {
				logger.debug("The context '{}' of '{}' cannot be renewed yet: {}", reload.context(), reload.endpoint(),
						reload.problem());
				complete = false;
			}
		}
		return complete;
	}

	private void tell(ContextReload reload) {
		String role = reload.role().name().toLowerCase(Locale.ROOT);
		switch (reload.outcome()) {
			case REFUSED ->
				logger.warn("The context '{}' of the TLS {} '{}' could not be renewed, the old one stays: {}. {}",
						reload.context(), role, reload.endpoint(), reload.problem(), reload.action());
			case RELOADED -> logger.info("The context '{}' of the TLS {} '{}' was renewed: {}", reload.context(), role,
					reload.endpoint(), reload.changes());
			default -> logger.debug("The context '{}' of the TLS {} '{}' is what it was", reload.context(), role,
					reload.endpoint());
		}
		this.listener.accept(reload);
	}

}
