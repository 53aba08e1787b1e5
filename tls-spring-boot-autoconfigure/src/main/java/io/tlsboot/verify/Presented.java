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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a peer sent, decoded. A certificate that is trusted by itself is replaced by its
 * trusted twin; one that cannot be read is ignored unless it is the peer's own.
 */
final class Presented {

	private final @Nullable CertificateFacts leaf;

	private final List<CertificateFacts> others = new ArrayList<>();

	private final Map<Encoded, Encoded> signers = new HashMap<>();

	/**
	 * Decode.
	 * @param chain what the peer sent, at least one certificate
	 */
	Presented(ChainBytes chain, Anchors anchors, Memory memory) {
		this.leaf = read(new Encoded(chain.get(0)), anchors, memory);
		for (int i = 1; i < chain.length(); i++) {
			CertificateFacts other = read(new Encoded(chain.get(i)), anchors, memory);
			if (other != null && !anchors.contains(other) && other != this.leaf && !contains(other)) {
				this.others.add(other);
			}
		}
	}

	private @Nullable CertificateFacts read(Encoded encoded, Anchors anchors, Memory memory) {
		CertificateFacts trusted = anchors.find(encoded);
		if (trusted != null) {
			return trusted;
		}
		Memory.Known known = memory.find(encoded);
		if (known != null) {
			this.signers.put(known.certificate().encoded(), known.signer());
			return known.certificate();
		}
		return CertificateFacts.read(encoded);
	}

	private boolean contains(CertificateFacts certificate) {
		for (CertificateFacts other : this.others) {
			if (other.encoded().equals(certificate.encoded())) {
				return true;
			}
		}
		return false;
	}

	@Nullable CertificateFacts leaf() {
		return this.leaf;
	}

	List<CertificateFacts> others() {
		return this.others;
	}

	/**
	 * Return the key that is known to have signed a certificate.
	 * @param certificate the certificate
	 * @return the key, or {@code null} when it is not known
	 */
	@Nullable Encoded signer(CertificateFacts certificate) {
		return this.signers.get(certificate.encoded());
	}

}
