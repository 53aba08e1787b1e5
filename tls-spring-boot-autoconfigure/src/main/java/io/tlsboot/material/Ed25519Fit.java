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

import java.math.BigInteger;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.util.Arrays;

/**
 * Tells whether two Ed25519 keys belong together: the public one is made of the private
 * one as RFC 8032 says.
 */
final class Ed25519Fit {

	private static final String NAME = NamedParameterSpec.ED25519.getName();

	private Ed25519Fit() {
	}

	/**
	 * Compare two keys.
	 * @param privateKey the private key
	 * @param publicKey the public key
	 * @return whether they belong together; empty if it is not known, because the key
	 * keeps its bytes or is on another curve
	 */
	static Optional<Boolean> fits(EdECPrivateKey privateKey, EdECPublicKey publicKey) {
		if (!isEd25519(privateKey.getParams()) || !isEd25519(publicKey.getParams())) {
			return Optional.empty();
		}
		return privateKey.getBytes()
			.map((seed) -> seed.length == Ed25519PrivateKeyParameters.KEY_SIZE
					&& Arrays.areEqual(publicBytes(seed), bytes(publicKey.getPoint())));
	}

	private static boolean isEd25519(NamedParameterSpec parameters) {
		return NAME.equals(parameters.getName());
	}

	private static byte[] publicBytes(byte[] seed) {
		return new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
	}

	/**
	 * Return a point as RFC 8032 encodes it: the number y, lowest byte first, and whether
	 * x is odd in the highest bit.
	 */
	private static byte[] bytes(EdECPoint point) {
		BigInteger number = point.isXOdd() ? point.getY().setBit(255) : point.getY();
		byte[] encoded = new byte[32];
		for (int i = 0; i < encoded.length; i++) {
			encoded[i] = number.shiftRight(8 * i).byteValue();
		}
		return encoded;
	}

}
