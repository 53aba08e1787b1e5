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
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Puts one certificate together (RFC 5280) and signs it.
 */
final class CertificateMaker {

	/** How far back a certificate or list starts, for peers whose clock is behind. */
	static final Duration SKEW = Duration.ofMinutes(5);

	private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final X500Name subject;

	private final PublicKey key;

	private final ExtensionsGenerator extensions = new ExtensionsGenerator();

	private Instant notBefore = Instant.EPOCH;

	private Instant notAfter = Instant.EPOCH;

	CertificateMaker(X500Name subject, PublicKey key) {
		this.subject = subject;
		this.key = key;
		add(Extension.subjectKeyIdentifier, false, keyIdentifier(key));
	}

	CertificateMaker forEndEntity(CertificateProfile profile) {
		List<KeyPurposeId> purposes = new ArrayList<>();
		if (profile.server()) {
			purposes.add(KeyPurposeId.id_kp_serverAuth);
		}
		if (profile.client()) {
			purposes.add(KeyPurposeId.id_kp_clientAuth);
		}
		boolean encipher = profile.server() && this.key instanceof RSAKey;
		add(Extension.basicConstraints, true, new BasicConstraints(false));
		add(Extension.keyUsage, true,
				new KeyUsage(KeyUsage.digitalSignature | (encipher ? KeyUsage.keyEncipherment : 0)));
		add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
		return this;
	}

	CertificateMaker forAuthority(AuthoritySpec spec) {
		Integer pathLength = spec.pathLength();
		add(Extension.basicConstraints, true,
				(pathLength != null) ? new BasicConstraints(pathLength) : new BasicConstraints(true));
		add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
		if (!spec.permittedNames().isEmpty()) {
			add(Extension.nameConstraints, true, new PermittedNames(spec.permittedNames()).toNameConstraints());
		}
		return this;
	}

	CertificateMaker named(Collection<AlternativeName> names) {
		if (!names.isEmpty()) {
			boolean critical = this.subject.size() == 0;
			add(Extension.subjectAlternativeName, critical, generalNames(names));
		}
		return this;
	}

	CertificateMaker valid(Instant now, Duration validity, @Nullable Instant limit) {
		Instant end = (limit != null && limit.isBefore(LAST)) ? limit : LAST;
		this.notBefore = now.minus(SKEW);
		this.notAfter = (validity.compareTo(Duration.between(now, end)) < 0) ? now.plus(validity) : end;
		if (!this.notAfter.isAfter(now)) {
			throw new PkiException("The certificate authority has expired", "Make a new certificate authority.", null);
		}
		return this;
	}

	X509Certificate selfSigned(PrivateKey signingKey) {
		if (this.subject.size() == 0) {
			throw new PkiException("A self-signed certificate needs a subject, which is its issuer too",
					"Name a subject, such as 'CN=localhost'.", null);
		}
		return sign(this.subject, signingKey);
	}

	X509Certificate signedBy(X509Certificate issuer, PrivateKey signingKey) {
		add(Extension.authorityKeyIdentifier, false, authorityKeyIdentifier(issuer));
		return sign(Subjects.of(issuer), signingKey);
	}

	static GeneralNames generalNames(Collection<AlternativeName> names) {
		return new GeneralNames(names.stream().map(AlternativeName::toGeneralName).toArray(GeneralName[]::new));
	}

	static AuthorityKeyIdentifier authorityKeyIdentifier(X509Certificate issuer) {
		byte[] extension = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
		SubjectKeyIdentifier identifier = (extension != null)
				? SubjectKeyIdentifier.getInstance(ExtensionValue.content(extension))
				: keyIdentifier(issuer.getPublicKey());
		return new AuthorityKeyIdentifier(identifier.getKeyIdentifier());
	}

	private static SubjectKeyIdentifier keyIdentifier(PublicKey key) {
		try {
			return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509Certificate sign(X500Name issuer, PrivateKey signingKey) {
		X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuer, serialNumber(),
				new Time(Date.from(this.notBefore)), new Time(Date.from(this.notAfter)), this.subject,
				SubjectPublicKeyInfo.getInstance(this.key.getEncoded()));
		try {
			Extensions made = this.extensions.generate();
			for (ASN1ObjectIdentifier identifier : made.getExtensionOIDs()) {
				builder.addExtension(made.getExtension(identifier));
			}
			return new JcaX509CertificateConverter().getCertificate(builder.build(Signing.signer(signingKey)));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void add(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
		try {
			this.extensions.addExtension(identifier, critical, value);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static BigInteger serialNumber() {
		BigInteger serial = BigInteger.ZERO;
		while (serial.signum() == 0) {
			serial = new BigInteger(128, RANDOM);
		}
		return serial;
	}

}
