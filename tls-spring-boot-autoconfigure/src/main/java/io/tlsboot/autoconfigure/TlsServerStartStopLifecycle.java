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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

import io.tlsboot.context.SecureContext;
import io.tlsboot.server.TlsServer;
import io.tlsboot.server.TlsServers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;

/**
 * Starts the servers when the application is ready to serve, and keeps the process alive
 * as long as they run. At the end it closes by force what graceful shutdown left open.
 */
class TlsServerStartStopLifecycle implements SmartLifecycle {

	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

	private static final Duration START_LIMIT = Duration.ofMinutes(1);

	private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

	private static final Logger logger = LoggerFactory.getLogger(TlsServerStartStopLifecycle.class);

	private final TlsServers servers;

	private final BiFunction<String, RuntimeException, RuntimeException> explanation;

	private final Runnable warmUp;

	private volatile @Nullable CountDownLatch running;

	/**
	 * Create the lifecycle.
	 * @param servers the servers to start, in their order
	 * @param explanation turns a failure to start a server into one for the user
	 * @param warmUp is run before the first server listens
	 */
	TlsServerStartStopLifecycle(TlsServers servers, BiFunction<String, RuntimeException, RuntimeException> explanation,
			Runnable warmUp) {
		this.servers = servers;
		this.explanation = explanation;
		this.warmUp = warmUp;
	}

	@Override
	public void start() {
		this.warmUp.run();
		for (TlsServer server : this.servers.all()) {
			try {
				server.listen().block(START_LIMIT);
			}
			catch (RuntimeException ex) {
				stop();
				throw this.explanation.apply(server.name(), ex);
			}
			report(server);
		}
		CountDownLatch latch = new CountDownLatch(1);
		this.running = latch;
		Thread keepAlive = new Thread(() -> await(latch), "tls-servers");
		keepAlive.setDaemon(false);
		keepAlive.start();
	}

	@Override
	public void stop() {
		CountDownLatch latch = this.running;
		this.running = null;
		try {
			Flux.fromIterable(this.servers.all())
				.flatMap((server) -> server.close(Duration.ZERO))
				.then()
				.block(STOP_LIMIT);
		}
		catch (IllegalStateException ex) {
			logger.warn("Some TLS connections did not close within {} s", STOP_LIMIT.toSeconds());
		}
		finally {
			if (latch != null) {
				latch.countDown();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	private void report(TlsServer server) {
		InetSocketAddress address = server.address();
		SecureContext context = server.context();
		logger.info("TLS server '{}' listens on {}, port {}, with {}: {}", server.name(),
				address.getAddress().isAnyLocalAddress() ? "all interfaces" : address.getAddress().getHostAddress(),
				address.getPort(), (context != null) ? context.engine().version() : "no engine",
				(context != null) ? context.engine().reason() : "it was closed");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
