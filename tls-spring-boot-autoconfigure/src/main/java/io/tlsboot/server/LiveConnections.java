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

import org.jspecify.annotations.Nullable;

/**
 * Admits the connections of a server within its limits, counts them until they end, and
 * tells when a closed server has none left. While a connection is admitted the server is
 * not finished. Its methods hold a lock for a few instructions only.
 */
final class LiveConnections {

	private final Set<AcceptedConnection> connections = ConcurrentHashMap.newKeySet();

	private final Runnable onFinish;

	private int count;

	private int pending;

	private boolean accepting;

	private boolean open;

	LiveConnections(Runnable onFinish) {
		this.onFinish = onFinish;
	}

	/**
	 * The server begins to listen.
	 */
	synchronized void open() {
		this.accepting = true;
		this.open = true;
	}

	/**
	 * The server accepts no more, although its socket may not be closed yet.
	 */
	synchronized void refuse() {
		this.accepting = false;
	}

	/**
	 * The socket of the server is closed.
	 */
	void close() {
		synchronized (this) {
			this.accepting = false;
			if (!this.open) {
				return;
			}
			this.open = false;
			if (this.count > 0) {
				return;
			}
		}
		this.onFinish.run();
	}

	/**
	 * Admit a connection, whose handshake begins, or not.
	 * @param connection the connection
	 * @param maxConnections how many there may be, or 0 for no limit
	 * @param maxPending how many handshakes may be under way
	 * @return whether it was admitted
	 */
	synchronized Admission admit(AcceptedConnection connection, int maxConnections, int maxPending) {
		if (!this.accepting) {
			return Admission.CLOSED;
		}
		if (maxConnections > 0 && this.count >= maxConnections) {
			return Admission.MAX_CONNECTIONS;
		}
		if (this.pending >= maxPending) {
			return Admission.MAX_PENDING_HANDSHAKES;
		}
		this.count++;
		this.pending++;
		this.connections.add(connection);
		return Admission.ADMITTED;
	}

	/**
	 * The handshake of an admitted connection has ended.
	 */
	synchronized void handshakeEnded() {
		this.pending--;
	}

	/**
	 * A handshake is done but its connection has to wait.
	 */
	synchronized void handshakeHeld() {
		this.pending++;
	}

	/**
	 * An admitted connection has ended.
	 */
	void remove(AcceptedConnection connection) {
		synchronized (this) {
			if (!this.connections.remove(connection)) {
				return;
			}
			this.count--;
			if (this.count > 0 || this.open) {
				return;
			}
		}
		this.onFinish.run();
	}

	synchronized int count() {
		return this.count;
	}

	synchronized int pending() {
		return this.pending;
	}

	Set<AcceptedConnection> all() {
		return this.connections;
	}

	/**
	 * Whether a connection is admitted.
	 */
	enum Admission {

		/** It is. */
		ADMITTED(null),

		/** The server accepts no more. */
		CLOSED(null),

		/** There are as many connections as there may be. */
		MAX_CONNECTIONS("max-connections"),

		/** There are as many handshakes under way as there may be. */
		MAX_PENDING_HANDSHAKES("max-pending-handshakes");

		private final @Nullable String limit;

		Admission(@Nullable String limit) {
			this.limit = limit;
		}

		/**
		 * Return the property whose limit is reached.
		 */
		@Nullable String limit() {
			return this.limit;
		}

	}

}
