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

import io.tlsboot.event.TlsEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the last events of the servers after they have stopped, while the beans that
 * listen still live.
 */
class TlsEventLifecycle implements SmartLifecycle {

	static final int PHASE = TlsServerStartStopLifecycle.PHASE - 1024;

	private final TlsEventPublisher publisher;

	private volatile boolean running;

	TlsEventLifecycle(TlsEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void start() {
		this.publisher.open();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.publisher.close();
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
