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

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The end of a server: it waits until its port refuses connections, and closes what is
 * still open when the grace period is over.
 */
final class ServerClosing {

	/** How long a graceful close of each connection may take before it is forced. */
	private static final Duration FORCE_AFTER = Duration.ofSeconds(3);

	private ServerClosing() {
	}

	/**
	 * Run something when the port of a server refuses connections. The socket of a closed
	 * channel goes on to accept until its event loop selects again, so the event loop
	 * must have gone round once.
	 */
	static void afterSocket(Channel server, Runnable action) {
		server.closeFuture().addListener((closed) -> {
			try {
				server.eventLoop().execute(() -> server.eventLoop().schedule(action, 1, TimeUnit.NANOSECONDS));
			}
			catch (RejectedExecutionException ex) {
				action.run();
			}
		});
	}

	static void closeAfter(LiveConnections live, Duration grace, Mono<Void> end) {
		Disposable timers = Mono.delay(grace, Schedulers.parallel())
			.doOnNext((tick) -> live.all().forEach(AcceptedConnection::shutdown))
			.then(Mono.delay(FORCE_AFTER, Schedulers.parallel()))
			.doOnNext((tick) -> live.all().forEach(AcceptedConnection::destroy))
			.subscribe();
		end.subscribe(null, (failure) -> timers.dispose(), timers::dispose);
	}

}
