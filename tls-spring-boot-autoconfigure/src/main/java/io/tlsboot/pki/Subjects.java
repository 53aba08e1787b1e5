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

package io.tlsboot.pki;

import java.security.cert.X509Certificate;

import org.bouncycastle.asn1.x500.X500Name;

/**
 * Reads the subject names of certificates and those that users write.
 */
final class Subjects {

	private Subjects() {
	}

	static X500Name parse(String subject) {
		try {
			return new X500Name(subject);
		}
		catch (RuntimeException ex) {
			throw new PkiException("The subject '" + subject + "' cannot be read: " + ex.getMessage(),
					"Write it as in 'C=HU,O=Example,CN=api.example.com'.", ex);
		}
	}

	static X500Name of(X509Certificate certificate) {
		return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
	}

}
