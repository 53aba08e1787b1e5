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

package io.tlsboot.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates for tests, good ones by default and bad ones on demand.
 */
final class Certs {

	/** The time at which tests take place. */
	static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

	private static final AtomicLong SERIAL = new AtomicLong(1000);

	private static final KeyPairGenerator EC = generator("EC", 256);

	private X500Name name;

	private KeyPair keys;

	private @Nullable TestCertificate issuer;

	private Instant from = NOW.minusSeconds(86400);

	private Instant to = NOW.plusSeconds(86400);

	private BigInteger serial = BigInteger.valueOf(SERIAL.incrementAndGet());

	private String algorithm = "SHA256withECDSA";

	private boolean keyIds = true;

	private boolean extended = true;

	private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

	private Certs(String name) {
		this.name = new X500Name(name);
		this.keys = ec();
	}

	static Certs authority(String name) {
		return new Certs(name).constraints(new BasicConstraints(true))
			.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
	}

	static Certs leaf(String name) {
		return new Certs(name).constraints(new BasicConstraints(false)).keyUsage(KeyUsage.digitalSignature);
	}

	static KeyPair ec() {
		return EC.generateKeyPair();
	}

	static KeyPair keys(String algorithm, int size) {
		return generator(algorithm, size).generateKeyPair();
	}

	private static KeyPairGenerator generator(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, BouncyCastle.provider());
			if (size > 0) {
				generator.initialize(size, new SecureRandom());
			}
			return generator;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Certs name(X500Name name) {
		this.name = name;
		return this;
	}

	Certs keys(KeyPair keys) {
		this.keys = keys;
		return this;
	}

	Certs from(Instant from) {
		this.from = from;
		return this;
	}

	Certs to(Instant to) {
		this.to = to;
		return this;
	}

	Certs expired() {
		return from(NOW.minusSeconds(7200)).to(NOW.minusSeconds(3600));
	}

	Certs serial(BigInteger serial) {
		this.serial = serial;
		return this;
	}

	Certs algorithm(String algorithm) {
		this.algorithm = algorithm;
		return this;
	}

	Certs withoutKeyIds() {
		this.keyIds = false;
		return this;
	}

	/** Of version 1, without any extension. */
	Certs old() {
		this.extended = false;
		return this;
	}

	Certs constraints(BasicConstraints constraints) {
		return extension(Extension.basicConstraints, true, constraints);
	}

	Certs keyUsage(int bits) {
		return extension(Extension.keyUsage, true, new KeyUsage(bits));
	}

	Certs usages(KeyPurposeId... usages) {
		return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
	}

	Certs names(GeneralName... names) {
		return extension(Extension.subjectAlternativeName, false, new GeneralNames(names));
	}

	Certs host(String host) {
		return names(new GeneralName(GeneralName.dNSName, host));
	}

	Certs extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
		try {
			this.extensions.put(id, new Extension(id, critical, value.toASN1Primitive().getEncoded()));
			return this;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Certs without(ASN1ObjectIdentifier id) {
		this.extensions.remove(id);
		return this;
	}

	TestCertificate selfSigned() {
		return sign(this.name, this.keys);
	}

	TestCertificate by(TestCertificate issuer) {
		this.issuer = issuer;
		return sign(issuer.name(), issuer.keys());
	}

	/** As if an issuer had signed, but with another key. */
	TestCertificate forged(TestCertificate issuer) {
		this.issuer = issuer;
		return sign(issuer.name(), ec());
	}

	private TestCertificate sign(X500Name issuerName, KeyPair signer) {
		try {
			ContentSigner contentSigner = new JcaContentSignerBuilder(this.algorithm)
				.setProvider(BouncyCastle.provider())
				.build(signer.getPrivate());
			SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(this.keys.getPublic().getEncoded());
			X509CertificateHolder holder;
			if (this.extended) {
				X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuerName, this.serial,
						Date.from(this.from), Date.from(this.to), this.name, key);
				if (this.keyIds) {
					addKeyIds(builder, key);
				}
				for (Extension extension : this.extensions.values()) {
					builder.addExtension(extension);
				}
				holder = builder.build(contentSigner);
			}
			else {
				holder = new X509v1CertificateBuilder(issuerName, this.serial, Date.from(this.from), Date.from(this.to),
						this.name, key)
					.build(contentSigner);
			}
			return new TestCertificate(this.name, this.keys, holder.getEncoded());
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void addKeyIds(X509v3CertificateBuilder builder, SubjectPublicKeyInfo key)
			throws IOException, GeneralSecurityException {
		JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
		builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
		SubjectPublicKeyInfo issuerKey = (this.issuer != null)
				? SubjectPublicKeyInfo.getInstance(this.issuer.keys().getPublic().getEncoded()) : key;
		builder.addExtension(Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuerKey));
	}

}
