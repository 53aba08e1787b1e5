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

package io.tlsboot.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tlsboot.actuate.EndpointDescriptor;
import io.tlsboot.actuate.FailuresDescriptor;
import io.tlsboot.actuate.TlsDescriptor;
import io.tlsboot.actuate.TlsEndpoint;
import io.tlsboot.actuate.TlsHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Looks at servers and clients where their operator does: endpoint, health and meters.
 */
@Component
class LiveStates {

	private final TlsEndpoint endpoint;

	private final TlsHealthIndicator health;

	private final MeterRegistry meters;

	LiveStates(TlsEndpoint endpoint, TlsHealthIndicator health, MeterRegistry meters) {
		this.endpoint = endpoint;
		this.health = health;
		this.meters = meters;
	}

	LiveState now() {
		TlsDescriptor overview = this.endpoint.overview();
		List<EndpointDescriptor> endpoints = new ArrayList<>();
		List<FailuresDescriptor> failures = new ArrayList<>();
		overview.servers().keySet().stream().sorted().forEach((name) -> add(name, "server", endpoints, failures));
		overview.clients().keySet().stream().sorted().forEach((name) -> add(name, "client", endpoints, failures));
		Health tls = Objects.requireNonNull(this.health.health());
		long authorized = handshakes("true");
		return new LiveState(Instant.now(), tls.getStatus().getCode(), tls.getDetails(), endpoints, failures,
				authorized + handshakes("false"), authorized);
	}

	private void add(String name, String role, List<EndpointDescriptor> endpoints, List<FailuresDescriptor> failures) {
		EndpointDescriptor shown = this.endpoint.endpoint(name, role, null, null, null);
		FailuresDescriptor failed = this.endpoint.failures(name, "failures", role);
		if (shown != null && failed != null) {
			endpoints.add(shown);
			failures.add(failed);
		}
	}

	private long handshakes(String authorized) {
		return this.meters.find("tls.handshakes")
			.tags("outcome", "success", "authorized", authorized)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

}
