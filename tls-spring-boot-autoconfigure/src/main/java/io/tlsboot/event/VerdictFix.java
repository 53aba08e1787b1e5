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

import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;

/**
 * Says what to do about a peer that is no longer authorized.
 */
final class VerdictFix {

	private VerdictFix() {
	}

	/**
	 * Return what to do.
	 * @return a sentence without a final stop
	 */
	static String of(Verdict verdict) {
		AuthorizationError error = verdict.error();
		if (error == null) {
			return "The peer is authorized: there is nothing to do";
		}
		return switch (error) {
			case CERT_REVOKED -> "The authority has revoked the peer's certificate: give the peer a new one, "
					+ "or close its connection if somebody else may have its key";
			case CERT_HAS_EXPIRED -> "A certificate of the peer's chain has expired while the connection was open: "
					+ "renew it and let the peer connect anew, and look at how long its connections live";
			case CRL_HAS_EXPIRED -> "The revocation list has expired: fetch the authority's new one in time, "
					+ "until then nobody can tell who is revoked";
			case UNABLE_TO_GET_CRL, CRL_NOT_YET_VALID, CRL_SIGNATURE_FAILURE ->
				"The revocation lists in use have none that tells about the peer's chain: add that of each authority";
			case UNABLE_TO_VERIFY_LEAF_SIGNATURE, UNABLE_TO_GET_ISSUER_CERT, UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
					SELF_SIGNED_CERT_IN_CHAIN, DEPTH_ZERO_SELF_SIGNED_CERT ->
				"The authority of the peer is no longer in 'ca': give the peer a certificate of one that is, "
						+ "or add its authority again";
			default -> HandshakeFailureReason.PEER_CERTIFICATE_REJECTED.fix();
		};
	}

}
