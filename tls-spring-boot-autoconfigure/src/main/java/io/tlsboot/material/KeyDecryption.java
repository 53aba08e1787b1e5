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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

import io.tlsboot.material.MaterialException.Part;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts private keys, and tells a missing, an empty and a wrong passphrase apart.
 */
final class KeyDecryption {

	private KeyDecryption() {
	}

	/**
	 * Decrypt a PKCS#8 key.
	 * @param der the encrypted key
	 * @param passphrase the passphrase that was given
	 * @param place where the key stands
	 * @return the decrypted key
	 * @throws IOException when the encrypted structure is damaged
	 */
	static PrivateKeyInfo pkcs8(byte[] der, @Nullable String passphrase, Place place) throws IOException {
		PKCS8EncryptedPrivateKeyInfo encrypted = new PKCS8EncryptedPrivateKeyInfo(der);
		ASN1ObjectIdentifier scheme = encrypted.toASN1Structure().getEncryptionAlgorithm().getAlgorithm();
		return decrypt(encrypted, decryptor(given(passphrase, place), scheme), place);
	}

	static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted, InputDecryptorProvider decryptor,
			Place place) {
		try {
			PrivateKeyInfo key = encrypted.decryptPrivateKeyInfo(decryptor);
			key.parsePrivateKey();
			return key;
		}
		catch (PKCSException ex) {
			throw (ex.getCause() instanceof OperatorCreationException) ? unsupported(place) : wrong(place);
		}
		catch (IOException | RuntimeException ex) {
			throw wrong(place);
		}
	}

	/**
	 * Decrypt a block whose headers say how it is encrypted (RFC 1421, as OpenSSL does).
	 * @param block the block
	 * @param encryption the value of its {@code DEK-Info} header
	 * @param passphrase the passphrase that was given
	 * @param place where the key stands
	 * @return the decrypted bytes
	 */
	static byte[] legacy(PemBlock block, String encryption, @Nullable String passphrase, Place place) {
		String given = given(passphrase, place);
		int comma = encryption.indexOf(',');
		try {
			byte[] iv = HexFormat.of().parseHex(encryption.substring(comma + 1).strip());
			String cipher = encryption.substring(0, Math.max(comma, 0)).strip().toUpperCase(Locale.ROOT);
			return new JcePEMDecryptorProviderBuilder().setProvider(Providers.bouncyCastle())
				.build(given.toCharArray())
				.get(cipher)
				.decrypt(block.der(), iv);
		}
		catch (OperatorCreationException | IllegalArgumentException ex) {
			throw unsupported(place);
		}
		catch (PEMException | RuntimeException ex) {
			throw (ex.getMessage() != null && ex.getMessage().startsWith("unknown encryption")) ? unsupported(place)
					: wrong(place);
		}
	}

	static InputDecryptorProvider decryptor(String passphrase, ASN1ObjectIdentifier scheme) {
		boolean bytewise = scheme.on(PKCSObjectIdentifiers.pkcs_5) && !scheme.equals(PKCSObjectIdentifiers.id_PBES2);
		return decryptor(bytewise ? bytesAsCharacters(passphrase) : passphrase.toCharArray());
	}

	static InputDecryptorProvider decryptor(char[] passphrase) {
		return new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(Providers.bouncyCastle()).build(passphrase);
	}

	static MaterialException wrong(Place place) {
		return place.failure(Part.PASSPHRASE, "The passphrase does not decrypt the private key",
				"Correct the passphrase; this asks for it and tries it: openssl pkey -noout -in " + place.argument()
						+ ".",
				null);
	}

	private static String given(@Nullable String passphrase, Place place) {
		if (passphrase == null || passphrase.isEmpty()) {
			throw place.failure(Part.PASSPHRASE,
					"The private key is encrypted and "
							+ ((passphrase == null) ? "there is no passphrase" : "the passphrase is empty"),
					"Give the passphrase, or decrypt the key: openssl pkey -in " + place.argument()
							+ " -out plain.pem.",
					null);
		}
		return passphrase;
	}

	private static MaterialException unsupported(Place place) {
		return place.failure("The private key is encrypted in a way that is not supported",
				"Encrypt it anew: openssl pkcs8 -topk8 -v2 aes256 -in " + place.argument() + " -out new.pem.");
	}

	/**
	 * The schemes of PBES1 take the low byte of each character, OpenSSL the bytes of
	 * UTF-8.
	 */
	private static char[] bytesAsCharacters(String passphrase) {
		return new String(passphrase.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).toCharArray();
	}

}
