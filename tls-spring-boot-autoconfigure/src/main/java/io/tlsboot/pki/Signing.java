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

package io.tlsboot.pki;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;

import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Picks the signature algorithm that suits a key; nothing weaker than SHA-256.
 */
final class Signing {

	private static final int MINIMUM_RSA_BITS = 2048;

	private Signing() {
	}

	static ContentSigner signer(PrivateKey key) {
		try {
			return new JcaContentSignerBuilder(algorithm(key)).build(key);
		}
		catch (OperatorCreationException ex) {
			throw new PkiException("The private key cannot sign", "Use an RSA, EC or Ed25519 key.", ex);
		}
	}

	/**
	 * Return the JCA name of the signature algorithm for a key.
	 * @param key a private or public key
	 * @return the name
	 * @throws PkiException if the key is too weak or of a kind not known
	 */
	static String algorithm(Key key) {
		if (key instanceof RSAKey rsa) {
			int bits = rsa.getModulus().bitLength();
			if (bits < MINIMUM_RSA_BITS) {
				throw new PkiException("The RSA key has " + bits + " bits only",
						"Use an RSA key of at least " + MINIMUM_RSA_BITS + " bits, or an EC key.", null);
			}
			return (bits < 4096) ? "SHA256withRSA" : "SHA512withRSA";
		}
		if (key instanceof ECKey ec) {
			int bits = ec.getParams().getOrder().bitLength();
			if (bits < 256) {
				throw new PkiException("The EC key has " + bits + " bits only", "Use a key on P-256 or better.", null);
			}
			return (bits == 256) ? "SHA256withECDSA" : (bits <= 384) ? "SHA384withECDSA" : "SHA512withECDSA";
		}
		if (key instanceof EdECKey edwards) {
			return edwards.getParams().getName();
		}
		throw new PkiException("Keys of type " + key.getAlgorithm() + " are not supported",
				"Use an RSA, EC or Ed25519 key.", null);
	}

	/**
	 * Return whether two keys make a pair, by signing and verifying.
	 * @param privateKey the private key
	 * @param publicKey the public key
	 * @return whether what the one signs, the other verifies
	 */
	static boolean fits(PrivateKey privateKey, PublicKey publicKey) {
		try {
			byte[] sample = publicKey.getEncoded();
			Signature signature = Signature.getInstance(algorithm(privateKey));
			signature.initSign(privateKey);
			signature.update(sample);
			byte[] signed = signature.sign();
			signature.initVerify(publicKey);
			signature.update(sample);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
