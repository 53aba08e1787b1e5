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

package io.tlsboot.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about the public key of a certificate without calculating with
 * it: its kind, its size, and what is wrong with it.
 */
final class KeyFacts {

	private static final int MIN_RSA_BITS = 2048;

	private static final int MAX_RSA_BITS = 8192;

	private static final int MAX_RSA_EXPONENT_BITS = 64;

	private static final int MIN_EC_BITS = 256;

	private static final String RSA = "1.2.840.113549.1.1.1";

	private static final String RSA_PSS = "1.2.840.113549.1.1.10";

	private static final String EC = "1.2.840.10045.2.1";

	/** Kinds whose size cannot be chosen badly: Ed25519, Ed448, ML-DSA. */
	private static final Set<String> FIXED = Set.of("1.3.101.112", "1.3.101.113", "2.16.840.1.101.3.4.3.17",
			"2.16.840.1.101.3.4.3.18", "2.16.840.1.101.3.4.3.19");

	/** Curves that nearly every certificate uses; the others are looked up. */
	private static final Set<String> CURVES = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

	private final Encoded encoded;

	private final SubjectPublicKeyInfo info;

	private final @Nullable Problem problem;

	private volatile @Nullable PublicKey key;

	KeyFacts(SubjectPublicKeyInfo info, byte[] encoded) {
		this.info = info;
		this.encoded = new Encoded(encoded);
		this.problem = problem(info.getAlgorithm().getAlgorithm().getId(), info);
	}

	/**
	 * Return the encoded key, by which keys are told apart.
	 * @return the subject public key info
	 */
	Encoded encoded() {
		return this.encoded;
	}

	/**
	 * Return what forbids to rely on this key.
	 * @return the problem, or {@code null} when there is none
	 */
	@Nullable Problem problem() {
		return this.problem;
	}

	/**
	 * Return the key to calculate with, which is decoded when it is first needed.
	 * @return the key
	 * @throws GeneralSecurityException if it cannot be decoded
	 */
	PublicKey publicKey() throws GeneralSecurityException {
		PublicKey decoded = this.key;
		if (decoded == null) {
			decoded = decode();
			this.key = decoded;
		}
		return decoded;
	}

	/** Decode the key now, if it can be, so that no handshake has to wait for it. */
	void prepare() {
		if (this.problem == null || this.problem.calculable()) {
			try {
				publicKey();
			}
			catch (GeneralSecurityException ex) {
				// It signs nothing then, which is found where it is needed.
				return;
			}
		}
	}

	private PublicKey decode() throws GeneralSecurityException {
		if (RSA.equals(this.info.getAlgorithm().getAlgorithm().getId())) {
			return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(this.encoded.bytes()));
		}
		try {
			PublicKey decoded = BouncyCastle.publicKey(this.info);
			if (decoded != null) {
				return decoded;
			}
		}
		catch (IOException | RuntimeException ex) {
			throw new InvalidKeyException("A public key that cannot be decoded", ex);
		}
		throw new InvalidKeyException("A public key of an unknown kind");
	}

	private static @Nullable Problem problem(String oid, SubjectPublicKeyInfo info) {
		try {
			return switch (oid) {
				case RSA, RSA_PSS -> rsa(RSAPublicKey.getInstance(info.parsePublicKey()));
				case EC -> ec(info.getAlgorithm().getParameters().toASN1Primitive());
				default -> FIXED.contains(oid) ? null
						: Problem.unacceptable("has a key of a kind that is not accepted (" + oid + ")");
			};
		}
		catch (IOException | RuntimeException ex) {
			return Problem.unusable("has a public key that cannot be read");
		}
	}

	private static @Nullable Problem rsa(RSAPublicKey key) {
		int bits = key.getModulus().bitLength();
		BigInteger exponent = key.getPublicExponent();
		if (bits > MAX_RSA_BITS) {
			return Problem.unusable("has an RSA key of " + bits + " bits; more than " + MAX_RSA_BITS + " are refused");
		}
		if (exponent.compareTo(BigInteger.valueOf(3)) < 0 || !exponent.testBit(0)
				|| exponent.bitLength() > MAX_RSA_EXPONENT_BITS) {
			return Problem.unusable("has an RSA key with an unusable exponent");
		}
		if (bits < MIN_RSA_BITS || bits % 8 != 0) {
			return Problem.weak("has an RSA key of " + bits + " bits; whole bytes and at least " + MIN_RSA_BITS
					+ " bits are needed");
		}
		return null;
	}

	private static @Nullable Problem ec(ASN1Primitive parameters) {
		if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
			return Problem.unusable("has an elliptic curve key whose curve is not a named one");
		}
		if (CURVES.contains(curve.getId())) {
			return null;
		}
		X9ECParameters found = ECNamedCurveTable.getByOID(curve);
		if (found == null) {
			return Problem.unusable("has a key on an unknown elliptic curve (" + curve.getId() + ")");
		}
		int bits = found.getN().bitLength();
		return (bits >= MIN_EC_BITS) ? null : Problem
			.weak("has an elliptic curve key of " + bits + " bits; at least " + MIN_EC_BITS + " bits are needed");
	}

	/**
	 * What is wrong with a key.
	 *
	 * @param error what the verdict on a path with such a key is
	 * @param calculable whether a signature may be checked with it nevertheless, so that
	 * the rest of the path is known; never so when the calculation could be costly
	 * @param words what a certificate with such a key does, to follow its name
	 */
	record Problem(AuthorizationError error, boolean calculable, String words) {

		static Problem weak(String words) {
			return new Problem(AuthorizationError.WEAK_KEY, true, words);
		}

		static Problem unacceptable(String words) {
			return new Problem(AuthorizationError.WEAK_KEY, false, words);
		}

		static Problem unusable(String words) {
			return new Problem(AuthorizationError.UNSPECIFIED, false, words);
		}

	}

}
