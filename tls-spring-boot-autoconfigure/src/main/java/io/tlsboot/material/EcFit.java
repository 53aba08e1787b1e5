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
	 * @return whether they belong together; empty if it is not known, because the key
	 * keeps its number or is on a curve that TLS does not use
	 */
	static Optional<Boolean> fits(ECPrivateKey privateKey, ECPublicKey publicKey) {
		@Nullable BigInteger number = privateKey.getS();
		EcCurve curve = EcCurve.of(privateKey.getParams());
		EcCurve other = EcCurve.of(publicKey.getParams());
		if (number == null || curve == null || other == null) {
			return Optional.empty();
		}
		return Optional.of(curve == other && curve.isPair(number, publicKey.getW()));
	}

}
