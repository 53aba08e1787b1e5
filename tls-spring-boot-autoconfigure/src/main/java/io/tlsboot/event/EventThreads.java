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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.tlsboot.server.NamedThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few plain threads that run tasks in the order in which they were offered. A thread is
 * made when none is idle and ends when it was idle for a while. Unlike the executors of
 * the JDK it takes tasks from event loops without ever parking them.
 */
final class EventThreads {

	private static final Logger logger = LoggerFactory.getLogger(EventThreads.class);

	private static final long IDLE_MILLIS = 5_000;

	private final ThreadFactory factory;

	private final int threads;

	private final int capacity;

	private final @Nullable ClassLoader classLoader;

	private final Object lock = new Object();

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final Set<Thread> alive = new HashSet<>();

	private int waiting;

	private boolean stopped;

	/**
	 * Create threads; none is started yet.
	 * @param name the first part of their names
	 * @param threads how many there are at most
	 * @param capacity how many tasks may wait
	 * @param classLoader finds the classes of the tasks, or {@code null} for that of the
	 * thread that offers
	 */
	EventThreads(String name, int threads, int capacity, @Nullable ClassLoader classLoader) {
		this.factory = new NamedThreads(name);
		this.threads = threads;
		this.capacity = capacity;
		this.classLoader = classLoader;
	}

	/**
	 * Run a task as soon as a thread is free.
	 * @return whether there was room for it
	 */
	boolean offer(Runnable task) {
		Thread made = null;
		synchronized (this.lock) {
			if (this.tasks.size() >= this.capacity) {
				return false;
			}
			this.tasks.add(task);
			if (this.waiting >= this.tasks.size()) {
				this.lock.notify();
			}
			else if (this.alive.size() < this.threads) {
				made = this.factory.newThread(this::work);
				this.alive.add(made);
			}
		}
		if (made != null) {
			start(made);
		}
		return true;
	}

	/**
	 * Return whether the caller is one of these threads.
	 */
	boolean current() {
		synchronized (this.lock) {
			return this.alive.contains(Thread.currentThread());
		}
	}

	/**
	 * Interrupt what runs, except the caller.
	 */
	void interrupt() {
		synchronized (this.lock) {
			this.alive.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
		}
	}

	/**
	 * Let threads end as soon as they are idle, or keep them for a while again.
	 */
	void stopped(boolean stopped) {
		synchronized (this.lock) {
			this.stopped = stopped;
			this.lock.notifyAll();
		}
	}

	private void start(Thread thread) {
		if (this.classLoader != null) {
			thread.setContextClassLoader(this.classLoader);
		}
		try {
			thread.start();
		}
		catch (Throwable ex) {
			synchronized (this.lock) {
				this.alive.remove(thread);
			}
			throw ex;
		}
	}

	private void work() {
		for (Runnable task = next(); task != null; task = next()) {
			try {
				task.run();
			}
			catch (Throwable ex) {
				logger.error("A task failed", ex);
			}
		}
	}

	private @Nullable Runnable next() {
		// A listener may have left the flag set.
		Thread.interrupted();
		synchronized (this.lock) {
			awaitTask();
			Runnable task = this.tasks.poll();
			if (task == null) {
				this.alive.remove(Thread.currentThread());
			}
			return task;
		}
	}

	/**
	 * Wait for a task, for a bounded time. What this thread was woken for may have been
	 * taken by one that was just done: that is no reason to end.
	 */
	private void awaitTask() {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
		this.waiting++;
		try {
			long left = IDLE_MILLIS;
			while (this.tasks.isEmpty() && !this.stopped && left > 0) {
				this.lock.wait(left);
				left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			}
		}
		catch (InterruptedException ex) {
			// The thread ends, unless there is a task.
		}
		finally {
			this.waiting--;
		}
	}

}
