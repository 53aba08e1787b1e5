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

package io.tlsboot.verify;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Everything that decides a verdict but the peer and the time.
 *
 * @param anchors the trusted certificates; roots, and intermediates that complete chains
 * @param crls revocation lists; when there is one, every issuer in a path needs one
 * @param purpose what the peer acts as
 * @param allowPartialChain whether a trusted certificate that is not self-signed may end
 * a path
 */
public record TrustPolicy(List<X509Certificate> anchors, List<X509CRL> crls, Purpose purpose,
		boolean allowPartialChain) {

	public TrustPolicy {
		anchors = List.copyOf(anchors);
		crls = List.copyOf(crls);
	}

	/**
	 * Return a digest of everything that decides a verdict. Policies that judge alike by
	 * construction, whatever the order of their parts, have the same one on every node
	 * and in every run; it belongs into the context of a session id, so that no session
	 * outlives the policy under which it began.
	 * @return 32 bytes of SHA-256
	 */
	public byte[] digest() {
		return PolicyDigest.of(this);
	}

}
