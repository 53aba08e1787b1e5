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

package io.tlsboot.metrics;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A listener that fails each time: by an exception, and by an error.
 */
final class FailingListener implements ConnectionListener {

	private final AtomicInteger times = new AtomicInteger();

	static ConnectionListener make() {
		return new FailingListener();
	}

	@Override
	public void accepted(Role role, String endpoint, Channel channel) {
		fail();
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		fail();
	}

	@Override
	public void handshakeFailed(FailedHandshake failed, Channel channel) {
		fail();
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
		fail();
		return null;
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		fail();
	}

	private void fail() {
		if (this.times.getAndIncrement() % 2 == 0) {
			throw new IllegalStateException("on purpose");
		}
		throw new NoClassDefFoundError("on purpose");
	}

}
