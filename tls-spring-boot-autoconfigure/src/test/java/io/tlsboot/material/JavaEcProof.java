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
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Proves without the native library that the parts of an EC key belong together.
 */
final class JavaEcProof implements EcPairProof {

	@Override
	public boolean proves(byte[] key) {
		try {
			org.bouncycastle.asn1.sec.ECPrivateKey parsed = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(key);
			AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey,
					parsed.getParametersObject());
			KeyFactory factory = KeyFactory.getInstance("EC");
			byte[] privateKey = new PrivateKeyInfo(algorithm, parsed).getEncoded();
			byte[] publicKey = new SubjectPublicKeyInfo(algorithm,
					DERBitString.getInstance(parsed.getPublicKey()).getBytes())
				.getEncoded();
			return EcFit
				.fits((ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
						(ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)), null)
				.orElseThrow();
		}
		catch (GeneralSecurityException | IOException ex) {
			return false;
		}
	}

}
