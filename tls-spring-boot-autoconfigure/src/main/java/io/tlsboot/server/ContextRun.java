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

import java.util.stream.Stream;

import io.tlsboot.sni.ContextPool;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.HostContexts;

/**
 * The contexts of a server from one listen to its close. Another listen has others.
 */
final class ContextRun {

	private volatile ContextSlot defaultSlot;

	private final HostContexts hosts;

	private final ContextPool pool;

	private final ServerTicketKeys keys;

	private final int version;

	/**
	 * Create it.
	 * @param defaultSlot the place of the default context
	 * @param hosts the places of the contexts of hosts
	 * @param pool builds the contexts
	 * @param keys has the root keys of session tickets
	 * @param version which hosts there were when it was opened
	 */
	ContextRun(ContextSlot defaultSlot, HostContexts hosts, ContextPool pool, ServerTicketKeys keys, int version) {
		this.defaultSlot = defaultSlot;
		this.hosts = hosts;
		this.pool = pool;
		this.keys = keys;
		this.version = version;
	}

	ContextSlot defaultSlot() {
		return this.defaultSlot;
	}

	/**
	 * Serve by another default context from now on. Only reloads do that, one at a time.
	 */
	void defaultSlot(ContextSlot slot) {
		this.defaultSlot = slot;
	}

	HostContexts hosts() {
		return this.hosts;
	}

	ContextPool pool() {
		return this.pool;
	}

	ServerTicketKeys keys() {
		return this.keys;
	}

	int version() {
		return this.version;
	}

	/**
	 * Return the places of all contexts, the default one first.
	 */
	Stream<ContextSlot> slots() {
		return Stream.concat(Stream.of(this.defaultSlot), this.hosts.slots().stream());
	}

	/**
	 * Give all contexts up; each lives on until its last connection has ended.
	 */
	void close() {
		this.pool.close();
		this.keys.close();
	}

}
