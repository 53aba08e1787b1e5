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

import java.security.GeneralSecurityException;
import java.util.Arrays;

import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a response was signed by the issuer of the certificate in question,
 * or by a responder that this very issuer has authorized (RFC 6960, section 4.2.2.2).
 * Nobody else's signature counts, whoever issued the signer.
 */
final class StatusSigner {

	private StatusSigner() {
	}

	static void check(SignedStatus signed, CertificateFacts issuer, long now) throws StatusException {
		if (signed.signature().weak()) {
			throw failure("The OCSP response is signed with a weak digest");
		}
		try {
			if (names(signed.responder(), issuer) && made(signed.signature(), issuer)) {
				return;
			}
			String problem = "The OCSP response is not signed by the issuer of the certificate";
			for (CertificateFacts delegate : signed.certificates()) {
				if (names(signed.responder(), delegate) && made(signed.signature(), delegate)) {
					String flaw = flaw(delegate, issuer, now);
					if (flaw == null) {
						return;
					}
					problem = "The OCSP response is signed by " + VerdictTexts.name(delegate) + ", which " + flaw;
				}
			}
			throw failure(problem);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw failure("The signature of the OCSP response cannot be checked");
		}
	}

	private static boolean made(SignatureFacts signature, CertificateFacts signer) {
		return signer.key().problem() == null && signature.madeBy(signer.key());
	}

	/**
	 * Return what keeps a certificate from answering for an issuer.
	 */
	private static @Nullable String flaw(CertificateFacts delegate, CertificateFacts issuer, long now) {
		if (!delegate.issuer().equals(issuer.subject()) || !made(delegate.signature(), issuer)) {
			return "the issuer of the certificate has not issued";
		}
		if (delegate.signature().weak()) {
			return "is signed with a weak digest";
		}
		if (delegate.flaw() != null || delegate.extensions().unknownCritical() != null) {
			return "is not a certificate that can be relied on";
		}
		if (!delegate.extensions().names(KeyPurposeId.id_kp_OCSPSigning)) {
			return "is not for OCSP signing";
		}
		if (delegate.extensions().authority()
				|| !delegate.extensions().keyMay(ExtensionFacts.DIGITAL_SIGNATURE | ExtensionFacts.NON_REPUDIATION)) {
			return "may not sign answers";
		}
		if (now < delegate.notBefore() || now > delegate.notAfter()) {
			return "has expired or is not valid yet";
		}
		return null;
	}

	private static boolean names(ResponderID id, CertificateFacts certificate) throws GeneralSecurityException {
		byte[] keyHash = id.getKeyHash();
		if (keyHash != null) {
			return Arrays.equals(keyHash, StatusSubject.hash("SHA-1", StatusSubject.key(certificate)));
		}
		X500Name name = id.getName();
		return name != null && NameKey.of(name).equals(certificate.subject());
	}

	private static StatusException failure(String message) {
		return new StatusException(AuthorizationError.OCSP_SIGNATURE_FAILURE, message);
	}

}
