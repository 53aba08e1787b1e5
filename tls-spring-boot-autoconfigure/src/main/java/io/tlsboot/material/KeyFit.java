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
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether a private and a public key belong together: by their numbers where both
 * give them out, which is cheap and exact, otherwise by a signature. So it works for keys
 * that never leave a token, too.
 */
final class KeyFit {

	private KeyFit() {
	}

	static boolean fits(PrivateKey privateKey, PublicKey publicKey) {
		return fits(privateKey, publicKey, null);
	}

	/**
	 * Return whether two keys belong together.
	 * @param privateKey the private key
	 * @param publicKey the public key
	 * @param proof is asked before numbers of EC keys are calculated with, if there is
	 * one
	 */
	static boolean fits(PrivateKey privateKey, PublicKey publicKey, @Nullable EcPairProof proof) {
		if (!algorithm(privateKey).equals(algorithm(publicKey))) {
			return false;
		}
		return byNumbers(privateKey, publicKey, proof).orElseGet(() -> SignatureFit.fits(privateKey, publicKey));
	}

	/**
	 * Return the algorithm of a key in the word that all providers share.
	 * @param key the key
	 * @return the name of the algorithm
	 */
	static String algorithm(Key key) {
		return switch (key.getAlgorithm()) {
			case "ECDSA" -> "EC";
			case "Ed25519", "Ed448" -> "EdDSA";
			case "RSAPSS", "RSASSAPSS" -> "RSASSA-PSS";
			default -> key.getAlgorithm();
		};
	}

	/**
	 * A provider may hand out a key that has the methods for its numbers and fails in
	 * them, so a failure says nothing about the key.
	 */
	private static Optional<Boolean> byNumbers(PrivateKey privateKey, PublicKey publicKey,
			@Nullable EcPairProof proof) {
		try {
			if (privateKey instanceof ECPrivateKey one && publicKey instanceof ECPublicKey other) {
				return EcFit.fits(one, other, proof);
			}
			if (privateKey instanceof RSAPrivateKey one && publicKey instanceof RSAPublicKey other) {
				return RsaFit.fits(one, other);
			}
			if (privateKey instanceof EdECPrivateKey one && publicKey instanceof EdECPublicKey other) {
				return Ed25519Fit.fits(one, other);
			}
			return Optional.empty();
		}
		catch (RuntimeException ex) {
			return Optional.empty();
		}
	}

}
