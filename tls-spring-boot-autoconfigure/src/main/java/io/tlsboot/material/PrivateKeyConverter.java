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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Makes a JDK key of a parsed one, unless it is of a kind that TLS cannot or should not
 * use.
 */
final class PrivateKeyConverter {

	private static final String MAKE_EC = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem";

	private static final Set<ASN1ObjectIdentifier> CURVES = Set.of(SECObjectIdentifiers.secp256r1,
			SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

	private PrivateKeyConverter() {
	}

	/**
	 * Convert a key.
	 * @param info the parsed key
	 * @param place where it stands
	 * @return the key of the JDK
	 */
	static PrivateKey convert(PrivateKeyInfo info, Place place) {
		String algorithm = algorithm(info.getPrivateKeyAlgorithm().getAlgorithm(), place);
		try {
			if (algorithm.startsWith("RSA")) {
				int bits = RSAPrivateKey.getInstance(info.parsePrivateKey()).getModulus().bitLength();
				KeyStrength.refuse(KeyStrength.ofRsa(bits), "The private key", place);
			}
			else if (algorithm.equals("EC")) {
				checkCurve(info, place);
			}
			PrivateKeyInfo plain = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey());
			return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(plain.getEncoded("DER")));
		}
		catch (MaterialException ex) {
			throw ex;
		}
		catch (GeneralSecurityException | IOException | RuntimeException ex) {
			throw place.failure("The " + algorithm + " private key is damaged, or of a variant that Java cannot read",
					"Look at it: openssl pkey -text -noout -in " + place.argument() + "; or make a new one: " + MAKE_EC
							+ ".");
		}
	}

	private static String algorithm(ASN1ObjectIdentifier oid, Place place) {
		if (PKCSObjectIdentifiers.rsaEncryption.equals(oid)) {
			return "RSA";
		}
		if (PKCSObjectIdentifiers.id_RSASSA_PSS.equals(oid)) {
			return "RSASSA-PSS";
		}
		if (X9ObjectIdentifiers.id_ecPublicKey.equals(oid)) {
			return "EC";
		}
		if (EdECObjectIdentifiers.id_Ed25519.equals(oid) || EdECObjectIdentifiers.id_Ed448.equals(oid)) {
			return "EdDSA";
		}
		throw place.failure("The private key has the algorithm " + oid.getId() + ", which is not for TLS certificates",
				"Use an RSA, EC or Ed25519 key: " + MAKE_EC + ".");
	}

	private static void checkCurve(PrivateKeyInfo info, Place place) {
		if (!(info.getPrivateKeyAlgorithm().getParameters() instanceof ASN1ObjectIdentifier oid)) {
			throw place.failure("The EC private key spells out its curve instead of naming it",
					"Name the curve: openssl ec -in " + place.argument() + " -param_enc named_curve -out named.pem.");
		}
		X9ECParameters curve = ECNamedCurveTable.getByOID(oid);
		if (curve != null) {
			KeyStrength.refuse(KeyStrength.ofEc(curve.getCurve().getFieldSize()), "The private key", place);
		}
		if (!CURVES.contains(oid)) {
			String name = (curve != null) ? ECNamedCurveTable.getName(oid) : oid.getId();
			throw place.failure("The EC private key is on the curve " + name + ", which TLS does not offer here",
					"Use the curve P-256, P-384 or P-521: " + MAKE_EC + ".");
		}
	}

}
