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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
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

	private final ThreadPoolExecutor ordered;

	private final ThreadPoolExecutor sheddable;

	private final LongAdder shed = new LongAdder();

	private final int backlog;

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private int admitted;

	EventDispatcher() {
		this(THREADS, BACKLOG, SHEDDABLE_BACKLOG);
	}

	EventDispatcher(int threads, int backlog, int sheddableBacklog) {
		this.backlog = backlog;
		this.ordered = new ThreadPoolExecutor(threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				new DefaultThreadFactory("tls-events", true));
		this.ordered.allowCoreThreadTimeOut(true);
		this.sheddable = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(sheddableBacklog),
				new DefaultThreadFactory("tls-failures", true));
		this.sheddable.allowCoreThreadTimeOut(true);
	}

	/**
	 * Return a new mailbox that is not open yet.
	 */
	Mailbox mailbox() {
		return new Mailbox(this.ordered);
	}

	/**
	 * Deliver the first event of a connection and open its mailbox, at once or when there
	 * is room.
	 * @return {@code null} when there was room, or what completes when there is
	 */
	@Nullable Mono<Void> admit(Mailbox mailbox, Runnable delivery) {
		Waiter waiter;
		synchronized (this.waiters) {
			mailbox.add(() -> deliver(delivery));
			if (this.admitted < this.backlog) {
				this.admitted++;
				mailbox.open();
				return null;
			}
			waiter = new Waiter(mailbox, Sinks.empty());
			this.waiters.add(waiter);
		}
		return waiter.admitted().asMono();
	}

	/**
	 * Deliver an event that may be shed.
	 */
	void offer(Runnable delivery) {
		try {
			this.sheddable.execute(delivery);
		}
		catch (RejectedExecutionException ex) {
			this.shed.increment();
		}
	}

	/**
	 * Return how many events were shed.
	 */
	long shed() {
		return this.shed.sum();
	}

	/**
	 * Deliver what waits, for a bounded time, and stop.
	 */
	void close() {
		long deadline = System.nanoTime() + DRAIN.toNanos();
		for (ThreadPoolExecutor executor : new ThreadPoolExecutor[] { this.ordered, this.sheddable }) {
			executor.shutdown();
			try {
				if (!executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
					executor.shutdownNow();
				}
			}
			catch (InterruptedException ex) {
				executor.shutdownNow();
				Thread.currentThread().interrupt();
			}
		}
	}

	private void deliver(Runnable delivery) {
		try {
			delivery.run();
		}
		finally {
			delivered();
		}
	}

	private void delivered() {
		Waiter next;
		synchronized (this.waiters) {
			next = this.waiters.poll();
			if (next == null) {
				this.admitted--;
			}
		}
		if (next != null) {
			next.mailbox().open();
			next.admitted().tryEmitEmpty();
		}
	}

	/**
	 * A connection that waits for its turn.
	 *
	 * @param mailbox its events
	 * @param admitted completes when it is its turn
	 */
	private record Waiter(Mailbox mailbox, Sinks.Empty<Void> admitted) {
	}

}
