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

package io.tlsboot.context;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import io.tlsboot.material.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Adds the intermediates that the trust material knows to a chain that lacks them, as
 * OpenSSL does, but never the root.
 */
final class ChainCompletion {

	private ChainCompletion() {
	}

	static Identity complete(Identity identity, List<X509Certificate> known, Instant time) {
		Date now = Date.from(time);
		List<X509Certificate> chain = new ArrayList<>(identity.chain());
		X509Certificate issuer = issuer(chain.get(chain.size() - 1), known, now);
		while (issuer != null && !chain.contains(issuer)) {
			chain.add(issuer);
			issuer = issuer(issuer, known, now);
		}
		return (chain.size() == identity.chain().size()) ? identity : new Identity(identity.key(), chain);
	}

	private static @Nullable X509Certificate issuer(X509Certificate certificate, List<X509Certificate> known,
			Date now) {
		for (X509Certificate candidate : known) {
			if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
					&& !candidate.getSubjectX500Principal().equals(candidate.getIssuerX500Principal())
					&& candidate.getBasicConstraints() >= 0 && !now.before(candidate.getNotBefore())
					&& !now.after(candidate.getNotAfter()) && signed(certificate, candidate)) {
				return candidate;
			}
		}
		return null;
	}

	private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
