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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes down, channel by channel, what listeners are told.
 */
public final class OutcomeAudit implements ConnectionListener {

	private static final List<List<String>> WHOLE = List.of(List.of("accepted", "failed"),
			List.of("accepted", "secured", "closed"));

	private static final Channel NOT_SECURED = new EmbeddedChannel();

	private final Map<Object, Queue<String>> told = new ConcurrentHashMap<>();

	private final Map<SecureConnection, Channel> channels = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> sums = new ConcurrentHashMap<>();

	@Override
	public void accepted(Role role, String endpoint) {
		add(role, "accepted");
	}

	@Override
	public void accepted(Role role, String endpoint, Channel channel) {
		add(role, "accepted");
		tell(channel, "accepted");
	}

	@Override
	public void rejected(Role role, String endpoint, @Nullable SocketAddress remoteAddress, String limit) {
		add(role, "rejected");
	}

	@Override
	public void handshakeFailed(FailedHandshake failed, Channel channel) {
		add(failed.role(), "failed");
		tell(channel, "failed");
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos, Channel channel) {
		this.channels.put(connection, channel);
		add(connection.role(), "secured");
		tell(channel, "secured");
		return null;
	}

	@Override
	public void closed(SecureConnection connection, ConnectionEnd end) {
		add(connection.role(), "closed");
		tell(this.channels.getOrDefault(connection, NOT_SECURED), "closed");
	}

	/**
	 * Return how many there were.
	 */
	public long outcomes(String role, String outcome) {
		LongAdder sum = this.sums.get(role + " " + outcome);
		return (sum != null) ? sum.sum() : 0;
	}

	/**
	 * Each channel has had its whole story, once and in order.
	 */
	public void assertExact() {
		assertThat(this.told.values()).allSatisfy((story) -> assertThat(WHOLE).contains(List.copyOf(story)));
	}

	private void add(Role role, String outcome) {
		this.sums
			.computeIfAbsent(role.name().toLowerCase(java.util.Locale.ROOT) + " " + outcome,
					(missing) -> new LongAdder())
			.increment();
	}

	private void tell(Channel channel, String what) {
		this.told.computeIfAbsent(channel, (missing) -> new ConcurrentLinkedQueue<>()).add(what);
	}

}
