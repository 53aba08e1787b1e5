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

package io.tlsboot.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.connection.Role;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.server.ContextInfo;
import io.tlsboot.server.ServerContextsInfo;
import org.jspecify.annotations.Nullable;

/**
 * One look at the certificates of servers and clients. It remembers what was told of each
 * that has come to a threshold, so that the next look does not tell it again.
 */
final class ExpiryLook {

	private final ExpiryThresholds thresholds;

	private final Instant now;

	private final Map<Place, Told> before;

	private final Map<Place, Told> told = new HashMap<>();

	private final List<CertificateExpiry> found = new ArrayList<>();

	private @Nullable Instant next;

	/**
	 * Begin.
	 * @param last the look before this one, or {@code null} for the first
	 */
	ExpiryLook(ExpiryThresholds thresholds, Instant now, @Nullable ExpiryLook last) {
		this.thresholds = thresholds;
		this.now = now;
		this.before = (last != null) ? last.told : new HashMap<>();
	}

	void add(String server, ServerContextsInfo contexts) {
		add(server, contexts.defaultContext());
		contexts.hosts().forEach((host) -> add(server, host));
	}

	private void add(String server, ContextInfo context) {
		PreparedContext prepared = context.prepared();
		if (prepared != null) {
			add(Role.SERVER, server, context.spec().name(), prepared.packed());
		}
	}

	void add(Role role, String endpoint, String context, List<PackedIdentity> identities) {
		for (int i = 0; i < identities.size(); i++) {
			PackedIdentity identity = identities.get(i);
			Instant moment = this.thresholds.next(identity.validTo(), this.now);
			if (moment != null && (this.next == null || moment.isBefore(this.next))) {
				this.next = moment;
			}
			Duration reached = this.thresholds.reached(identity.validTo(), this.now);
			if (reached != null) {
				tell(new Place(role, endpoint, context, i), identity, reached);
			}
		}
	}

	private void tell(Place place, PackedIdentity identity, Duration reached) {
		Told last = this.before.get(place);
		if (last != null && last.identity().isSameAs(identity) && last.threshold().compareTo(reached) <= 0) {
			this.told.put(place, last);
			return;
		}
		this.told.put(place, new Told(identity, reached));
		this.found.add(new CertificateExpiry(place.role(), place.endpoint(), place.context(), identity.leaf(), reached,
				Duration.between(this.now, identity.validTo())));
	}

	/**
	 * End, and return those that have come to a threshold since the look before.
	 */
	List<CertificateExpiry> end() {
		this.before.clear();
		return this.found;
	}

	/**
	 * Return when the next one comes to one, or {@code null} for never.
	 */
	@Nullable Instant next() {
		return this.next;
	}

	/**
	 * Where a certificate is.
	 */
	private record Place(Role role, String endpoint, String context, int index) {
	}

	/**
	 * What was told of a certificate.
	 */
	private record Told(PackedIdentity identity, Duration threshold) {
	}

}
