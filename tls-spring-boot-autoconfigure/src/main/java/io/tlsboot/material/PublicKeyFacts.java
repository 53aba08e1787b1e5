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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the public key of a certificate is like.
 *
 * @param algorithm its algorithm, {@code RSA}, {@code EC}, {@code Ed25519}; a dotted
 * number if it is not known
 * @param bits its size, 0 if it is not known
 * @param curve its elliptic curve, or {@code null}
 */
record PublicKeyFacts(String algorithm, int bits, @Nullable String curve) {

	private static final Map<String, String> ALGORITHMS = Map.of("1.2.840.113549.1.1.1", "RSA", "1.2.840.113549.1.1.10",
			"RSASSA-PSS", "1.2.840.10045.2.1", "EC", "1.3.101.112", "Ed25519", "1.3.101.113", "Ed448",
			"1.2.840.10040.4.1", "DSA", "2.16.840.1.101.3.4.3.17", "ML-DSA-44", "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
			"2.16.840.1.101.3.4.3.19", "ML-DSA-87");

	private static final Map<String, Curve> CURVES = Map.of("1.2.840.10045.3.1.1", new Curve("prime192v1", 192),
			"1.3.132.0.33", new Curve("secp224r1", 224), "1.2.840.10045.3.1.7", new Curve("prime256v1", 256),
			"1.3.132.0.34", new Curve("secp384r1", 384), "1.3.132.0.35", new Curve("secp521r1", 521), "1.3.132.0.10",
			new Curve("secp256k1", 256), "1.3.36.3.3.2.8.1.1.7", new Curve("brainpoolP256r1", 256),
			"1.3.36.3.3.2.8.1.1.11", new Curve("brainpoolP384r1", 384), "1.3.36.3.3.2.8.1.1.13",
			new Curve("brainpoolP512r1", 512));

	static PublicKeyFacts of(Der keyInfo) {
		Der algorithm = keyInfo.child(0);
		String dotted = algorithm.child(0).objectIdentifier();
		String name = ALGORITHMS.getOrDefault(dotted, dotted);
		return switch (name) {
			case "RSA", "RSASSA-PSS" ->
				new PublicKeyFacts(name, keyInfo.child(1).openedBits().child(0).integer().bitLength(), null);
			case "DSA" -> new PublicKeyFacts(name, algorithm.child(1).child(0).integer().bitLength(), null);
			case "EC" -> elliptic(name, algorithm.child(1).objectIdentifier());
			default -> new PublicKeyFacts(name, 0, null);
		};
	}

	private static PublicKeyFacts elliptic(String name, String dotted) {
		Curve curve = CURVES.getOrDefault(dotted, new Curve(dotted, 0));
		return new PublicKeyFacts(name, curve.bits(), curve.name());
	}

	private record Curve(String name, int bits) {
	}

}
