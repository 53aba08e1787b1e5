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

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;

/**
 * Makes keys and self-signed certificates. Requests are made by
 * {@link CertificateRequest}, certificates of an authority by
 * {@link CertificateAuthority}, text forms by {@link PemText}.
 */
public final class Pki {

	private Pki() {
	}

	/**
	 * Generate a key pair. An RSA key takes up to some seconds, so never call this from
	 * an event loop.
	 * @param algorithm the kind of key
	 * @return a new key pair
	 */
	public static KeyPair generateKeyPair(KeyAlgorithm algorithm) {
		try {
			return algorithm.generate();
		}
		catch (GeneralSecurityException ex) {
			throw new PkiException("The Java runtime cannot make a key of type " + algorithm,
					"Choose another type of key.", ex);
		}
	}

	/**
	 * Make a certificate that is signed with its own key, valid from now: issuer and
	 * subject are the subject of the request. The alternative names of the request are
	 * kept; whatever else it asks for is not.
	 * @param request the request
	 * @param key the private key that made the request
	 * @param profile what the certificate is for and how long
	 * @return the certificate
	 */
	public static X509Certificate selfSign(CertificateRequest request, PrivateKey key, CertificateProfile profile) {
		return selfSign(request, key, profile, Clock.systemUTC());
	}

	/**
	 * Make a certificate that is signed with its own key.
	 * @param request the request
	 * @param key the private key that made the request
	 * @param profile what the certificate is for and how long
	 * @param clock tells when the certificate becomes valid
	 * @return the certificate
	 * @see #selfSign(CertificateRequest, PrivateKey, CertificateProfile)
	 */
	public static X509Certificate selfSign(CertificateRequest request, PrivateKey key, CertificateProfile profile,
			Clock clock) {
		if (!Signing.fits(key, request.publicKey())) {
			throw new PkiException("The private key is not the one that made the request of " + request.subject(),
					"Sign with the key of the request.", null);
		}
		return new CertificateMaker(request.subjectName(), request.publicKey()).forEndEntity(profile)
			.named(request.alternativeNames())
			.valid(clock.instant(), profile.validity(), null)
			.selfSigned(key);
	}

}
