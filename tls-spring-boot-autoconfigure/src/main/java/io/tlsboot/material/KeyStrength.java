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

import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;

import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.jspecify.annotations.Nullable;

/**
 * Says which keys and signatures are too weak, or too costly, to be used.
 */
final class KeyStrength {

	static final int MIN_RSA_BITS = 2048;

	static final int MAX_RSA_BITS = 16384;

	static final int MIN_EC_BITS = 256;

	private KeyStrength() {
	}

	/**
	 * Refuse a weak key.
	 * @param weakness what is wrong with it, or {@code null} when nothing is
	 * @param subject what has the key, as the beginning of a sentence
	 * @param place where it stands
	 */
	static void refuse(@Nullable String weakness, String subject, Place place) {
		if (weakness != null) {
			throw place.failure(subject + " has " + weakness, "Make a new key and have a certificate issued for it: "
					+ "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem.");
		}
	}

	static @Nullable String of(Key key) {
		if (key instanceof RSAKey rsa) {
			return ofRsa(rsa.getModulus().bitLength());
		}
		if (key instanceof ECKey ec) {
			return ofEc(ec.getParams().getCurve().getField().getFieldSize());
		}
		return key.getAlgorithm().equals("DSA") ? "a DSA key, and TLS offers DSA no longer" : null;
	}

	static @Nullable String ofRsa(int bits) {
		if (bits < MIN_RSA_BITS) {
			return "an RSA key of " + bits + " bits, and fewer than " + MIN_RSA_BITS + " are not safe";
		}
		return (bits > MAX_RSA_BITS)
				? "an RSA key of " + bits + " bits, and more than " + MAX_RSA_BITS + " are not usable" : null;
	}

	static @Nullable String ofEc(int bits) {
		return (bits < MIN_EC_BITS) ? "an EC key of " + bits + " bits, and fewer than " + MIN_EC_BITS + " are not safe"
				: null;
	}

	/**
	 * Return the broken digest that a certificate is signed with.
	 * @param certificate the certificate
	 * @return the name of the digest, or {@code null} when it is not broken
	 */
	static @Nullable String brokenDigest(X509Certificate certificate) {
		String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT).replace("-", "");
		for (String broken : new String[] { "MD2", "MD4", "MD5", "SHA1" }) {
			if (name.startsWith(broken + "WITH")) {
				return broken.equals("SHA1") ? "SHA-1" : broken;
			}
		}
		boolean pss = PKCSObjectIdentifiers.id_RSASSA_PSS.getId().equals(certificate.getSigAlgOID());
		return (pss && pssDigestIsSha1(certificate.getSigAlgParams())) ? "SHA-1" : null;
	}

	private static boolean pssDigestIsSha1(byte @Nullable [] parameters) {
		return parameters == null || OIWObjectIdentifiers.idSHA1
			.equals(RSASSAPSSparams.getInstance(parameters).getHashAlgorithm().getAlgorithm());
	}

}
