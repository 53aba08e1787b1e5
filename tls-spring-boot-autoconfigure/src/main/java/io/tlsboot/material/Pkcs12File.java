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

import java.util.ArrayList;
import java.util.List;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;

/**
 * What is in a PKCS#12 file.
 *
 * @param keys the private keys with their names
 * @param certificates all certificates in the order of the file
 */
record Pkcs12File(List<NamedKey> keys, List<X509Certificate> certificates) {

	/**
	 * Return the certificate of a key and those that lead on from it. A PKCS#12 file has
	 * no order, so the signatures give it.
	 * @param key the private key
	 * @return the chain, empty when no certificate fits the key
	 */
	List<X509Certificate> chainOf(PrivateKey key) {
		List<X509Certificate> chain = new ArrayList<>();
		X509Certificate next = leafOf(key);
		while (next != null) {
			chain.add(next);
			next = issuerOf(next, chain);
		}
		return chain;
	}

	/**
	 * Return the certificates that belong to no key of the file.
	 * @return the certificates to trust
	 */
	List<X509Certificate> trusted() {
		List<X509Certificate> trusted = new ArrayList<>(this.certificates);
		for (NamedKey key : this.keys) {
			trusted.removeIf((certificate) -> KeyFit.fits(key.key(), certificate.getPublicKey()));
		}
		return trusted;
	}

	private @Nullable X509Certificate leafOf(PrivateKey key) {
		for (X509Certificate certificate : this.certificates) {
			if (KeyFit.fits(key, certificate.getPublicKey())) {
				return certificate;
			}
		}
		return null;
	}

	private @Nullable X509Certificate issuerOf(X509Certificate certificate, List<X509Certificate> before) {
		for (X509Certificate candidate : this.certificates) {
			if (!before.contains(candidate) && CertificateFacts.isIssuedBy(certificate, candidate)) {
				return candidate;
			}
		}
		return null;
	}

	/**
	 * A private key of the file.
	 *
	 * @param name its friendly name, or a name made from its place
	 * @param key the key
	 */
	record NamedKey(String name, PrivateKey key) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
