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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.tlsboot.reload.ContextReload.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what came of the reloads of one server or client, and remembers what of it is
 * still true.
 */
final class ReloadLog {

	private static final Logger logger = LoggerFactory.getLogger(ReloadLog.class);

	private final Consumer<ContextReload> listener;

	private final Map<String, ContextReload> refused = new TreeMap<>();

	private @Nullable Instant last;

	private long renewals;

	private long refusals;

	ReloadLog(Consumer<ContextReload> listener) {
		this.listener = listener;
	}

	void tell(ContextReload reload) {
		if (isKnown(reload)) {
			return;
		}
		boolean mended = remember(reload);
		String role = reload.role().name().toLowerCase(Locale.ROOT);
		if (reload.outcome() == Outcome.REFUSED) {
			logger.warn("The context '{}' of the TLS {} '{}' could not be renewed, the old one stays: {}. {}",
					reload.context(), role, reload.endpoint(), reload.problem(), reload.action());
		}
		else if (reload.outcome() == Outcome.RELOADED) {
			logger.info("The context '{}' of the TLS {} '{}' was renewed: {}", reload.context(), role,
					reload.endpoint(), reload.changes());
		}
		else if (mended) {
			logger.info("The context '{}' of the TLS {} '{}' stays as it is, its material can be used again",
					reload.context(), role, reload.endpoint());
		}
		this.listener.accept(reload);
	}

	/**
	 * Return whether the same is wrong as before, which has been told.
	 */
	private synchronized boolean isKnown(ContextReload reload) {
		ContextReload before = this.refused.get(reload.context());
		return before != null && reload.outcome() == Outcome.REFUSED
				&& Objects.equals(before.problem(), reload.problem());
	}

	/**
	 * Return the names of the contexts whose material cannot be used.
	 */
	synchronized Set<String> refused() {
		return Set.copyOf(this.refused.keySet());
	}

	private synchronized boolean remember(ContextReload reload) {
		this.last = reload.time();
		if (reload.outcome() == Outcome.REFUSED) {
			this.refusals++;
			this.refused.put(reload.context(), reload);
			return false;
		}
		if (reload.outcome() == Outcome.RELOADED) {
			this.renewals++;
		}
		return this.refused.remove(reload.context()) != null;
	}

	synchronized ReloadState state(boolean watching, Predicate<String> exists) {
		this.refused.keySet().removeIf(exists.negate());
		return new ReloadState(watching, this.last, this.renewals, this.refusals,
				new ArrayList<>(this.refused.values()));
	}

}
