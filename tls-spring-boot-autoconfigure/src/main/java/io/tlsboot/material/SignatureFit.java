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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two keys belong together by signing with the one and verifying with the
 * other, whatever provider they come from.
 */
final class SignatureFit {

	private static final byte[] PROBE = "Do these two keys fit?".getBytes(StandardCharsets.US_ASCII);

	private SignatureFit() {
	}

	static boolean fits(PrivateKey privateKey, PublicKey publicKey) {
		if (privateKey instanceof RSAKey one && publicKey instanceof RSAKey other
				&& !one.getModulus().equals(other.getModulus())) {
			return false;
		}
		try {
			return verifies(privateKey, publicKey);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	private static boolean verifies(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
		Signature signer = signature(privateKey);
		signer.initSign(privateKey);
		restrict(signer, privateKey);
		signer.update(PROBE);
		byte[] signed = signer.sign();
		Signature verifier = signature(publicKey);
		verifier.initVerify(publicKey);
		restrict(verifier, publicKey);
		verifier.update(PROBE);
		return verifier.verify(signed);
	}

	private static Signature signature(Key key) throws GeneralSecurityException {
		String algorithm = KeyFit.algorithm(key);
		return Signature.getInstance(switch (algorithm) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			default -> algorithm;
		});
	}

	/**
	 * To be called after the key is known: it decides which provider signs, and
	 * parameters that come first would take the first provider.
	 */
	private static void restrict(Signature signature, Key key) throws GeneralSecurityException {
		if (KeyFit.algorithm(key).equals("RSASSA-PSS")) {
			signature.setParameter(pssParameters(key));
		}
	}

	private static AlgorithmParameterSpec pssParameters(Key key) {
		@Nullable AlgorithmParameterSpec restriction = (key instanceof RSAKey rsa) ? rsa.getParams() : null;
		return (restriction != null) ? restriction
				: new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
	}

}
