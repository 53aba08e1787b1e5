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

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TestCertificate}, a faulty one too: what is set is written, whether it
 * makes sense or not.
 */
public final class TestCertificateBuilder {

	private final String name;

	private final Map<ASN1ObjectIdentifier, Given> extensions = new LinkedHashMap<>();

	private final List<GeneralName> names = new ArrayList<>();

	private X500Name subject;

	private @Nullable KeyPair keys;

	private @Nullable TestCertificate issuer;

	private @Nullable PrivateKey signer;

	private @Nullable String signature;

	private boolean keyIds = true;

	private final BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);

	private Instant from = Instant.now().minus(Duration.ofDays(1));

	private Instant to = Instant.now().plus(Duration.ofDays(365));

	TestCertificateBuilder(String name) {
		this.name = name;
		this.subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
	}

	/**
	 * Set the subject.
	 * @param name the distinguished name as text, most significant attribute first
	 * @return this builder
	 */
	public TestCertificateBuilder subject(String name) {
		return subject(new X500Name(name));
	}

	/**
	 * Set the subject.
	 * @param name the distinguished name
	 * @return this builder
	 */
	public TestCertificateBuilder subject(X500Name name) {
		this.subject = name;
		return this;
	}

	/**
	 * Set who issues and signs; without it the certificate is self-signed.
	 * @param certificate the issuer
	 * @return this builder
	 */
	public TestCertificateBuilder issuer(TestCertificate certificate) {
		this.issuer = certificate;
		return this;
	}

	/**
	 * Sign with a key that need not be the issuer's.
	 * @param key the key
	 * @return this builder
	 */
	public TestCertificateBuilder signedBy(PrivateKey key) {
		this.signer = key;
		return this;
	}

	/**
	 * Set the signature algorithm.
	 * @param algorithm a JCA name, such as {@code SHA1withRSA}
	 * @return this builder
	 */
	public TestCertificateBuilder signature(String algorithm) {
		this.signature = algorithm;
		return this;
	}

	/**
	 * Set the keys; without any call an EC P-256 pair is made.
	 * @param pair the keys
	 * @return this builder
	 */
	public TestCertificateBuilder keys(KeyPair pair) {
		this.keys = pair;
		return this;
	}

	/**
	 * Make an RSA key.
	 * @param bits its length
	 * @return this builder
	 */
	public TestCertificateBuilder rsa(int bits) {
		return keys(TestKeys.rsa(bits));
	}

	/**
	 * Make an EC key.
	 * @param curve its curve, such as {@code secp384r1}
	 * @return this builder
	 */
	public TestCertificateBuilder ec(String curve) {
		return keys(TestKeys.ec(curve));
	}

	/**
	 * Make an Ed25519 key.
	 * @return this builder
	 */
	public TestCertificateBuilder ed25519() {
		return keys(TestKeys.ed25519());
	}

	/**
	 * Set the time of validity.
	 * @param from its begin
	 * @param to its end
	 * @return this builder
	 */
	public TestCertificateBuilder valid(Instant from, Instant to) {
		this.from = from;
		this.to = to;
		return this;
	}

	/**
	 * Let the validity have ended yesterday.
	 * @return this builder
	 */
	public TestCertificateBuilder expired() {
		return valid(Instant.now().minus(Duration.ofDays(30)), Instant.now().minus(Duration.ofDays(1)));
	}

	/**
	 * Let the validity begin tomorrow.
	 * @return this builder
	 */
	public TestCertificateBuilder notYetValid() {
		return valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(30)));
	}

	/**
	 * Make a certification authority: basic constraints and key usage.
	 * @return this builder
	 */
	public TestCertificateBuilder ca() {
		return extension(Extension.basicConstraints, true, new BasicConstraints(true))
			.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
	}

	/**
	 * Make a certification authority with a limited path length.
	 * @param pathLength how many authorities may stand beneath
	 * @return this builder
	 */
	public TestCertificateBuilder ca(int pathLength) {
		return ca().extension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
	}

	/**
	 * Say explicitly that this is no certification authority.
	 * @return this builder
	 */
	public TestCertificateBuilder notCa() {
		return extension(Extension.basicConstraints, true, new BasicConstraints(false));
	}

	/**
	 * Set the key usage.
	 * @param bits the bits of {@link KeyUsage}
	 * @return this builder
	 */
	public TestCertificateBuilder keyUsage(int bits) {
		return extension(Extension.keyUsage, true, new KeyUsage(bits));
	}

	/**
	 * Set the extended key usage to TLS servers.
	 * @return this builder
	 */
	public TestCertificateBuilder serverAuth() {
		return purposes(KeyPurposeId.id_kp_serverAuth);
	}

	/**
	 * Set the extended key usage to TLS clients.
	 * @return this builder
	 */
	public TestCertificateBuilder clientAuth() {
		return purposes(KeyPurposeId.id_kp_clientAuth);
	}

	/**
	 * Set the extended key usage.
	 * @param purposes the purposes
	 * @return this builder
	 */
	public TestCertificateBuilder purposes(KeyPurposeId... purposes) {
		return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
	}

	/**
	 * Add DNS names.
	 * @param names the subject alternative names, written as they are
	 * @return this builder
	 */
	public TestCertificateBuilder dns(String... names) {
		for (String each : names) {
			this.names.add(new GeneralName(GeneralName.dNSName, each));
		}
		return this;
	}

	/**
	 * Add IP addresses.
	 * @param addresses the subject alternative names
	 * @return this builder
	 */
	public TestCertificateBuilder ip(String... addresses) {
		for (String each : addresses) {
			this.names.add(new GeneralName(GeneralName.iPAddress, each));
		}
		return this;
	}

	/**
	 * Add subject alternative names of any kind.
	 * @param names the names
	 * @return this builder
	 */
	public TestCertificateBuilder names(GeneralName... names) {
		this.names.addAll(List.of(names));
		return this;
	}

	/**
	 * Permit only names beneath some domains.
	 * @param domains the permitted DNS subtrees
	 * @return this builder
	 */
	public TestCertificateBuilder permitted(String... domains) {
		GeneralSubtree[] subtrees = new GeneralSubtree[domains.length];
		for (int i = 0; i < domains.length; i++) {
			subtrees[i] = new GeneralSubtree(new GeneralName(GeneralName.dNSName, domains[i]));
		}
		return extension(Extension.nameConstraints, true, new NameConstraints(subtrees, null));
	}

	/**
	 * Set whether the key identifiers of subject and issuer are written; they are unless
	 * this is called.
	 * @param written whether they are
	 * @return this builder
	 */
	public TestCertificateBuilder keyIds(boolean written) {
		this.keyIds = written;
		return this;
	}

	/**
	 * Set an extension; the last call for one identifier counts.
	 * @param id its identifier
	 * @param critical whether it is critical
	 * @param value its value
	 * @return this builder
	 */
	public TestCertificateBuilder extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
		this.extensions.put(id, new Given(critical, value));
		return this;
	}

	/**
	 * Make the certificate and its files in a directory of the shared PKI.
	 * @return the certificate
	 */
	public TestCertificate build() {
		return build(TestPki.newDirectory(this.name));
	}

	/**
	 * Make the certificate and its files.
	 * @param directory where {@code key.pem}, {@code cert.pem} and {@code chain.pem} are
	 * written
	 * @return the certificate
	 */
	public TestCertificate build(Path directory) {
		KeyPair pair = (this.keys != null) ? this.keys : TestKeys.ec("secp256r1");
		try {
			List<X509Certificate> chain = new ArrayList<>(List.of(sign(pair)));
			if (this.issuer != null && !this.issuer.selfIssued()) {
				chain.addAll(this.issuer.chain());
			}
			return new TestCertificate(this.name, pair, chain, directory);
		}
		catch (GeneralSecurityException | OperatorCreationException | CertIOException ex) {
			throw new IllegalStateException("Certificate " + this.name + ": " + ex.getMessage(), ex);
		}
	}

	private X509Certificate sign(KeyPair pair)
			throws GeneralSecurityException, OperatorCreationException, CertIOException {
		TestCertificate by = this.issuer;
		X500Name byName = (by != null) ? by.subject() : this.subject;
		PrivateKey byKey = (by != null) ? by.key() : pair.getPrivate();
		if (this.signer != null) {
			byKey = this.signer;
		}
		X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(byName, this.serial, Date.from(this.from),
				Date.from(this.to), this.subject, pair.getPublic());
		if (this.keyIds) {
			JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
			builder.addExtension(Extension.subjectKeyIdentifier, false,
					utils.createSubjectKeyIdentifier(pair.getPublic()));
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					utils.createAuthorityKeyIdentifier((by != null) ? by.keyPair().getPublic() : pair.getPublic()));
		}
		if (!this.names.isEmpty()) {
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(this.names.toArray(GeneralName[]::new)));
		}
		for (Map.Entry<ASN1ObjectIdentifier, Given> extension : this.extensions.entrySet()) {
			builder.addExtension(extension.getKey(), extension.getValue().critical(), extension.getValue().value());
		}
		String algorithm = (this.signature != null) ? this.signature : TestKeys.signature(byKey);
		return new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(byKey)));
	}

	private record Given(boolean critical, ASN1Encodable value) {
	}

}
