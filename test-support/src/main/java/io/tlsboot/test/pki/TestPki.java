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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The PKI that all tests of a JVM share: each certificate is made when it is first asked
 * for, as files in one temporary directory that goes with the JVM. Faulty certificates
 * carry both TLS purposes and the names of localhost, so they serve in both roles.
 */
public final class TestPki {

	private static final Path DIRECTORY = createDirectory();

	private static final AtomicInteger COUNTER = new AtomicInteger();

	private static final Map<String, TestCertificate> CERTIFICATES = new HashMap<>();

	private TestPki() {
	}

	/**
	 * Return the root authority that signs unless a name says otherwise.
	 * @return a self-signed authority
	 */
	public static TestCertificate ca() {
		return entry("ca", (builder) -> builder.subject("O=Test,CN=Test CA").ca());
	}

	/**
	 * Return an authority that nobody should trust by accident.
	 * @return a self-signed authority
	 */
	public static TestCertificate otherCa() {
		return entry("other-ca", (builder) -> builder.subject("O=Test,CN=Other CA").ca());
	}

	/**
	 * Return an intermediate authority.
	 * @return an authority under {@link #ca()}
	 */
	public static TestCertificate intermediate() {
		return entry("intermediate", (builder) -> builder.subject("O=Test,CN=Test Intermediate").ca().issuer(ca()));
	}

	/**
	 * Return the certificate of a server.
	 * @return an EC leaf for localhost, 127.0.0.1 and ::1
	 */
	public static TestCertificate server() {
		return entry("server", (builder) -> localhost(builder).issuer(ca()).serverAuth());
	}

	/**
	 * Return the certificate of a server with an RSA key.
	 * @return an RSA 2048 leaf for localhost, 127.0.0.1 and ::1
	 */
	public static TestCertificate serverRsa() {
		return entry("server-rsa", (builder) -> localhost(builder).issuer(ca()).serverAuth().rsa(2048));
	}

	/**
	 * Return the certificate of a server under {@link #intermediate()}.
	 * @return a leaf for localhost whose chain has the intermediate
	 */
	public static TestCertificate serverUnderIntermediate() {
		return entry("server-under-intermediate", (builder) -> localhost(builder).issuer(intermediate()).serverAuth());
	}

	/**
	 * Return the certificate of a server with some names.
	 * @param names DNS names, the first is the common name too
	 * @return a leaf under {@link #ca()}
	 */
	public static TestCertificate serverFor(String... names) {
		return entry("server-for-" + String.join("-", names).replace('*', '_'),
				(builder) -> builder.subject("CN=" + names[0]).dns(names).issuer(ca()).serverAuth());
	}

	/**
	 * Return a certificate with an expired validity.
	 * @return a leaf under {@link #ca()} for both roles
	 */
	public static TestCertificate expired() {
		return entry("expired", (builder) -> leaf(builder).expired());
	}

	/**
	 * Return a certificate whose validity begins tomorrow.
	 * @return a leaf under {@link #ca()} for both roles
	 */
	public static TestCertificate notYetValid() {
		return entry("not-yet-valid", (builder) -> leaf(builder).notYetValid());
	}

	/**
	 * Return the certificate of a client.
	 * @return an EC leaf under {@link #ca()}
	 */
	public static TestCertificate client() {
		return entry("client", (builder) -> builder.subject("O=Test,CN=client").issuer(ca()).clientAuth());
	}

	/**
	 * Return the certificate of a client with an RSA key.
	 * @return an RSA 2048 leaf under {@link #ca()}
	 */
	public static TestCertificate clientRsa() {
		return entry("client-rsa",
				(builder) -> builder.subject("O=Test,CN=client").issuer(ca()).clientAuth().rsa(2048));
	}

	/**
	 * Return the certificate of a client of the other authority.
	 * @return an EC leaf under {@link #otherCa()}
	 */
	public static TestCertificate otherClient() {
		return entry("other-client", (builder) -> builder.subject("O=Test,CN=client").issuer(otherCa()).clientAuth());
	}

