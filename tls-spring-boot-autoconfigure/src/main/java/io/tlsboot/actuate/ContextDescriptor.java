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

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.tlsboot.context.Negotiation;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.material.TrustSource;
import io.tlsboot.server.ContextInfo;
import org.jspecify.annotations.Nullable;

/**
 * A context: how peers are judged, what is negotiated, and the certificates.
 *
 * @param name {@code default}, or the host pattern it serves
 * @param requestCert whether peers are asked for a certificate
 * @param rejectUnauthorized whether peers that are not authorized are refused
 * @param trust what kind of source the trust comes from, if peers are asked
 * @param revocationLists how many revocation lists there are
 * @param protocols the TLS versions, newest first
 * @param ciphers the cipher suites, most wanted first
 * @param groups the key exchange groups, most wanted first; empty for the engine's own
 * @param alpnProtocols the application protocols, most wanted first
 * @param npnProtocols those for clients that know NPN only
 * @param built whether the engine's context is built; otherwise on first use
 * @param certificates the certificates that it presents, one for each kind of key; empty
 * when there are none, or the server does not run
 */
public record ContextDescriptor(String name, boolean requestCert, boolean rejectUnauthorized, @Nullable String trust,
		int revocationLists, List<String> protocols, List<String> ciphers, List<String> groups,
		List<String> alpnProtocols, List<String> npnProtocols, boolean built,
		List<CertificateDescriptor> certificates) {

	static ContextDescriptor of(ContextInfo context, Instant now) {
		PreparedContext prepared = context.prepared();
		return of(context.spec(), (prepared != null) ? prepared.negotiation() : null, context.built(),
				(prepared != null) ? prepared.packed() : List.of(), now);
	}

	static ContextDescriptor of(SecureContext context, Instant now) {
		return of(context.spec(), context.negotiation(), true, context.packed(), now);
	}

	private static ContextDescriptor of(SecureContextSpec spec, @Nullable Negotiation negotiation, boolean built,
			List<PackedIdentity> identities, Instant now) {
		return new ContextDescriptor(spec.name(), spec.requestCert(), spec.rejectUnauthorized(),
				spec.requestCert() ? trust(spec.trust()) : null, spec.crls().size(),
				(negotiation != null) ? negotiation.protocols() : spec.protocols(),
				(negotiation != null) ? negotiation.ciphers() : spec.ciphers(),
				(negotiation != null) ? negotiation.groups() : spec.groups(), spec.alpnProtocols(), spec.npnProtocols(),
				built, identities.stream().map((one) -> CertificateDescriptor.of(one.chain(), now)).toList());
	}

	/**
	 * Say where trust comes from, but not the location: it may be the text itself, or
	 * have a password in it.
	 */
	private static String trust(@Nullable TrustSource trust) {
		if (trust == null || trust instanceof TrustSource.WellKnown) {
			return (trust != null) ? "well-known" : "well-known, as none was named";
		}
		if (trust instanceof TrustSource.Locations locations) {
			int count = locations.locations().size();
			return (count == 1) ? "1 location" : count + " locations";
		}
		if (trust instanceof TrustSource.Combined combined) {
			return combined.sources().stream().map(ContextDescriptor::trust).collect(Collectors.joining(", "));
		}
		return (trust instanceof TrustSource.Store store) ? store.description() : "PKCS#12 file";
	}

}
