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

package io.tlsboot.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.tlsboot.material.MaterialException;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TicketRoots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * The roots of a file, which is read again every few seconds: what it says counts, not
 * when it was written. A file that cannot be used any more changes nothing but the log.
 */
final class TicketKeyFile implements ReloadedTicketKeys, AutoCloseable {

	/** How often a file is read. */
	static final Duration INTERVAL = Duration.ofSeconds(5);

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.OTHERS_READ);

	private static final Logger logger = LoggerFactory.getLogger(TicketKeyFile.class);

	private final MaterialLoader loader;

	private final String location;

	private final Disposable watch;

	private volatile TicketKeyRing ring;

	private volatile boolean closed;

	private volatile Listener listener = (failure) -> {
	};

	/** The last problem that was logged; only for the task that watches. */
	private volatile @Nullable String problem;

	/**
	 * Read a file and watch it until it is closed.
	 * @param loader reads it
	 * @param location where it is
	 * @param interval how often it is read
	 * @throws ContextException when the file cannot be used
	 */
	TicketKeyFile(MaterialLoader loader, String location, Duration interval) {
		this.loader = loader;
		this.location = location;
		this.ring = first();
		warnIfOthersRead();
		this.watch = Schedulers.boundedElastic()
			.schedulePeriodically(this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public TicketKeyRing keys() {
		return this.ring;
	}

	@Override
	public void close() {
		this.closed = true;
		this.watch.dispose();
	}

	private TicketKeyRing first() {
		try {
			return TicketKeyRing.of(this.loader.ticketRoots(this.location).keys());
		}
		catch (MaterialException ex) {
			throw new ContextException("session.ticket-keys.location", ex.location(), problem(ex), ex.action(), ex);
		}
	}

	@Override
	public void listener(Listener listener) {
		this.listener = listener;
	}

	@Override
	public synchronized boolean reload() {
		TicketRoots roots = this.loader.ticketRoots(this.location);
		TicketKeyRing next = TicketKeyRing.of(roots.keys());
		boolean changed = !next.hasRootsOf(this.ring);
		if (changed) {
			this.ring = next;
		}
		if (changed || this.problem != null) {
			this.problem = null;
			logger.info("The ticket keys of {} are in use {}: {}", roots.location(), changed ? "now" : "still", next);
		}
		return changed;
	}

	/**
	 * Look whether the file says something else now. Runs on an elastic thread.
	 */
	private void check() {
		boolean mended = this.problem != null;
		try {
			if (reload() || mended) {
				this.listener.read(null);
			}
		}
		catch (RuntimeException ex) {
			refused(ex);
		}
	}

	private void refused(RuntimeException failure) {
		String why = (failure instanceof MaterialException material) ? problem(material) : failure.getClass().getName();
		if (!this.closed && !why.equals(this.problem)) {
			this.problem = why;
			logger.warn("Ticket keys cannot be read again, those in use stay: {}", why);
			this.listener.read(failure);
		}
	}

	private static String problem(MaterialException ex) {
		return (ex.location() != null) ? ex.problem() + " (" + ex.location() + ")" : ex.problem();
	}

	private void warnIfOthersRead() {
		for (Path file : this.loader.files(List.of(this.location))) {
			try {
				if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
					logger.warn(
							"Others than its owner can read the ticket keys in {}, and with them sessions of TLS 1.2, and "
									+ "can come in as any client: let only the user of this process read it",
							file);
				}
			}
			catch (IOException | UnsupportedOperationException ex) {
				logger.debug("Who can read {} is not known", file, ex);
			}
		}
	}

	@Override
	public String toString() {
		return "ticket keys of a file";
	}

}
