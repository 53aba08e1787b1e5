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
import java.util.concurrent.Executor;

/**
 * Runs the deliveries of one connection one after the other, on whatever thread is free.
 */
final class Mailbox {

	private final Executor executor;

	private final Deque<Runnable> deliveries = new ArrayDeque<>(2);

	private boolean open;

	private boolean running;

	Mailbox(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Add a delivery; it waits until the mailbox is open.
	 */
	synchronized void add(Runnable delivery) {
		this.deliveries.add(delivery);
		start();
	}

	/**
	 * Begin to deliver.
	 */
	synchronized void open() {
		this.open = true;
		start();
	}

	private void start() {
		if (this.open && !this.running && !this.deliveries.isEmpty()) {
			this.running = true;
			this.executor.execute(this::run);
		}
	}

	private void run() {
		Runnable delivery = next();
		while (delivery != null) {
			delivery.run();
			delivery = next();
		}
	}

	private synchronized @org.jspecify.annotations.Nullable Runnable next() {
		Runnable delivery = this.deliveries.poll();
		if (delivery == null) {
			this.running = false;
		}
		return delivery;
	}

}