	/**
	 * Return the certificate of a client under {@link #intermediate()}.
	 * @return a leaf: {@code certFile()} is the leaf only, {@code chainFile()} has the
	 * intermediate
	 */
	public static TestCertificate clientUnderIntermediate() {
		return entry("client-under-intermediate",
				(builder) -> builder.subject("O=Test,CN=client").issuer(intermediate()).clientAuth());
	}

	/**
	 * Return a self-signed certificate that is no authority.
	 * @return a valid leaf for both roles
	 */
	public static TestCertificate selfSigned() {
		return entry("self-signed", TestPki::both);
	}

	/**
	 * Return an expired self-signed certificate.
	 * @return a leaf for both roles
	 */
	public static TestCertificate selfSignedExpired() {
		return entry("self-signed-expired", (builder) -> both(builder).expired());
	}

	/**
	 * Return a certificate whose key may only sign certificates.
	 * @return a leaf under {@link #ca()} without extended key usage
	 */
	public static TestCertificate keyCertSignOnly() {
		return entry("key-cert-sign-only", (builder) -> localhost(builder).issuer(ca()).keyUsage(KeyUsage.keyCertSign));
	}

	/**
	 * Return a certificate whose issuer says that it is no authority.
	 * @return a leaf for both roles that presents its issuer
	 */
	public static TestCertificate underNotCa() {
		TestCertificate issuer = entry("not-ca", (builder) -> builder.notCa().issuer(ca()));
		return entry("under-not-ca", (builder) -> both(builder).issuer(issuer));
	}

	/**
	 * Return a certificate with one authority too many above it.
	 * @return a leaf for both roles that presents both intermediates
	 */
	public static TestCertificate pathTooLong() {
		TestCertificate last = entry("path-length-zero", (builder) -> builder.ca(0).issuer(ca()));
		TestCertificate tooMany = entry("path-one-too-many", (builder) -> builder.ca().issuer(last));
		return entry("path-too-long", (builder) -> both(builder).issuer(tooMany));
	}

	/**
	 * Return a certificate for localhost of an authority that may name
	 * {@code permitted.test} only.
	 * @return a leaf for both roles that presents its issuer
	 */
	public static TestCertificate nameNotPermitted() {
		TestCertificate issuer = entry("name-constrained",
				(builder) -> builder.ca().permitted("permitted.test").issuer(ca()));
		return entry("name-not-permitted", (builder) -> both(builder).issuer(issuer));
	}

