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
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two EC keys belong together: the public point is the private number times
 * the generator of their curve.
 */
final class EcFit {

	private EcFit() {
	}

	/**
	 * Compare two keys.
	 * @param privateKey the private key
	 * @param publicKey the public key
	 * @param proof proves that they belong together faster, or {@code null}; when it does
	 * not, the numbers decide
	 * @return whether they belong together; empty if it is not known, because the key
	 * keeps its number or is on a curve that TLS does not use
	 */
	static Optional<Boolean> fits(ECPrivateKey privateKey, ECPublicKey publicKey, @Nullable EcPairProof proof) {
		@Nullable BigInteger number = privateKey.getS();
		EcCurve curve = EcCurve.of(privateKey.getParams());
		EcCurve other = EcCurve.of(publicKey.getParams());
		if (number == null || curve == null || other == null) {
			return Optional.empty();
		}
		boolean proven = proof != null && curve == other && isProven(proof, curve, number, publicKey.getW());
		return Optional.of(proven || (curve == other && curve.isPair(number, publicKey.getW())));
	}

	private static boolean isProven(EcPairProof proof, EcCurve curve, BigInteger number, ECPoint point) {
		PlainCurve plain = PlainCurve.valueOf(curve.name());
		int size = plain.size();
		if (point.equals(ECPoint.POINT_INFINITY) || !fits(number, size) || !fits(point.getAffineX(), size)
				|| !fits(point.getAffineY(), size)) {
			return false;
		}
		byte[] coordinates = Arrays.copyOf(bytes(point.getAffineX(), size), 2 * size);
		System.arraycopy(bytes(point.getAffineY(), size), 0, coordinates, size, size);
		return new PlainEcKey(plain, bytes(number, size), null).isOf(plain, coordinates, proof);
	}

	private static boolean fits(BigInteger number, int size) {
		return number.signum() >= 0 && number.bitLength() <= 8 * size;
	}

	/**
	 * Return a number as so many bytes; its own form may have a zero too many or too few.
	 */
	private static byte[] bytes(BigInteger number, int size) {
		byte[] own = number.toByteArray();
		byte[] bytes = new byte[size];
		int length = Math.min(own.length, size);
		System.arraycopy(own, own.length - length, bytes, size - length, length);
		return bytes;
	}

}
