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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypts private keys with a passphrase: PBES2 of RFC 8018, with PBKDF2 (HMAC-SHA-256)
 * and AES-256 in CBC mode, which OpenSSL, the JDK and Bouncy Castle read.
 */
final class KeyEncryption {

	private static final int ITERATIONS = 600_000;

	private static final int KEY_BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private KeyEncryption() {
	}

	static byte[] encrypt(byte[] privateKey, char[] passphrase) {
		if (passphrase.length == 0) {
			throw new PkiException("The passphrase is empty", "Give a passphrase, or write the key without one.", null);
		}
		byte[] salt = random(16);
		byte[] iv = random(16);
		try {
			Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
			cipher.init(Cipher.ENCRYPT_MODE, deriveKey(passphrase, salt), new IvParameterSpec(iv));
			return new EncryptedPrivateKeyInfo(scheme(salt, iv), cipher.doFinal(privateKey)).getEncoded();
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new PkiException("The Java runtime cannot encrypt the key", "Allow AES-256 and HMAC-SHA-256.", ex);
		}
	}

	private static SecretKeySpec deriveKey(char[] passphrase, byte[] salt) throws GeneralSecurityException {
		PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ITERATIONS, KEY_BYTES * 8);
		try {
			byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
			SecretKeySpec derived = new SecretKeySpec(key, "AES");
			Arrays.fill(key, (byte) 0);
			return derived;
		}
		finally {
			spec.clearPassword();
		}
	}

	private static AlgorithmIdentifier scheme(byte[] salt, byte[] iv) {
		AlgorithmIdentifier prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
		KeyDerivationFunc derivation = new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
				new PBKDF2Params(salt, ITERATIONS, KEY_BYTES, prf));
		EncryptionScheme encryption = new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv));
		return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, encryption));
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

}
