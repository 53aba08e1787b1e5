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

package io.tlsboot.test.pki;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;

/**
 * A certificate with its key and its chain, as objects and as PEM files. The chain is
 * what a peer presents: the certificate and its issuers without a self-signed end.
 */
public final class TestCertificate {

	private final String name;

	private final KeyPair keys;

	private final List<X509Certificate> chain;

	private final Path directory;

	TestCertificate(String name, KeyPair keys, List<X509Certificate> chain, Path directory) {
		this.name = name;
		this.keys = keys;
		this.chain = List.copyOf(chain);
		this.directory = directory;
		Pem.write(directory, "key.pem", keyPem());
		Pem.write(directory, "cert.pem", certPem());
		Pem.write(directory, "chain.pem", chainPem());
		Pem.write(directory, "issuers.pem", pem(this.chain.subList(1, this.chain.size())));
	}

	/**
	 * Start a certificate. Without further calls it is a valid self-signed one.
	 * @param name the name of its directory, and its common name until one is set
	 * @return the builder
	 */
	public static TestCertificateBuilder builder(String name) {
		return new TestCertificateBuilder(name);
	}

	/**
	 * Return the name.
	 * @return the name it was built with
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the certificate.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	/**
	 * Return the chain that a peer presents.
	 * @return the certificate and its issuers, without a self-signed end
	 */
	public List<X509Certificate> chain() {
		return this.chain;
	}

	/**
	 * Return the private key.
	 * @return the private key
	 */
	public PrivateKey key() {
		return this.keys.getPrivate();
	}

	/**
	 * Return both keys.
	 * @return the key pair
	 */
	public KeyPair keyPair() {
		return this.keys;
	}

	/**
	 * Return the file of the private key (PKCS#8, not encrypted).
	 * @return the PEM file
	 */
	public Path keyFile() {
		return this.directory.resolve("key.pem");
	}

	/**
	 * Return the file of the certificate alone.
	 * @return the PEM file
	 */
	public Path certFile() {
		return this.directory.resolve("cert.pem");
	}

	/**
	 * Return the file of the chain that a peer presents.
	 * @return the PEM file
	 */
	public Path chainFile() {
		return this.directory.resolve("chain.pem");
	}

	/**
	 * Return the file of the chain without the certificate itself.
	 * @return the PEM file, empty when nothing follows the certificate
	 */
	public Path issuersFile() {
		return this.directory.resolve("issuers.pem");
	}

	/**
	 * Return a PKCS#12 file of the key and the chain.
	 * @param password the password of the store and of the key
	 * @return the file, made anew
	 */
	public Path pfxFile(String password) {
		Path file = this.directory.resolve("identity.p12");
		try (OutputStream out = Files.newOutputStream(file)) {
			keyStore(password).store(out, password.toCharArray());
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a key store with the key and the chain.
	 * @param password the password of the key
	 * @return a new PKCS#12 store whose alias is the name
	 */
	public KeyStore keyStore(String password) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry(this.name, key(), password.toCharArray(), this.chain.toArray(X509Certificate[]::new));
			return store;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the private key as PEM.
	 * @return the PEM text
	 */
	public String keyPem() {
		return Pem.encode("PRIVATE KEY", key().getEncoded());
	}

	/**
	 * Return the certificate alone as PEM.
	 * @return the PEM text
	 */
	public String certPem() {
		return pem(this.chain.subList(0, 1));
	}

	/**
	 * Return the chain as PEM.
	 * @return the PEM text
	 */
	public String chainPem() {
		return pem(this.chain);
	}

	/**
	 * Return the same certificate with another chain to present.
	 * @param others what follows the certificate, in this order
	 * @return the certificate with files of its own
	 */
	public TestCertificate presenting(TestCertificate... others) {
		List<X509Certificate> presented = new ArrayList<>(List.of(certificate()));
		Arrays.stream(others).map(TestCertificate::certificate).forEach(presented::add);
		return new TestCertificate(this.name, this.keys, presented, TestPki.newDirectory(this.name));
	}

	X500Name subject() {
		return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
	}

	boolean selfIssued() {
		return certificate().getSubjectX500Principal().equals(certificate().getIssuerX500Principal());
	}

	private static String pem(List<X509Certificate> certificates) {
		StringBuilder text = new StringBuilder();
		try {
			for (X509Certificate certificate : certificates) {
				text.append(Pem.encode("CERTIFICATE", certificate.getEncoded()));
			}
			return text.toString();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
