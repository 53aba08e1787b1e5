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
import java.security.spec.RSAPrivateCrtKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * An RSA key of any numbers, also of such that no provider would take.
 *
 * @param modulus the modulus
 * @param numbers the other numbers in the order of PKCS#1
 */
record NumberedRsaKey(BigInteger modulus, BigInteger[] numbers) implements RSAPrivateCrtKey {

	static BigInteger[] numbers(RSAPrivateCrtKey key) {
		return new BigInteger[] { key.getPublicExponent(), key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(),
				key.getPrimeExponentP(), key.getPrimeExponentQ(), key.getCrtCoefficient() };
	}

	static RSAPrivateCrtKeySpec spec(BigInteger modulus, BigInteger[] numbers) {
		return new RSAPrivateCrtKeySpec(modulus, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
				numbers[6]);
	}

	@Override
	public BigInteger getModulus() {
		return this.modulus;
	}

	@Override
	public BigInteger getPublicExponent() {
		return this.numbers[0];
	}

	@Override
	public BigInteger getPrivateExponent() {
		return this.numbers[1];
	}

	@Override
	public BigInteger getPrimeP() {
		return this.numbers[2];
	}

	@Override
	public BigInteger getPrimeQ() {
		return this.numbers[3];
	}

	@Override
	public BigInteger getPrimeExponentP() {
		return this.numbers[4];
	}

	@Override
	public BigInteger getPrimeExponentQ() {
		return this.numbers[5];
	}

	@Override
	public BigInteger getCrtCoefficient() {
		return this.numbers[6];
	}

	@Override
	public String getAlgorithm() {
		return "RSA";
	}

	@Override
	public @Nullable String getFormat() {
		return null;
	}

	@Override
	public byte @Nullable [] getEncoded() {
		return null;
	}

}
