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

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate for this machine, and the local authority that issued it.
 *
 * @param authority the certificate of the local authority
 * @param authorityPath the PEM file of the authority, for what has to trust it
 * ({@code curl --cacert}, {@code NODE_EXTRA_CA_CERTS}, a browser)
 * @param authorityFingerprint the SHA-256 fingerprint of the authority, upper-case hex
 * with colons
 * @param key the private key of the certificate
 * @param keyPath the PEM file of the private key
 * @param chain the certificate, as an endpoint presents it
 * @param chainPath the PEM file of the certificate
 * @param newAuthority whether the authority was made by this call, so that it has to be
 * trusted anew
 * @param newCertificate whether the certificate was made by this call
 */
public record DevelopmentCertificate(X509Certificate authority, Path authorityPath, String authorityFingerprint,
		PrivateKey key, Path keyPath, List<X509Certificate> chain, Path chainPath, boolean newAuthority,
		boolean newCertificate) {

	public DevelopmentCertificate {
		chain = List.copyOf(chain);
	}

	@Override
	public String toString() {
		return "DevelopmentCertificate[" + this.authorityPath + ", " + this.authorityFingerprint + "]";
	}

}