	/**
	 * Return a certificate with a critical extension that nobody knows.
	 * @return a leaf under {@link #ca()} for both roles
	 */
	public static TestCertificate unknownCriticalExtension() {
		return entry("unknown-critical-extension", (builder) -> leaf(builder)
			.extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"), true, DERNull.INSTANCE));
	}

	/**
	 * Return a certificate whose issuer's key may not sign certificates.
	 * @return a leaf for both roles that presents its issuer
	 */
	public static TestCertificate underNoKeyCertSign() {
		TestCertificate issuer = entry("no-key-cert-sign",
				(builder) -> builder.ca().keyUsage(KeyUsage.digitalSignature).issuer(ca()));
		return entry("under-no-key-cert-sign", (builder) -> both(builder).issuer(issuer));
	}

	/**
	 * Return an authority that has the name of {@link #ca()} and another key.
	 * @return a self-signed authority
	 */
	public static TestCertificate impostorCa() {
		return entry("impostor-ca", (builder) -> builder.subject("O=Test,CN=Test CA").ca());
	}

	/**
	 * Return a certificate of {@link #impostorCa()}.
	 * @return a leaf for both roles whose authority key identifier is the impostor's
	 */
	public static TestCertificate underImpostor() {
		return entry("under-impostor", (builder) -> both(builder).issuer(impostorCa()));
	}

	/**
	 * Return a certificate of {@link #impostorCa()} without key identifiers.
	 * @return a leaf for both roles
	 */
	public static TestCertificate underImpostorWithoutKeyId() {
		return entry("under-impostor-without-key-id", (builder) -> both(builder).issuer(impostorCa()).keyIds(false));
	}

	/**
	 * Return a root that has expired.
	 * @return a self-signed authority
	 */
	public static TestCertificate expiredCa() {
		return entry("expired-ca", (builder) -> builder.subject("O=Test,CN=Expired CA").ca().expired());
	}

	/**
	 * Return a valid certificate of {@link #expiredCa()}.
	 * @return a leaf for both roles
	 */
	public static TestCertificate underExpiredCa() {
		return entry("under-expired-ca", (builder) -> both(builder).issuer(expiredCa()));
	}

	/**
	 * Return a valid certificate of an intermediate that has expired.
	 * @return a leaf for both roles that presents the intermediate
	 */
	public static TestCertificate underExpiredIntermediate() {
		TestCertificate issuer = entry("expired-intermediate", (builder) -> builder.ca().expired().issuer(ca()));
		return entry("under-expired-intermediate", (builder) -> both(builder).issuer(issuer));
	}

	/**
	 * Return a self-signed certificate with a weak RSA key.
	 * @param bits the length of the key, 512 or 1024
	 * @return a leaf for both roles
	 */
	public static TestCertificate weakRsa(int bits) {
		return entry("rsa-" + bits, (builder) -> both(builder).rsa(bits));
	}

	/**
	 * Return a certificate that is signed with SHA-1.
	 * @return a leaf under {@link #ca()} for both roles
	 */
	public static TestCertificate sha1() {
		return entry("sha1", (builder) -> leaf(builder).signature("SHA1withECDSA"));
	}

	/**
	 * Return the certificate of a client whose names try to deceive: the subject repeats
	 * OU and has letters outside ASCII, a DNS name has a NUL, another a comma and a text
	 * that looks like a second name.
	 * @return a leaf under {@link #ca()}
	 */
	public static TestCertificate hostileNames() {
		return entry("hostile-names",
				(builder) -> builder
					.subject(new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, "HU")
						.addRDN(BCStyle.O, "A, B")
						.addRDN(BCStyle.OU, "one")
						.addRDN(BCStyle.OU, "two")
						.addRDN(BCStyle.CN, "\u00c1d\u00e1m")
						.build())
					.dns("good.test\0.evil.test", "a.test, DNS:b.test")
					.issuer(ca())
					.clientAuth());
	}

	/**
	 * Return the files of several authorities in one.
	 * @param certificates the certificates
	 * @return a PEM file with each of them, without chains and keys
	 */
	public static Path bundle(TestCertificate... certificates) {
		return Pem.write(newDirectory("bundle"), "bundle.pem",
				Arrays.stream(certificates).map(TestCertificate::certPem).collect(Collectors.joining()));
	}

	/**
	 * Make a directory that goes with the JVM.
	 * @param name the beginning of its name
	 * @return a directory that did not exist before
	 */
	public static Path newDirectory(String name) {
		try {
			return Files.createDirectory(DIRECTORY.resolve(name + "-" + COUNTER.incrementAndGet()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static TestCertificateBuilder localhost(TestCertificateBuilder builder) {
		return builder.subject("O=Test,CN=localhost").dns("localhost").ip("127.0.0.1", "::1");
	}

	private static TestCertificateBuilder both(TestCertificateBuilder builder) {
		return localhost(builder).purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
	}

	private static TestCertificateBuilder leaf(TestCertificateBuilder builder) {
		return both(builder).issuer(ca());
	}

	private static TestCertificate entry(String name, UnaryOperator<TestCertificateBuilder> how) {
		synchronized (CERTIFICATES) {
			TestCertificate certificate = CERTIFICATES.get(name);
			if (certificate == null) {
				certificate = how.apply(TestCertificate.builder(name)).build();
				CERTIFICATES.put(name, certificate);
			}
			return certificate;
		}
	}

	private static Path createDirectory() {
		try {
			Path directory = Files.createTempDirectory("test-pki");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
