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

import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Looks each certificate of a path up in the revocation list of its issuer. When there is
 * any list at all, each issuer needs one that is usable.
 */
final class RevocationCheck {

	private static final String REVOKED = "was revoked by its issuer";

	private final Map<String, List<CrlFacts>> lists = new HashMap<>();

	private final boolean wanted;

	/**
	 * Index the lists.
	 * @param crls the lists
	 * @param anchors certificates that may have signed them, for which this is checked
	 * now instead of in a handshake
	 */
	RevocationCheck(List<X509CRL> crls, Anchors anchors) {
		this.wanted = !crls.isEmpty();
		for (X509CRL crl : crls) {
			CrlFacts facts = read(crl);
			if (facts != null) {
				this.lists.computeIfAbsent(facts.issuer(), (issuer) -> new ArrayList<>()).add(facts);
				anchors.named(facts.issuer()).forEach((anchor) -> facts.signedBy(anchor.key()));
			}
		}
	}

	private static @Nullable CrlFacts read(X509CRL crl) {
		try {
			return new CrlFacts(crl);
		}
		catch (CRLException | RuntimeException ex) {
			// A list that is missing refuses its issuer's certificates: the safe side.
			return null;
		}
	}

	List<CrlFacts> lists() {
		return this.lists.values().stream().flatMap(List::stream).toList();
	}

	void check(Path path, long now, Findings findings) {
		if (!this.wanted || !path.complete()) {
			return;
		}
		int revoked = -1;
		for (int i = 0; i < path.size(); i++) {
			CertificateFacts certificate = path.get(i);
			if (i < path.top()) {
				check(certificate, path.get(i + 1), i, now, findings);
			}
			else if (certificate.selfSigned()) {
				check(certificate, certificate, i, now, findings);
			}
			else {
				note(findings, AuthorizationError.UNABLE_TO_GET_CRL, i,
						"has an issuer whose certificate is not there to check its revocation list");
			}
			revoked = (revoked == -1 && findings.error() == AuthorizationError.CERT_REVOKED) ? i : revoked;
		}
		if (revoked != -1) {
			// That something else is missing does not make it less revoked.
			findings.add(AuthorizationError.CERT_REVOKED, revoked, REVOKED);
		}
	}

	private void check(CertificateFacts certificate, CertificateFacts issuer, int i, long now, Findings findings) {
		List<CrlFacts> signed = new ArrayList<>();
		boolean forged = false;
		for (CrlFacts list : this.lists.getOrDefault(certificate.issuer(), List.of())) {
			if (list.covers(certificate) && issuer.extensions().keyMay(ExtensionFacts.CRL_SIGN)) {
				boolean genuine = list.signedBy(issuer.key());
				forged = forged || !genuine;
				if (genuine) {
					signed.add(list);
				}
			}
		}
		if (signed.isEmpty()) {
			note(findings, forged ? AuthorizationError.CRL_SIGNATURE_FAILURE : AuthorizationError.UNABLE_TO_GET_CRL, i,
					forged ? "has an issuer that did not sign the revocation list in its name"
							: "has an issuer of which there is no usable revocation list");
			return;
		}
		List<CrlFacts> current = signed.stream()
			.filter((list) -> list.thisUpdate() <= now && now <= list.nextUpdate())
			.toList();
		if (((current.isEmpty()) ? signed : current).stream().anyMatch((list) -> list.revokes(certificate.serial()))) {
			note(findings, AuthorizationError.CERT_REVOKED, i, REVOKED);
		}
		else if (current.isEmpty()) {
			outOfDate(signed.get(signed.size() - 1), i, now, findings);
		}
		else if (current.stream().allMatch(CrlFacts::weak)) {
			note(findings, AuthorizationError.WEAK_SIGNATURE, i,
					"has an issuer whose revocation list is signed with a weak digest");
		}
	}

	private void outOfDate(CrlFacts list, int i, long now, Findings findings) {
		if (now < list.thisUpdate()) {
			note(findings, AuthorizationError.CRL_NOT_YET_VALID, i,
					"has an issuer whose revocation list is not valid before "
							+ Instant.ofEpochSecond(list.thisUpdate()));
		}
		else {
			note(findings, AuthorizationError.CRL_HAS_EXPIRED, i,
					"has an issuer whose revocation list expired at " + Instant.ofEpochSecond(list.nextUpdate()));
		}
	}

	/** The same error again, higher up, says less about the peer than the first one. */
	private static void note(Findings findings, AuthorizationError error, int at, String words) {
		if (findings.error() != error) {
			findings.add(error, at, words);
		}
	}

}
