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

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;

/**
 * Signs with a {@link HiddenKey} and does nothing else, as the provider of a token.
 */
final class TokenProvider extends Provider {

	TokenProvider() {
		super("Token", "1", "Signs with keys that hide their numbers");
		for (String algorithm : List.of("SHA256withECDSA", "SHA256withRSA", "EdDSA", "RSASSA-PSS")) {
			putService(new Service(this, "Signature", algorithm, TokenSignature.class.getName(), null, null) {

				@Override
				public Object newInstance(Object parameter) {
					return new TokenSignature(algorithm);
				}

				@Override
				public boolean supportsParameter(Object parameter) {
					return parameter instanceof HiddenKey;
				}

			});
		}
	}

	/**
	 * Hands the work to the JDK.
	 */
	private static final class TokenSignature extends SignatureSpi {

		private final Signature signature;

		TokenSignature(String algorithm) {
			try {
				this.signature = Signature.getInstance(algorithm);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
			if (!(privateKey instanceof HiddenKey hidden)) {
				throw new InvalidKeyException("The key is not on the token");
			}
			this.signature.initSign(hidden.key());
		}

		@Override
		protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
			throw new InvalidKeyException("The token cannot verify");
		}

		@Override
		protected void engineUpdate(byte b) throws SignatureException {
			this.signature.update(b);
		}

		@Override
		protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
			this.signature.update(b, off, len);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			return this.signature.sign();
		}

		@Override
		protected boolean engineVerify(byte[] sigBytes) {
			return false;
		}

		@Override
		protected void engineSetParameter(AlgorithmParameterSpec params) {
			try {
				this.signature.setParameter(params);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalArgumentException(ex);
			}
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String param, Object value) {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		protected Object engineGetParameter(String param) {
			throw new UnsupportedOperationException();
		}

	}

}
