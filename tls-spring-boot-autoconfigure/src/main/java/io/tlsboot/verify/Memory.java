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

import org.jspecify.annotations.Nullable;

/**
 * Remembers certificates of authorized peers and of the authorities above them: their
 * decoded form and the key that signed them. Both follow from the bytes alone and never
 * change, so nothing remembered can alter a verdict; dates, revocation and every other
 * check are done anew each time. Only what was part of an authorized path is remembered,
 * so that strangers cannot fill it. Bounded and thread-safe.
 */
final class Memory {

	private static final int GENERATION = 512;

	private static final int MAX_CERTIFICATE_BYTES = 8192;

	private final Generations<Encoded, Known> certificates = new Generations<>(GENERATION);

	@Nullable Known find(Encoded encoded) {
		return this.certificates.find(encoded);
	}

	/**
	 * Remember the part of an authorized path that is not trusted by itself.
	 * @param path the path
	 */
	void remember(Path path) {
		for (int i = 0; i < Math.min(path.trustedFrom(), path.top()); i++) {
			CertificateFacts certificate = path.get(i);
			if (certificate.encoded().bytes().length <= MAX_CERTIFICATE_BYTES && find(certificate.encoded()) == null) {
				this.certificates.put(certificate.encoded(), new Known(certificate, path.get(i + 1).key().encoded()));
			}
		}
	}

	/**
	 * A certificate that was seen before.
	 *
	 * @param certificate its decoded form
	 * @param signer the key that signed it
	 */
	record Known(CertificateFacts certificate, Encoded signer) {

	}

}
