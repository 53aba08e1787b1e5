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

import java.time.Instant;

/**
 * Checks the validity of each certificate, the trusted ones too. Signatures were checked
 * when the path was built; what is left of them is to say when one was forged.
 */
final class SignatureAndDateCheck {

	private SignatureAndDateCheck() {
	}

	/**
	 * Check the dates from the top down, so that the peer's own certificate decides.
	 * @param path the path
	 * @param now seconds of the epoch; the last second of a validity belongs to it (RFC
	 * 5280, section 4.1.2.5)
	 * @param findings where to note what is wrong
	 */
	static void check(Path path, long now, Findings findings) {
		for (int i = path.top(); i >= 0; i--) {
			CertificateFacts certificate = path.get(i);
			if (now < certificate.notBefore()) {
				findings.add(AuthorizationError.CERT_NOT_YET_VALID, i,
						"is not valid before " + Instant.ofEpochSecond(certificate.notBefore()));
			}
			else if (now > certificate.notAfter()) {
				findings.add(AuthorizationError.CERT_HAS_EXPIRED, i,
						"expired at " + Instant.ofEpochSecond(certificate.notAfter()));
			}
		}
		for (int i = path.top(); i > 0; i--) {
			KeyFacts.Problem problem = path.get(i).key().problem();
			if (problem != null && !problem.calculable()) {
				findings.add(problem.error(), i, problem.words());
			}
		}
		if (path.forgedTop()) {
			findings.add(AuthorizationError.CERT_SIGNATURE_FAILURE, path.top(),
					"was not signed by the authority that it names");
		}
	}

}
