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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * Keys, certificates and revocation lists as PEM text (RFC 7468).
 */
public final class PemText {

	private static final String CERTIFICATE = "CERTIFICATE";

	private PemText() {
	}

	/**
	 * Return a private key as text that anybody can read.
	 * @param key the key
	 * @return PKCS#8 in PEM, not encrypted
	 */
	public static String of(PrivateKey key) {
		return write("PRIVATE KEY", encoded(key));
	}

	/**
	 * Return a private key as text that needs a passphrase.
	 * @param key the key
	 * @param passphrase the passphrase, which is not kept
	 * @return PKCS#8 in PEM, encrypted by AES-256 with a key from PBKDF2 with
	 * HMAC-SHA-256 (PBES2, RFC 8018)
	 */
	public static String of(PrivateKey key, char[] passphrase) {
		return write("ENCRYPTED PRIVATE KEY", KeyEncryption.encrypt(encoded(key), passphrase));
	}

	/**
	 * Return certificates as text.
	 * @param certificates the certificates in order
	 * @return PEM
	 */
	public static String of(X509Certificate... certificates) {
		return of(List.of(certificates));
	}

	/**
	 * Return certificates as text.
	 * @param certificates the certificates in order
	 * @return PEM
	 */
	public static String of(Iterable<X509Certificate> certificates) {
		StringBuilder text = new StringBuilder();
		try {
			for (X509Certificate certificate : certificates) {
				text.append(write(CERTIFICATE, certificate.getEncoded()));
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		return text.toString();
	}

	/**
	 * Return a revocation list as text.
	 * @param list the list
	 * @return PEM
	 */
	public static String of(X509CRL list) {
		try {
			return write("X509 CRL", list.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String write(String type, byte[] content) {
		StringWriter text = new StringWriter();
		try (PemWriter writer = new PemWriter(text)) {
			writer.writeObject(new PemObject(type, content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString().replace("\r\n", "\n");
	}

	static PKCS10CertificationRequest readRequest(String pem) {
		try {
			for (PemObject object : read(pem)) {
				if (object.getType().endsWith("CERTIFICATE REQUEST")) {
					return new PKCS10CertificationRequest(object.getContent());
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			throw new PkiException("The certificate request is malformed", "Ask for a new request.", ex);
		}
		throw new PkiException("The text has no PEM block CERTIFICATE REQUEST",
				"Give the request as PEM, which begins with -----BEGIN CERTIFICATE REQUEST-----.", null);
	}

	static PrivateKey readKey(String pem) throws IOException {
		for (PemObject object : read(pem)) {
			if (object.getType().equals("PRIVATE KEY")) {
				try {
					return new JcaPEMKeyConverter().getPrivateKey(PrivateKeyInfo.getInstance(object.getContent()));
				}
				catch (RuntimeException ex) {
					throw new IOException("malformed PRIVATE KEY", ex);
				}
			}
		}
		throw new IOException("no PEM block PRIVATE KEY");
	}

	static List<X509Certificate> readCertificates(String pem) throws IOException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (PemObject object : read(pem)) {
			if (object.getType().equals(CERTIFICATE)) {
				try {
					certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
						.generateCertificate(new ByteArrayInputStream(object.getContent())));
				}
				catch (GeneralSecurityException ex) {
					throw new IOException("malformed CERTIFICATE", ex);
				}
			}
		}
		if (certificates.isEmpty()) {
			throw new IOException("no PEM block CERTIFICATE");
		}
		return certificates;
	}

	private static List<PemObject> read(String pem) throws IOException {
		List<PemObject> objects = new ArrayList<>();
		try (PemReader reader = new PemReader(new StringReader(pem))) {
			for (PemObject object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
				objects.add(object);
			}
		}
		catch (RuntimeException ex) {
			throw new IOException("malformed PEM", ex);
		}
		return objects;
	}

	private static byte[] encoded(PrivateKey key) {
		byte[] encoded = key.getEncoded();
		if (encoded == null) {
			throw new PkiException("The private key does not leave its store", "Use a key that can be exported.", null);
		}
		return encoded;
	}

}
