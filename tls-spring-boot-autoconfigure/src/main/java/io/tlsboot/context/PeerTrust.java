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

import java.security.cert.X509Certificate;
import java.util.List;

import io.tlsboot.verify.PeerVerifier;
import io.tlsboot.verify.TrustPolicy;

/**
 * The policy by which the clients of a server are judged, ready to judge. Contexts with
 * the same policy share it.
 *
 * @param policy the policy
 * @param digest the digest of the policy
 * @param verifier judges by the policy
 */
record PeerTrust(TrustPolicy policy, byte[] digest, PeerVerifier verifier) {

	List<X509Certificate> anchors() {
		return this.policy.anchors();
	}

	PeerJudge judge() {
		return new PeerJudge(this.verifier, null, null);
	}

}
