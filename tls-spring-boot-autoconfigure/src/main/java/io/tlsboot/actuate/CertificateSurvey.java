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

package io.tlsboot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.tlsboot.client.TlsClient;
import io.tlsboot.connection.Role;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.server.ContextInfo;
import io.tlsboot.server.ServerContextsInfo;
import io.tlsboot.server.TlsServer;
import org.jspecify.annotations.Nullable;

/**
 * One look over the certificates of servers and clients: which is not valid, which
 * expires soon, which first. It compares dates that were read at start and parses
 * nothing, so that tens of thousands of hosts take a millisecond.
 */
final class CertificateSurvey {

	private final Instant now;

	private final Instant soon;

	private final List<Dated> invalid = new ArrayList<>();

	private final List<Dated> expiring = new ArrayList<>();

	private @Nullable Dated first;

	CertificateSurvey(Instant now, Duration warning) {
		this.now = now;
		this.soon = now.plus(warning);
	}

	CertificateSurvey add(TlsServer server) {
		return add(server.name(), server.contextsInfo());
	}

	CertificateSurvey add(String server, ServerContextsInfo contexts) {
		add(server, contexts.defaultContext());
		contexts.hosts().forEach((host) -> add(server, host));
		return this;
	}

	CertificateSurvey add(TlsClient client) {
		add(Role.CLIENT, client.name(), client.context().name(), client.context().packed());
		return this;
	}

	private void add(String server, ContextInfo context) {
		PreparedContext prepared = context.prepared();
		if (prepared != null) {
			add(Role.SERVER, server, context.spec().name(), prepared.packed());
		}
	}

	private void add(Role role, String endpoint, String context, List<PackedIdentity> identities) {
		for (PackedIdentity identity : identities) {
			Dated dated = new Dated(role, endpoint, context, identity.validFrom(), identity.validTo());
			if (this.first == null || dated.validTo().isBefore(this.first.validTo())) {
				this.first = dated;
			}
			if (!validAt(dated.validFrom(), dated.validTo(), this.now)) {
				this.invalid.add(dated);
			}
			else if (dated.validTo().isBefore(this.soon)) {
				this.expiring.add(dated);
			}
		}
	}

	/**
	 * Return whether a certificate is valid: in its last second it still is.
	 */
	static boolean validAt(Instant from, Instant to, Instant now) {
		return !now.isBefore(from) && now.getEpochSecond() <= to.getEpochSecond();
	}

	int invalid() {
		return this.invalid.size();
	}

	boolean invalidOnServer() {
		return this.invalid.stream().anyMatch((dated) -> dated.role() == Role.SERVER);
	}

	int expiring() {
		return this.expiring.size();
	}

	/**
	 * Return those that are not valid, the one that expired or expires first at the head.
	 */
	List<ExpiryDescriptor> invalid(int limit) {
		return described(this.invalid, limit);
	}

	List<ExpiryDescriptor> expiring(int limit) {
		return described(this.expiring, limit);
	}

	/**
	 * Return the one that expires first, or {@code null} when there is none.
	 */
	@Nullable ExpiryDescriptor first() {
		return (this.first != null) ? describe(this.first) : null;
	}

	private List<ExpiryDescriptor> described(List<Dated> all, int limit) {
		return all.stream()
			.sorted(Comparator.comparing(Dated::validTo).thenComparing(Dated::endpoint).thenComparing(Dated::context))
			.limit(limit)
			.map(this::describe)
			.toList();
	}

	private ExpiryDescriptor describe(Dated dated) {
		return ExpiryDescriptor.of(dated.role(), dated.endpoint(), dated.context(), dated.validFrom(), dated.validTo(),
				this.now);
	}

	/**
	 * The certificate of an identity, as far as dates go.
	 */
	private record Dated(Role role, String endpoint, String context, Instant validFrom, Instant validTo) {
	}

}
