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

package io.tlsboot.material;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/**
 * Read-only facts about certificates.
 */
final class CertificateFacts {

	private CertificateFacts() {
	}

	/**
	 * Return what to call a certificate in a sentence.
	 * @param certificate the certificate
	 * @return its subject, or its serial number when the subject is empty
	 */
	static String name(X509Certificate certificate) {
		String subject = certificate.getSubjectX500Principal().getName();
		return subject.isEmpty() ? "with serial number " + certificate.getSerialNumber().toString(16) : subject;
	}

	static boolean isSelfSigned(X509Certificate certificate) {
		return isIssuedBy(certificate, certificate);
	}

	/**
	 * Return whether one certificate was signed with the key of another that bears the
	 * name of its issuer.
	 * @param certificate the certificate
	 * @param issuer the other one
	 * @return whether name and signature say so
	 */
	static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
		if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
			return false;
		}
		try {
			certificate.verify(issuer.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

}
