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

package io.tlsboot.autoconfigure;

import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;

/**
 * Stops to accept connections and lets those that are open finish, for as long as
 * {@code spring.lifecycle.timeout-per-shutdown-phase} allows.
 */
class TlsServerGracefulShutdownLifecycle implements SmartLifecycle {

	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

	private final TlsServers servers;

	private volatile boolean running;

	TlsServerGracefulShutdownLifecycle(TlsServers servers) {
		this.servers = servers;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		throw new UnsupportedOperationException("The stop of this lifecycle needs a callback");
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		Flux.fromIterable(this.servers.all())
			.flatMap(TlsServer::close)
			.then()
			.subscribe(null, (failure) -> callback.run(), callback);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
