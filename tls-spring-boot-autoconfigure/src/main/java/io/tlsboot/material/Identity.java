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

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key with the certificate chain that proves it to a peer.
 *
 * @param key the private key that belongs to the first certificate
 * @param chain the certificates to send, leaf first, then intermediates; never empty
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

	public Identity {
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("The chain of an identity must have a certificate");
		}
		chain = List.copyOf(chain);
	}

	/**
	 * Return the certificate of the key.
	 * @return the first certificate of the chain
	 */
	public X509Certificate leaf() {
		return this.chain.get(0);
	}

	@Override
	public String toString() {
		return "Identity[" + this.key.getAlgorithm() + ", " + leaf().getSubjectX500Principal() + "]";
	}

}
