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

package io.tlsboot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.tlsboot.client.DialContext;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Makes an observation of each handshake, from accept or connect to its end. That of a
 * client belongs to what its caller observes, as the subscriber's context tells.
 */
public final class ObservedHandshakes implements ConnectionListener {

	private static final AttributeKey<Observation> OBSERVATION = AttributeKey.valueOf("tls.observation");

	private static final TlsHandshakeObservationConvention DEFAULT = new DefaultTlsHandshakeObservationConvention();

	/** By what Micrometer puts the observation into the context of a subscriber. */
	private static final String PARENT = "micrometer.observation";

	private final ObservationRegistry registry;

	private final @Nullable TlsHandshakeObservationConvention convention;

	/**
	 * Create a listener.
	 * @param registry has the handlers of observations
	 * @param convention names observations, or {@code null} for the usual names
	 */
	public ObservedHandshakes(ObservationRegistry registry, @Nullable TlsHandshakeObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public void accepted(Role role, String endpoint, Channel channel) {
		if (this.registry.isNoop()) {
			return;
		}
		Observation observation = Observation.createNotStarted(this.convention, DEFAULT,
				() -> new TlsHandshakeContext(role, endpoint), this.registry);
		ContextView caller = channel.hasAttr(DialContext.KEY) ? channel.attr(DialContext.KEY).get() : null;
		if (caller != null && caller.getOrDefault(PARENT, null) instanceof Observation parent) {
			observation.parentObservation(parent);
		}
		// First, so that it ends even if a handler fails at its start.
		channel.attr(OBSERVATION).set(observation);
		observation.start();
	}

	@Override
	public void handshakeFailed(FailedHandshake failed, Channel channel) {
		Observation observation = take(channel);
		if (observation != null) {
			if (observation.getContext() instanceof TlsHandshakeContext context) {
				context.failed(failed);
			}
			try {
				observation.error(new FailedHandshakeException(failed.failure().reason()));
			}
			finally {
				observation.stop();
			}
		}
	}

	@Override
	public @Nullable Mono<Void> secured(SecureConnection connection, long handshakeNanos, Channel channel) {
		Observation observation = take(channel);
		if (observation != null) {
			if (observation.getContext() instanceof TlsHandshakeContext context) {
				context.secured(connection);
			}
			observation.stop();
		}
		return null;
	}

	private static @Nullable Observation take(Channel channel) {
		return channel.hasAttr(OBSERVATION) ? channel.attr(OBSERVATION).getAndSet(null) : null;
	}

}
