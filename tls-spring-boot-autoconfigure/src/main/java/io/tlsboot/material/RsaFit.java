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
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two RSA keys belong together. Of a private key with prime factors every
 * number is checked, because a wrong one makes signatures that give the key away. That
 * the factors are prime is not proven; who made a public key of others has no working key
 * anyway.
 */
final class RsaFit {

	private static final BigInteger ONE = BigInteger.ONE;

	private static final BigInteger TWO = BigInteger.TWO;

	private RsaFit() {
	}

	/**
	 * Compare two keys.
	 * @param privateKey the private key
	 * @param publicKey the public key
	 * @return whether they belong together; empty if the numbers do not say it all,
	 * because the key keeps some of them or is restricted to some signatures
	 */
	static Optional<Boolean> fits(RSAPrivateKey privateKey, RSAPublicKey publicKey) {
		if (!privateKey.getModulus().equals(publicKey.getModulus())) {
			return Optional.of(false);
		}
		if (privateKey.getParams() != null || publicKey.getParams() != null) {
			return Optional.empty();
		}
		@Nullable BigInteger d = privateKey.getPrivateExponent();
		if (d == null) {
			return Optional.empty();
		}
		if (d.signum() <= 0 || d.compareTo(publicKey.getModulus()) >= 0) {
			return Optional.of(false);
		}
		return (privateKey instanceof RSAPrivateCrtKey crt) ? crt(crt, publicKey) : Optional.of(inverts(d, publicKey));
	}

	private static Optional<Boolean> crt(RSAPrivateCrtKey key, RSAPublicKey publicKey) {
		@Nullable BigInteger p = key.getPrimeP();
		@Nullable BigInteger q = key.getPrimeQ();
		if (p == null || q == null) {
			return Optional.empty();
		}
		BigInteger d = key.getPrivateExponent();
		BigInteger e = publicKey.getPublicExponent();
		boolean fits = isOddFactor(p) && isOddFactor(q) && p.multiply(q).equals(publicKey.getModulus())
				&& e.equals(key.getPublicExponent()) && isExponent(key.getPrimeExponentP(), d, e, p)
				&& isExponent(key.getPrimeExponentQ(), d, e, q) && isInverse(key.getCrtCoefficient(), q, p);
		return Optional.of(fits);
	}

	private static boolean isOddFactor(BigInteger factor) {
		return factor.compareTo(TWO) > 0 && factor.testBit(0);
	}

	private static boolean isExponent(@Nullable BigInteger partial, BigInteger d, BigInteger e, BigInteger prime) {
		BigInteger order = prime.subtract(ONE);
		return d.mod(order).equals(partial) && e.multiply(partial).mod(order).equals(ONE);
	}

	private static boolean isInverse(@Nullable BigInteger coefficient, BigInteger q, BigInteger p) {
		return coefficient != null && coefficient.signum() > 0 && coefficient.compareTo(p) < 0
				&& coefficient.multiply(q).mod(p).equals(ONE);
	}

	private static boolean inverts(BigInteger d, RSAPublicKey publicKey) {
		BigInteger modulus = publicKey.getModulus();
		return TWO.modPow(publicKey.getPublicExponent(), modulus).modPow(d, modulus).equals(TWO);
	}

}
