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
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Set;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A signature, what it covers, and how strong its digest is.
 */
final class SignatureFacts {

	/**
	 * Names of common algorithms. RSA is calculated by the JDK, curves by Bouncy Castle:
	 * under Java 17 it verifies P-256 and Ed25519 eight times as fast.
	 */
	private static final Map<String, String> NAMES = Map.of("1.2.840.10045.4.3.2", "SHA256withECDSA",
			"1.2.840.10045.4.3.3", "SHA384withECDSA", "1.2.840.10045.4.3.4", "SHA512withECDSA", "1.2.840.113549.1.1.11",
			"SHA256withRSA", "1.2.840.113549.1.1.12", "SHA384withRSA", "1.2.840.113549.1.1.13", "SHA512withRSA",
			"1.3.101.112", "Ed25519", "1.3.101.113", "Ed448");

	/** MD2, MD4, MD5, SHA-1 and RIPEMD with RSA, SHA-1 with ECDSA and DSA. */
	private static final Set<String> WEAK = Set.of("1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3",
			"1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.3.14.3.2.27", "1.3.36.3.3.1.2",
			"1.3.36.3.3.1.3", "1.2.840.10045.4.1", "1.2.840.10040.4.3");

	private static final String RSA_PSS = "1.2.840.113549.1.1.10";

	private final AlgorithmIdentifier algorithm;

	private final byte[] signed;

	private final byte[] signature;

	private final boolean weak;

	SignatureFacts(AlgorithmIdentifier algorithm, byte[] signed, byte[] signature) {
		this.algorithm = algorithm;
		this.signed = signed;
		this.signature = signature;
		this.weak = weak(algorithm);
	}

	/**
	 * Return whether the digest is one that can be made to collide.
	 * @return whether it is weak
	 */
	boolean weak() {
		return this.weak;
	}

	/**
	 * Calculate whether a key made this signature.
	 * @param key the key
	 * @return whether it did; what cannot be calculated was not signed
	 */
	boolean madeBy(KeyFacts key) {
		String name = NAMES.get(this.algorithm.getAlgorithm().getId());
		try {
			return (name != null) ? byName(name, key.publicKey()) : byIdentifier(key.publicKey());
		}
		catch (GeneralSecurityException | OperatorException | IOException | RuntimeException ex) {
			return false;
		}
	}

	private boolean byName(String name, PublicKey key) throws GeneralSecurityException {
		Signature verifier = name.endsWith("RSA") ? Signature.getInstance(name)
				: Signature.getInstance(name, BouncyCastle.provider());
		verifier.initVerify(key);
		verifier.update(this.signed);
		return verifier.verify(this.signature);
	}

	private boolean byIdentifier(PublicKey key) throws OperatorException, IOException {
		ContentVerifier verifier = new JcaContentVerifierProviderBuilder().setProvider(BouncyCastle.provider())
			.build(key)
			.get(this.algorithm);
		verifier.getOutputStream().write(this.signed);
		return verifier.verify(this.signature);
	}

	private static boolean weak(AlgorithmIdentifier algorithm) {
		String oid = algorithm.getAlgorithm().getId();
		return WEAK.contains(oid) || (RSA_PSS.equals(oid) && PssDigest.weak(algorithm));
	}

}
