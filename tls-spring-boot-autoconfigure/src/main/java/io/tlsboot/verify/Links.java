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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers who issued a certificate. Names and signatures decide; key identifiers only say
 * where to look first (RFC 4158, section 3.5). Each signature is calculated once per
 * verdict at most. Not thread-safe.
 */
final class Links {

	private final Anchors anchors;

	private final Presented presented;

	private final Budget budget;

	private final Map<Pair, Boolean> signed = new HashMap<>();

	Links(Anchors anchors, Presented presented, Budget budget) {
		this.anchors = anchors;
		this.presented = presented;
		this.budget = budget;
	}

	/**
	 * Return what may have issued a certificate, the most likely first. Above a trusted
	 * certificate only trusted ones are looked at, as in OpenSSL.
	 * @param certificate the certificate
	 * @return certificates with the right name
	 */
	List<CertificateFacts> candidates(CertificateFacts certificate) {
		List<CertificateFacts> trusted = this.anchors.named(certificate.issuer());
		if (trusted.size() == 1 && hint(certificate, trusted.get(0)) == 0 && this.presented.others().isEmpty()) {
			return trusted;
		}
		List<CertificateFacts> candidates = new ArrayList<>(trusted);
		if (!this.anchors.contains(certificate)) {
			for (CertificateFacts other : this.presented.others()) {
				if (other.subject().equals(certificate.issuer())) {
					candidates.add(other);
				}
			}
		}
		if (candidates.size() > 1) {
			candidates.sort(Comparator.<CertificateFacts>comparingInt((issuer) -> hint(certificate, issuer))
				.thenComparing(Comparator.comparingLong(CertificateFacts::notAfter).reversed()));
		}
		return candidates;
	}

	/**
	 * Return whether one certificate was signed with the key of another.
	 * @param certificate the one
	 * @param issuer the other
	 * @return whether it was, or whether this must not be calculated because the key is
	 * one that no path with it survives
	 */
	boolean link(CertificateFacts certificate, CertificateFacts issuer) {
		KeyFacts.Problem problem = issuer.key().problem();
		if (problem != null && !problem.calculable()) {
			return true;
		}
		Encoded signer = this.presented.signer(certificate);
		if (signer != null && signer.equals(issuer.key().encoded())) {
			return true;
		}
		Pair pair = new Pair(certificate.encoded(), issuer.key().encoded());
		Boolean known = this.signed.get(pair);
		if (known == null) {
			known = this.budget.sign() && certificate.signature().madeBy(issuer.key());
			this.signed.put(pair, known);
		}
		return known;
	}

	/**
	 * Return whether a certificate says with its key id that an issuer signed it.
	 * @param certificate the certificate
	 * @param issuer the issuer
	 * @return whether both have key ids and they are the same
	 */
	boolean claims(CertificateFacts certificate, CertificateFacts issuer) {
		return hint(certificate, issuer) == 0;
	}

	private static int hint(CertificateFacts certificate, CertificateFacts issuer) {
		Encoded wanted = certificate.extensions().issuer().keyId();
		Encoded offered = issuer.extensions().keyId();
		if (wanted == null || offered == null) {
			return 1;
		}
		return wanted.equals(offered) ? 0 : 2;
	}

	private record Pair(Encoded certificate, Encoded key) {

	}

}
