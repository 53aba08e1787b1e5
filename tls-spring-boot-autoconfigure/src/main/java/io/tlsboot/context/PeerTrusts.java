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

package io.tlsboot.context;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.material.MaterialLoader;
import io.tlsboot.material.TrustSource;
import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.Purpose;
import io.tlsboot.verify.TrustPolicy;

/**
 * Loads what servers trust and keeps each distinct policy once, for as long as a context
 * uses it: thousands of hosts may name the same authority.
 */
final class PeerTrusts {

	private final MaterialLoader loader;

	private final Clock clock;

	private final Map<ByteBuffer, WeakReference<PeerTrust>> known = new HashMap<>();

	PeerTrusts(MaterialLoader loader, Clock clock) {
		this.loader = loader;
		this.clock = clock;
	}

	/**
	 * Load a policy.
	 * @param spec a specification that asks for certificates
	 * @param purpose what the peers' certificates must be good for
	 */
	TrustPolicy policy(SecureContextSpec spec, Purpose purpose) {
		TrustSource trust = (spec.trust() != null) ? spec.trust() : new TrustSource.WellKnown();
		return new TrustPolicy(this.loader.trust(trust),
				spec.crls().isEmpty() ? List.of() : this.loader.crls(spec.crls()), purpose, false);
	}

	/**
	 * Load the policy of a server.
	 * @param spec a specification that asks for certificates
	 * @return the policy, shared with all contexts that have the same one
	 */
	PeerTrust of(SecureContextSpec spec) {
		TrustPolicy policy = policy(spec, Purpose.CLIENT);
		byte[] digest = policy.digest();
		synchronized (this.known) {
			this.known.values().removeIf((reference) -> reference.refersTo(null));
			WeakReference<PeerTrust> reference = this.known.get(ByteBuffer.wrap(digest));
			PeerTrust trust = (reference != null) ? reference.get() : null;
			if (trust == null) {
				trust = new PeerTrust(policy, digest, new PeerVerifier(policy, this.clock));
				this.known.put(ByteBuffer.wrap(digest), new WeakReference<>(trust));
			}
			return trust;
		}
	}

}
