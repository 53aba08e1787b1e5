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
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.material.MaterialException.Part;
import io.tlsboot.material.Pkcs12File.NamedKey;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PKCS#12 file bag by bag, because the key store of the JDK drops certificates
 * that OpenSSL put there without a key.
 */
final class Pkcs12Reader {

	/**
	 * An empty password is two zero bytes to one program and none to another; the key
	 * derivation pads one zero character to the same as two zero bytes.
	 */
	private static final List<char[]> NO_PASSWORD = List.of(new char[] { '\0' }, new char[0]);

	private final Place place;

	private final byte[] bytes;

	private final @Nullable String passphrase;

	private Pkcs12Reader(Content content, @Nullable String passphrase) {
		this.place = content.place();
		this.bytes = content.bytes();
		this.passphrase = passphrase;
	}

	/**
	 * Read a file.
	 * @param content the content of the file
	 * @param passphrase its password; a file that needs none ignores it
	 * @return what is in it
	 */
	static Pkcs12File read(Content content, @Nullable String passphrase) {
		if (content.startsWith(0xFE, 0xED, 0xFE, 0xED)) {
			throw content.place()
				.failure("This is a Java key store (JKS), not a PKCS#12 file",
						"Convert it: keytool -importkeystore -srckeystore " + content.place().argument()
								+ " -destkeystore new.p12 -deststoretype PKCS12.");
		}
		PemBlock der = DerFile.block(content.bytes());
		if (der == null || der.kind() != BlockKind.PKCS12) {
			throw notPkcs12(content);
		}
		return new Pkcs12Reader(content, passphrase).read();
	}

	private static MaterialException notPkcs12(Content content) {
		String action = "Make one: openssl pkcs12 -export -inkey key.pem -in cert.pem -out file.p12.";
		return InlineText.isPem(content.text())
				? content.place()
					.failure("This is PEM text, not a PKCS#12 file", "Name it as key, cert or ca. " + action)
				: content.place().failure("The file is not PKCS#12, or it is damaged", action);
	}

	private Pkcs12File read() {
		List<char[]> candidates = (this.passphrase == null || this.passphrase.isEmpty()) ? NO_PASSWORD
				: List.of(this.passphrase.toCharArray());
		try {
			PKCS12PfxPdu pfx = new PKCS12PfxPdu(this.bytes);
			for (char[] candidate : candidates) {
				Pkcs12File file = open(pfx, candidate);
				if (file != null) {
					return file;
				}
			}
			throw wrong();
		}
		catch (MaterialException ex) {
			throw ex;
		}
		catch (IOException | CertificateException | PKCSException | RuntimeException ex) {
			throw this.place.failure("The PKCS#12 file is damaged",
					"Copy the file again, or try to read it: openssl pkcs12 -info -noout -in " + this.place.argument()
							+ ".");
		}
	}

	private @Nullable Pkcs12File open(PKCS12PfxPdu pfx, char[] password)
			throws IOException, CertificateException, PKCSException {
		JcePKCS12MacCalculatorBuilderProvider mac = new JcePKCS12MacCalculatorBuilderProvider();
		if (pfx.hasMac() && !pfx.isMacValid(mac.setProvider(Providers.bouncyCastle()), password)) {
			return null;
		}
		try {
			return contents(pfx, password);
		}
		catch (MaterialException ex) {
			if (ex.part() == Part.PASSPHRASE) {
				return null;
			}
			throw ex;
		}
	}

	private Pkcs12File contents(PKCS12PfxPdu pfx, char[] password) throws IOException, CertificateException {
		List<NamedKey> keys = new ArrayList<>();
		List<X509Certificate> certificates = new ArrayList<>();
		for (PKCS12SafeBag bag : bags(pfx, KeyDecryption.decryptor(password))) {
			Object value = bag.getBagValue();
			if (value instanceof X509CertificateHolder certificate) {
				certificates.add(CertificateParser.read(certificate.getEncoded()));
			}
			else if (value instanceof PrivateKeyInfo key) {
				keys.add(key(bag, key, keys.size()));
			}
			else if (value instanceof PKCS8EncryptedPrivateKeyInfo key) {
				keys.add(key(bag, decrypt(key, password), keys.size()));
			}
		}
		return new Pkcs12File(keys, certificates);
	}

	private List<PKCS12SafeBag> bags(PKCS12PfxPdu pfx, InputDecryptorProvider decryptor) {
		List<PKCS12SafeBag> bags = new ArrayList<>();
		try {
			for (ContentInfo info : pfx.getContentInfos()) {
				boolean encrypted = info.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
				PKCS12SafeBagFactory factory = encrypted ? new PKCS12SafeBagFactory(info, decryptor)
						: new PKCS12SafeBagFactory(info);
				bags.addAll(List.of(factory.getSafeBags()));
			}
			return bags;
		}
		catch (PKCSException | RuntimeException ex) {
			throw wrong();
		}
	}

	private PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo key, char[] password) {
		boolean pbes2 = key.toASN1Structure()
			.getEncryptionAlgorithm()
			.getAlgorithm()
			.equals(PKCSObjectIdentifiers.id_PBES2);
		if (pbes2 && password.length == 0) {
			throw wrong();
		}
		return KeyDecryption.decrypt(key, KeyDecryption.decryptor(password), this.place);
	}

	private NamedKey key(PKCS12SafeBag bag, PrivateKeyInfo key, int index) {
		return new NamedKey(name(bag, index), PrivateKeyConverter.convert(key, this.place));
	}

	private static String name(PKCS12SafeBag bag, int index) {
		Attribute[] attributes = bag.getAttributes();
		for (Attribute attribute : (attributes != null) ? attributes : new Attribute[0]) {
			if (attribute.getAttrType().equals(PKCS12SafeBag.friendlyNameAttribute)
					&& attribute.getAttributeValues()[0] instanceof ASN1String name) {
				return name.getString();
			}
		}
		return "number " + (index + 1);
	}

	private MaterialException wrong() {
		String action = "Give the passphrase that the file was made with; this asks for it and tries it: "
				+ "openssl pkcs12 -info -noout -in " + this.place.argument() + ".";
		if (this.passphrase == null) {
			return failure("The PKCS#12 file needs a passphrase and there is none", action);
		}
		return failure(this.passphrase.isEmpty() ? "The PKCS#12 file needs a passphrase and the given one is empty"
				: "The passphrase does not open the PKCS#12 file", action);
	}

	private MaterialException failure(String problem, String action) {
		return this.place.failure(Part.PASSPHRASE, problem, action, null);
	}

}
