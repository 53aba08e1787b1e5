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
package io.tlsboot.ocsp;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of {@link Staples}: one that looks at the time each second, and some that
 * wait for responders. They begin with the first work and end without any.
 */
final class StapleThreads {

	private static final Logger logger = LoggerFactory.getLogger(StapleThreads.class);

	private static final int WORKERS = 4;

	private static final int IDLE_SECONDS = 10;

	private final BooleanSupplier tick;

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), daemons("tls-ocsp"));

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("tls-ocsp-timer"));

	private @Nullable ScheduledFuture<?> ticking;

	/**
	 * Create the threads, none of which runs yet.
	 * @param tick does what is to be done each second, and says whether to go on
	 */
	StapleThreads(BooleanSupplier tick) {
		this.tick = tick;
		this.workers.allowCoreThreadTimeOut(true);
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	void work(Runnable task) {
		this.workers.execute(task);
	}

	/**
	 * Tick each second from now on, until there is no need to.
	 */
	synchronized void run() {
		if (this.ticking == null && !this.timer.isShutdown()) {
			this.ticking = this.timer.scheduleWithFixedDelay(this::once, 1, 1, TimeUnit.SECONDS);
		}
	}

	private void once() {
		try {
			if (!this.tick.getAsBoolean()) {
				stopUnlessNeeded();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("OCSP responses cannot be looked after", ex);
		}
	}

	/**
	 * Stop, and look once more: something may have been added in the meantime.
	 */
	private synchronized void stopUnlessNeeded() {
		if (this.ticking != null && !this.tick.getAsBoolean()) {
			this.ticking.cancel(false);
			this.ticking = null;
		}
	}

	synchronized boolean ticking() {
		return this.ticking != null;
	}

	void close() {
		this.timer.shutdownNow();
		this.workers.shutdownNow();
	}

	private static ThreadFactory daemons(String name) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

}
