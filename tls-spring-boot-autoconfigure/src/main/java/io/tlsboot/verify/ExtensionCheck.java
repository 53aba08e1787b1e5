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

import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Checks what the certificates of a path say they may do: critical extensions, authority,
 * purpose, path length, and the strength of keys and digests.
 */
final class ExtensionCheck {

	private final Purpose purpose;

	private final KeyPurposeId usage;

	ExtensionCheck(Purpose purpose) {
		this.purpose = purpose;
		this.usage = (purpose == Purpose.CLIENT) ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth;
	}

	void check(Path path, Findings findings) {
		int intermediates = 0;
		for (int i = 0; i < path.size(); i++) {
			CertificateFacts certificate = path.get(i);
			understood(certificate, i, findings);
			if (i == 0) {
				endEntity(certificate, findings);
			}
			else {
				authority(certificate, i, findings);
				int allowed = certificate.extensions().pathLength();
				if (allowed != -1 && intermediates > allowed) {
					findings.add(AuthorizationError.PATH_LENGTH_EXCEEDED, i,
							"allows " + allowed + " intermediates, but " + intermediates + " follow");
				}
				intermediates += certificate.selfIssued() ? 0 : 1;
			}
		}
		for (int i = 0; i < path.size(); i++) {
			strength(path.get(i), i, i >= path.trustedFrom(), findings);
		}
	}

	private void understood(CertificateFacts certificate, int i, Findings findings) {
		if (certificate.flaw() != null) {
			findings.add(AuthorizationError.UNSPECIFIED, i, certificate.flaw());
		}
		String unknown = certificate.extensions().unknownCritical();
		if (unknown != null) {
			findings.add(AuthorizationError.UNHANDLED_CRITICAL_EXTENSION, i,
					"has a critical extension that is not understood (" + VerdictTexts.quoted(unknown, 64) + ")");
		}
	}

	private void endEntity(CertificateFacts certificate, Findings findings) {
		ExtensionFacts extensions = certificate.extensions();
		int needed = ExtensionFacts.DIGITAL_SIGNATURE | ExtensionFacts.KEY_AGREEMENT
				| ((this.purpose == Purpose.SERVER) ? ExtensionFacts.KEY_ENCIPHERMENT : 0);
		if (!extensions.allows(this.usage)) {
			findings.add(AuthorizationError.INVALID_PURPOSE, 0,
					"may not be used by a TLS " + role() + " (extended key usage)");
		}
		else if (!extensions.keyMay(needed)) {
			findings.add(AuthorizationError.INVALID_PURPOSE, 0, "may not be used by a TLS " + role() + " (key usage)");
		}
	}

	private void authority(CertificateFacts certificate, int i, Findings findings) {
		ExtensionFacts extensions = certificate.extensions();
		boolean oldRoot = certificate.version() == 1 && certificate.selfSigned();
		if (!extensions.authority() && !oldRoot) {
			findings.add(AuthorizationError.INVALID_CA, i, extensions.hasBasicConstraints()
					? "is not a certificate authority" : "does not say that it is a certificate authority");
		}
		else if (!extensions.allows(this.usage)) {
			findings.add(AuthorizationError.INVALID_PURPOSE, i,
					"may not issue certificates for a TLS " + role() + " (extended key usage)");
		}
		else if (!extensions.keyMay(ExtensionFacts.KEY_CERT_SIGN)) {
			findings.add(AuthorizationError.KEYUSAGE_NO_CERTSIGN, i, "has a key that may not sign certificates");
		}
	}

	private String role() {
		return (this.purpose == Purpose.CLIENT) ? "client" : "server";
	}

	private void strength(CertificateFacts certificate, int i, boolean trusted, Findings findings) {
		KeyFacts.Problem problem = certificate.key().problem();
		if (problem != null) {
			findings.add(problem.error(), i, problem.words());
		}
		if (certificate.signature().weak() && !(trusted && certificate.selfSigned())) {
			findings.add(AuthorizationError.WEAK_SIGNATURE, i, "is signed with a weak digest");
		}
	}

}
