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

package io.tlsboot.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections of a server on every way they can end, and tells when the last
 * one of a closed server has ended.
 */
final class LiveConnections {

	private final Set<AcceptedConnection> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicInteger pending = new AtomicInteger();

	private final AtomicBoolean finished = new AtomicBoolean(true);

	private final Runnable onFinish;

	private volatile boolean closed = true;

	LiveConnections(Runnable onFinish) {
		this.onFinish = onFinish;
	}

	/**
	 * The server begins to accept.
	 */
	void open() {
		this.finished.set(false);
		this.closed = false;
	}

	/**
	 * The server accepts no more.
	 */
	void close() {
		this.closed = true;
		finishWhenEmpty();
	}

	void add(AcceptedConnection connection) {
		this.count.incrementAndGet();
		this.pending.incrementAndGet();
		this.connections.add(connection);
	}

	void handshakeEnded() {
		this.pending.decrementAndGet();
	}

	/**
	 * A handshake is done but its connection has to wait.
	 */
	void handshakeHeld() {
		this.pending.incrementAndGet();
	}

	void remove(AcceptedConnection connection) {
		this.connections.remove(connection);
		this.count.decrementAndGet();
		finishWhenEmpty();
	}

	int count() {
		return this.count.get();
	}

	int pending() {
		return this.pending.get();
	}

	Set<AcceptedConnection> all() {
		return this.connections;
	}

	private void finishWhenEmpty() {
		if (this.closed && this.count.get() == 0 && this.finished.compareAndSet(false, true)) {
			this.onFinish.run();
		}
	}

}
