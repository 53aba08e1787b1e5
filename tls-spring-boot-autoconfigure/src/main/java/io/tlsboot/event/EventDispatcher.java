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

package io.tlsboot.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Delivers events on a few threads of its own. Events that must not be lost make their
 * connections wait when too many are undelivered; the others are shed then and counted.
 * No thread lives while there is nothing to deliver.
 */
final class EventDispatcher {

	/**
	 * How many threads run listeners, so that one that sleeps does not stop the others.
	 */
	static final int THREADS = 16;

	/** How many admitted connections may wait for the delivery of their event. */
	static final int BACKLOG = 4096;

	/** How many events that may be shed can wait. */
	static final int SHEDDABLE_BACKLOG = 1024;

	private static final Duration DRAIN = Duration.ofSeconds(10);

	private static final Logger logger = LoggerFactory.getLogger(EventDispatcher.class);

	private final EventThreads ordered;

	private final EventThreads sheddable;

	private final LongAdder shed = new LongAdder();

	private final AtomicInteger unfinished = new AtomicInteger();

	private final int backlog;

	private final Duration drain;

	private final Object lock = new Object();

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private int admitted;

	private volatile boolean closed;

	EventDispatcher(@Nullable ClassLoader classLoader) {
		this(THREADS, BACKLOG, SHEDDABLE_BACKLOG, DRAIN, classLoader);
	}

	EventDispatcher(int threads, int backlog, int sheddableBacklog, Duration drain, @Nullable ClassLoader classLoader) {
		this.backlog = backlog;
		this.drain = drain;
		this.ordered = new EventThreads("tls-events", threads, Integer.MAX_VALUE, classLoader);
		this.sheddable = new EventThreads("tls-failures", 1, sheddableBacklog, classLoader);
	}

	/**
	 * Return a new mailbox that is not open yet. Until it has finished, {@link #close()}
	 * waits for it.
	 */
	Mailbox mailbox() {
		Mailbox mailbox = new Mailbox(this.ordered::offer);
		this.unfinished.incrementAndGet();
		mailbox.onFinish(this::finished);
		return mailbox;
	}

	/**
	 * Deliver the first event of a connection and open its mailbox, at once or when there
	 * is room.
	 * @return {@code null} when there was room, or what completes when there is
	 */
	@Nullable Mono<Void> admit(Mailbox mailbox, Runnable delivery) {
		mailbox.add(() -> {
			try {
				deliver(delivery);
			}
			finally {
				delivered();
			}
		});
		synchronized (this.lock) {
			if (this.admitted >= this.backlog && !this.closed) {
				Waiter waiter = new Waiter(mailbox, Sinks.empty());
				this.waiters.add(waiter);
				return waiter.admitted().asMono();
			}
			this.admitted++;
		}
		mailbox.open();
		return null;
	}

	/**
	 * Deliver a further event.
	 */
	void add(Mailbox mailbox, Runnable delivery) {
		mailbox.add(() -> deliver(delivery));
	}

	/**
	 * Deliver an event that may be shed.
	 */
	void offer(Runnable delivery) {
		this.unfinished.incrementAndGet();
		boolean accepted = this.sheddable.offer(() -> {
			try {
				if (!deliver(delivery)) {
					this.shed.increment();
				}
			}
			finally {
				finished();
			}
		});
		if (!accepted) {
			this.shed.increment();
			finished();
		}
	}

	/**
	 * Return how many events were shed.
	 */
	long shed() {
		return this.shed.sum();
	}

	/**
	 * Return whether it delivers nothing any more.
	 */
	boolean closed() {
		return this.closed;
	}

	/**
	 * Deliver again.
	 */
	void open() {
		this.ordered.stopped(false);
		this.sheddable.stopped(false);
		this.closed = false;
	}

	/**
	 * Deliver what waits, for a bounded time, and deliver nothing from then on.
	 * Connections that wait for their turn go on.
	 */
	void close() {
		if (this.closed) {
			return;
		}
		int own = (this.ordered.current() || this.sheddable.current()) ? 1 : 0;
		boolean drained = awaitFinished(own);
		release();
		if (!drained) {
			logger.warn("Listeners did not take all events of TLS connections within {} s, {} of them are left",
					this.drain.toSeconds(), this.unfinished.get() - own);
			this.ordered.interrupt();
			this.sheddable.interrupt();
		}
		this.ordered.stopped(true);
		this.sheddable.stopped(true);
	}

	private boolean awaitFinished(int own) {
		long deadline = System.nanoTime() + this.drain.toNanos();
		synchronized (this.lock) {
			while (this.unfinished.get() > own) {
				long left = deadline - System.nanoTime();
				if (left <= 0) {
					return false;
				}
				try {
					TimeUnit.NANOSECONDS.timedWait(this.lock, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return false;
				}
			}
		}
		return true;
	}

	private void release() {
		Deque<Waiter> released;
		synchronized (this.lock) {
			this.closed = true;
			released = new ArrayDeque<>(this.waiters);
			this.admitted += this.waiters.size();
			this.waiters.clear();
		}
		released.forEach(Waiter::goOn);
	}

	private boolean deliver(Runnable delivery) {
		if (this.closed) {
			return false;
		}
		delivery.run();
		return true;
	}

	private void delivered() {
		Waiter next;
		synchronized (this.lock) {
			next = this.waiters.poll();
			if (next == null) {
				this.admitted--;
			}
		}
		if (next != null) {
			next.goOn();
		}
	}

	private void finished() {
		if (this.unfinished.decrementAndGet() <= 1) {
			synchronized (this.lock) {
				this.lock.notifyAll();
			}
		}
	}

	/**
	 * A connection that waits for its turn.
	 *
	 * @param mailbox its events
	 * @param admitted completes when it is its turn
	 */
	private record Waiter(Mailbox mailbox, Sinks.Empty<Void> admitted) {

		void goOn() {
			this.mailbox.open();
			this.admitted.tryEmitEmpty();
		}

	}

}
