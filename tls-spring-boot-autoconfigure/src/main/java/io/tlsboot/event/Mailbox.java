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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the deliveries of one connection or server one after the other, on whatever thread
 * is free. A delivery that fails does not stop those after it.
 */
final class Mailbox {

	private static final Logger logger = LoggerFactory.getLogger(Mailbox.class);

	private final Executor executor;

	private final Deque<Runnable> deliveries = new ArrayDeque<>(2);

	private final List<Runnable> finishers = new ArrayList<>(2);

	private boolean open;

	private boolean running;

	private boolean ended;

	private boolean finished;

	Mailbox(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Add a delivery; it waits until the mailbox is open.
	 */
	void add(Runnable delivery) {
		boolean runs;
		synchronized (this) {
			this.deliveries.add(delivery);
			runs = start();
		}
		execute(runs);
	}

	/**
	 * Begin to deliver.
	 */
	void open() {
		boolean runs;
		synchronized (this) {
			this.open = true;
			runs = start();
		}
		execute(runs);
	}

	/**
	 * Nothing more will be added.
	 */
	void end() {
		synchronized (this) {
			this.ended = true;
		}
		finish();
	}

	/**
	 * Run something when the mailbox has ended and all is delivered, at once when that is
	 * so already.
	 */
	void onFinish(Runnable finisher) {
		synchronized (this) {
			if (!this.finished) {
				this.finishers.add(finisher);
				return;
			}
		}
		finisher.run();
	}

	private boolean start() {
		if (this.open && !this.running && !this.deliveries.isEmpty()) {
			this.running = true;
			return true;
		}
		return false;
	}

	/**
	 * Not within the lock, for which the thread that is woken would have to wait at once.
	 */
	private void execute(boolean runs) {
		if (runs) {
			this.executor.execute(this::run);
		}
	}

	private void run() {
		for (Runnable delivery = next(); delivery != null; delivery = next()) {
			try {
				delivery.run();
			}
			catch (Throwable ex) {
				logger.error("A delivery failed", ex);
			}
		}
		finish();
	}

	private synchronized @Nullable Runnable next() {
		Runnable delivery = this.deliveries.poll();
		if (delivery == null) {
			this.running = false;
		}
		return delivery;
	}

	private void finish() {
		synchronized (this) {
			if (!this.ended || this.running || this.finished || !this.deliveries.isEmpty()) {
				return;
			}
			this.finished = true;
		}
		this.finishers.forEach(Runnable::run);
	}

}
