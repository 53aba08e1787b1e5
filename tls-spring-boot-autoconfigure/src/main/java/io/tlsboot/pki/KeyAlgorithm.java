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

package io.tlsboot.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * A kind and strength of key that {@link Pki} makes. RSA keys of less than 2048 bits are
 * not offered.
 */
public enum KeyAlgorithm {

	/** RSA with a modulus of 2048 bits. */
	RSA_2048("RSA", 2048, null),

	/** RSA with a modulus of 3072 bits. */
	RSA_3072("RSA", 3072, null),

	/** RSA with a modulus of 4096 bits. */
	RSA_4096("RSA", 4096, null),

	/** An elliptic curve key on NIST P-256; the best choice for nearly every server. */
	EC_P256("EC", 256, "secp256r1"),

	/** An elliptic curve key on NIST P-384. */
	EC_P384("EC", 384, "secp384r1"),

	/** An elliptic curve key on NIST P-521, which few clients accept for TLS. */
	EC_P521("EC", 521, "secp521r1"),

	/** An Ed25519 key (RFC 8410), which browsers do not accept for TLS. */
	ED25519("Ed25519", 255, null);

	private final String jcaName;

	private final int bits;

	private final @Nullable String curve;

	KeyAlgorithm(String jcaName, int bits, @Nullable String curve) {
		this.jcaName = jcaName;
		this.bits = bits;
		this.curve = curve;
	}

	KeyPair generate() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(this.jcaName);
		if (this.curve != null) {
			generator.initialize(new ECGenParameterSpec(this.curve));
		}
		else if (this != ED25519) {
			generator.initialize(this.bits);
		}
		return generator.generateKeyPair();
	}

}
