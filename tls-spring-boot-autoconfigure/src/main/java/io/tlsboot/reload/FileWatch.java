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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Watches files and has them read when they have changed: once they have been quiet for a
 * while, and after a bounded delay in any case (security rule R29). Whoever reads them
 * may find that they do not fit yet, as a key was written and its certificate was not;
 * then they are read again after the next change, until the delay is over.
 */
final class FileWatch {

	private static final Logger logger = LoggerFactory.getLogger(FileWatch.class);

	/** What share of the time looking may take, as a divisor. */
	private static final int SHARE = 200;

	/** However long looking takes, it is done that often. */
	private static final Duration LONGEST = Duration.ofMinutes(1);

	private final ReloadSpec spec;

	private final Supplier<? extends @Nullable Collection<Path>> files;

	private final Attempt attempt;

	private final Scheduler scheduler;

	private final WatchedFiles watched = new WatchedFiles();

	/** When the change that is not read yet was seen, or -1. */
	private long since = -1;

	private boolean attempted;

	/** Counts starts and stops, so that what was scheduled before is known. */
	private final AtomicInteger era = new AtomicInteger();

	private volatile @Nullable Disposable next;

	/**
	 * Create a watch that does nothing yet.
	 * @param spec when it looks and when files are read
	 * @param files returns the files to watch when they are others than at the last call,
	 * else {@code null}
	 * @param attempt reads the files
	 * @param scheduler runs all this; tasks block
	 */
	FileWatch(ReloadSpec spec, Supplier<? extends @Nullable Collection<Path>> files, Attempt attempt,
			Scheduler scheduler) {
		this.spec = spec;
		this.files = files;
		this.attempt = attempt;
		this.scheduler = scheduler;
	}

	/**
	 * Take the files as they are now for read. To be called before they are read for the
	 * first time. Asks the file system; not called on an event loop.
	 */
	synchronized void prepare() {
		refresh();
		this.watched.reset();
		this.since = -1;
		this.attempted = false;
	}

	/**
	 * Watch the files from now on, when what was read from them is in use.
	 */
	void start() {
		schedule(this.era.incrementAndGet(), this.spec.interval());
	}

	/**
	 * Watch no more. An attempt that is under way goes on. Does not block.
	 */
	void stop() {
		this.era.incrementAndGet();
		Disposable current = this.next;
		if (current != null) {
			current.dispose();
		}
	}

	private void refresh() {
		Collection<Path> paths = this.files.get();
		if (paths != null) {
			this.watched.watch(paths);
		}
	}

	private void schedule(int mine, Duration delay) {
		if (this.era.get() == mine) {
			this.next = this.scheduler.schedule(() -> run(mine), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private synchronized void run(int mine) {
		if (this.era.get() != mine) {
			return;
		}
		Duration delay = this.spec.interval();
		try {
			delay = tick();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Files could not be watched, which is tried again", ex);
		}
		finally {
			schedule(mine, delay);
		}
	}

	private Duration tick() {
		long begin = System.nanoTime();
		refresh();
		Set<Path> changed = this.watched.look();
		Duration least = Duration.ofNanos((System.nanoTime() - begin) * SHARE);
		boolean quiet = changed.isEmpty();
		if (quiet) {
			this.attempt.nothingChanged();
		}
		Duration delay = quiet ? settled() : pending(changed);
		return longer(delay, shorter(least, quiet ? LONGEST : this.spec.maxDelay()));
	}

	private Duration settled() {
		this.watched.accept();
		this.since = -1;
		this.attempted = false;
		return this.spec.interval();
	}

	private Duration pending(Set<Path> changed) {
		long now = this.scheduler.now(TimeUnit.MILLISECONDS);
		if (this.since < 0) {
			this.since = now;
			return shorter();
		}
		boolean last = now - this.since >= this.spec.maxDelay().toMillis();
		this.attempted &= this.watched.steady();
		if (last || (this.watched.steady() && !this.attempted)) {
			this.attempted = true;
			if (attempt(changed, last) || last) {
				return settled();
			}
		}
		return shorter();
	}

	private Duration shorter() {
		return shorter(this.spec.quietPeriod(), this.spec.interval());
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? other : one;
	}

	private boolean attempt(Set<Path> changed, boolean last) {
		try {
			return this.attempt.read(changed, last);
		}
		catch (RuntimeException ex) {
			logger.error("Changed files could not be read", ex);
			return true;
		}
	}

	/**
	 * Reads changed files.
	 */
	interface Attempt {

		/**
		 * The files are what they were at the last look. Called as {@link #read} is.
		 */
		void nothingChanged();

		/**
		 * Read files. Called on a thread of the scheduler, never by two at a time; may
		 * block.
		 * @param changed what has changed since the last call that returned {@code true}
		 * @param last whether there will be no other attempt before the files change
		 * @return whether they are done with; {@code false} when they may not be complete
		 * yet
		 */
		boolean read(Set<Path> changed, boolean last);

	}

}
