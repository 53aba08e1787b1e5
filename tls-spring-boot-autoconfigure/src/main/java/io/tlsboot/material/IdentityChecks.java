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
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Refuses an identity that no careful peer would accept: key and certificate that do not
 * belong together, a chain out of order, dates that do not hold now, weak keys, weak
 * signatures.
 */
final class IdentityChecks {

	private final Clock clock;

	IdentityChecks(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Check a key with its chain.
	 * @param key the private key
	 * @param chain the certificates as they would be sent
	 * @param keyPlace where the key stands
	 * @param certPlace where the certificates stand
	 * @return the identity
	 */
	Identity check(PrivateKey key, List<X509Certificate> chain, Place keyPlace, Place certPlace) {
		return check(key, chain, keyPlace, certPlace, null);
	}

	/**
	 * Check a key with its chain.
	 * @param key the private key
	 * @param chain the certificates as they would be sent
	 * @param keyPlace where the key stands
	 * @param certPlace where the certificates stand
	 * @param proof proves faster that an EC key and its certificate belong together, or
	 * {@code null}
	 * @return the identity
	 */
	Identity check(PrivateKey key, List<X509Certificate> chain, Place keyPlace, Place certPlace,
			@Nullable EcPairProof proof) {
		KeyStrength.refuse(KeyStrength.of(key), "The private key", keyPlace);
		checkFit(key, chain, keyPlace, certPlace, proof);
		for (int i = 0; i < chain.size(); i++) {
			X509Certificate certificate = chain.get(i);
			checkStrength(certificate, certPlace);
			boolean root = CertificateFacts.isSelfSigned(certificate);
			if (!root) {
				checkDigest(certificate, certPlace);
			}
			if (!root || i == 0) {
				checkDates(certificate, certPlace);
			}
			if (i > 0) {
				checkIssuer(chain.get(i - 1), certificate, i + 1, certPlace);
			}
		}
		return new Identity(key, chain);
	}

	private static void checkFit(PrivateKey key, List<X509Certificate> chain, Place keyPlace, Place certPlace,
			@Nullable EcPairProof proof) {
		for (int i = 0; i < chain.size(); i++) {
			if (KeyFit.fits(key, chain.get(i).getPublicKey(), proof)) {
				if (i > 0) {
					throw certPlace.failure(
							"The certificate of the private key, " + name(chain.get(i)) + ", is number " + (i + 1)
									+ " in the chain, not the first",
							"Put the certificate of the key first, then the one that issued it, and so on.");
				}
				return;
			}
		}
		String own = KeyFit.algorithm(key);
		String other = KeyFit.algorithm(chain.get(0).getPublicKey());
		String problem = own.equals(other) ? "The private key does not belong to the certificate " + name(chain.get(0))
				: "The private key is " + own + ", but the certificate " + name(chain.get(0)) + " is for a key of "
						+ other;
		throw keyPlace.failure(problem,
				"Give the key that the certificate was issued for. These two print the same then: "
						+ "openssl pkey -pubout -in " + keyPlace.argument() + " and openssl x509 -pubkey -noout -in "
						+ certPlace.argument() + ".");
	}

	private static void checkStrength(X509Certificate certificate, Place place) {
		String weakness = KeyStrength.of(certificate.getPublicKey());
		if (weakness != null) {
			KeyStrength.refuse(weakness, "The certificate " + name(certificate), place);
		}
	}

	private static void checkDigest(X509Certificate certificate, Place place) {
		String digest = KeyStrength.brokenDigest(certificate);
		if (digest != null) {
			throw place.failure(
					"The certificate " + name(certificate) + " is signed with " + digest + ", which is broken",
					"Have the certificate issued again with SHA-256 or better.");
		}
	}

	private void checkDates(X509Certificate certificate, Place place) {
		Instant now = this.clock.instant();
		Instant from = certificate.getNotBefore().toInstant();
		Instant to = certificate.getNotAfter().toInstant();
		if (now.isBefore(from)) {
			throw place.failure(
					"The certificate " + name(certificate) + " is not valid before " + from + ", and it is " + now,
					"Wait until then, or set the clock of this machine right.");
		}
		if (now.isAfter(to)) {
			throw place.failure("The certificate " + name(certificate) + " expired at " + to + ", and it is " + now,
					"Renew the certificate. This prints its dates: openssl x509 -dates -noout -in " + place.argument()
							+ ".");
		}
	}

	private static void checkIssuer(X509Certificate certificate, X509Certificate issuer, int number, Place place) {
		if (!CertificateFacts.isIssuedBy(certificate, issuer)) {
			throw place.failure(
					"Number " + number + " in the chain, " + name(issuer) + ", did not issue the one before it, "
							+ name(certificate),
					"Put the certificate of the key first, then the one that issued it, and so on; remove others.");
		}
	}

	private static String name(X509Certificate certificate) {
		return CertificateFacts.name(certificate);
	}

}
