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
import java.security.PrivateKey;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one private key in a content and reads it: PKCS#8, PKCS#1 or SEC1, plain or
 * encrypted. What parsers say about a key is not passed on, because it may quote it.
 */
final class PrivateKeyParser {

	private final Content content;

	private final Place place;

	private final @Nullable String passphrase;

	private PrivateKeyParser(Content content, @Nullable String passphrase) {
		this.content = content;
		this.place = content.place();
		this.passphrase = passphrase;
	}

	/**
	 * Return the private key of a content.
	 * @param content PEM text with exactly one private key, or a DER file
	 * @param passphrase what decrypts it; a plain key needs none and ignores it
	 * @return the key
	 */
	static PrivateKey parse(Content content, @Nullable String passphrase) {
		return new PrivateKeyParser(content, passphrase).parse();
	}

	private PrivateKey parse() {
		List<PemBlock> blocks = PemBlocks.of(this.content);
		List<PemBlock> keys = blocks.stream().filter((block) -> block.kind() == BlockKind.PRIVATE_KEY).toList();
		if (keys.isEmpty()) {
			throw WrongBlock.instead(this.place, mostTelling(blocks), BlockKind.PRIVATE_KEY);
		}
		if (keys.size() > 1) {
			throw this.place.failure(
					"There are " + keys.size() + " private keys, the second" + keys.get(1).at() + "; one is wanted",
					"Keep one private key in the file.");
		}
		PrivateKeyInfo key = read(keys.get(0), blocks);
		return PrivateKeyConverter.convert(key, this.place);
	}

	private PemBlock mostTelling(List<PemBlock> blocks) {
		return blocks.stream()
			.filter((block) -> block.kind() != BlockKind.PARAMETERS)
			.findFirst()
			.orElseGet(() -> blocks.get(0));
	}

	private PrivateKeyInfo read(PemBlock block, List<PemBlock> blocks) {
		String encryption = block.header("DEK-Info");
		byte[] der = block.der();
		if (encryption != null) {
			der = KeyDecryption.legacy(block, encryption, this.passphrase, this.place);
		}
		try {
			return switch (block.label()) {
				case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
				case "ENCRYPTED PRIVATE KEY" -> KeyDecryption.pkcs8(der, this.passphrase, this.place);
				case "RSA PRIVATE KEY" -> pkcs1(der);
				case "EC PRIVATE KEY" -> sec1(der, blocks);
				default -> throw unsupported(block);
			};
		}
		catch (MaterialException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			if (encryption != null) {
				throw KeyDecryption.wrong(this.place);
			}
			throw this.place.failure(
					"The private key" + block.at() + " is damaged: it is not what " + block.label() + " says",
					"Copy the key file again, or try to read it: openssl pkey -noout -in " + this.place.argument()
							+ ".");
		}
	}

	private static PrivateKeyInfo pkcs1(byte[] der) throws IOException {
		RSAPrivateKey key = RSAPrivateKey.getInstance(ASN1Primitive.fromByteArray(der));
		return new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
	}

	private static PrivateKeyInfo sec1(byte[] der, List<PemBlock> blocks) throws IOException {
		ECPrivateKey key = ECPrivateKey.getInstance(ASN1Primitive.fromByteArray(der));
		ASN1Encodable curve = key.getParametersObject();
		for (PemBlock block : blocks) {
			if (curve == null && block.label().equals("EC PARAMETERS")) {
				curve = ASN1Primitive.fromByteArray(block.der());
			}
		}
		return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
	}

	private MaterialException unsupported(PemBlock block) {
		if (block.label().equals("OPENSSH PRIVATE KEY")) {
			return this.place.failure("This is a private key in the format of OpenSSH",
					"Convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY.");
		}
		return this.place.failure("The PEM label " + block.label() + " is unexpected" + block.at(),
				"Use an RSA, EC or Ed25519 key: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem.");
	}

}
