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

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the checks see it: decoded once, from its bytes alone, whatever class
 * of certificate it came in.
 */
final class CertificateFacts {

	private final Encoded encoded;

	private final X500Name subjectName;

	private final String subject;

	private final String issuer;

	private final BigInteger serial;

	private final int version;

	private final long notBefore;

	private final long notAfter;

	private final KeyFacts key;

	private final SignatureFacts signature;

	private final ExtensionFacts extensions;

	private final @Nullable String flaw;

	private final boolean selfSigned;

	private CertificateFacts(Encoded encoded) throws IOException {
		this.encoded = encoded;
		Certificate certificate = Certificate.getInstance(ASN1Primitive.fromByteArray(encoded.bytes()));
		TBSCertificate signed = certificate.getTBSCertificate();
		this.subjectName = signed.getSubject();
		this.subject = NameKey.of(this.subjectName);
		this.issuer = NameKey.of(signed.getIssuer());
		this.serial = signed.getSerialNumber().getValue();
		this.version = signed.getVersionNumber();
		this.notBefore = Math.floorDiv(signed.getStartDate().getDate().getTime(), 1000);
		this.notAfter = Math.floorDiv(signed.getEndDate().getDate().getTime(), 1000);
		this.key = new KeyFacts(signed.getSubjectPublicKeyInfo(),
				signed.getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER));
		this.signature = new SignatureFacts(certificate.getSignatureAlgorithm(), Der.firstElement(encoded.bytes()),
				certificate.getSignature().getOctets());
		this.extensions = new ExtensionFacts(signed.getExtensions());
		this.flaw = flaw(certificate, signed);
		this.selfSigned = selfIssued()
				&& this.extensions.issuer().mayMean(this.extensions.keyId(), this.serial, this.issuer);
	}

	/**
	 * Decode a certificate.
	 * @param encoded its DER
	 * @return the facts, or {@code null} when these bytes are not a certificate
	 */
	static @Nullable CertificateFacts read(Encoded encoded) {
		try {
			return new CertificateFacts(encoded);
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	private @Nullable String flaw(Certificate certificate, TBSCertificate signed) {
		if (!certificate.getSignatureAlgorithm().equals(signed.getSignature())) {
			return "names two different signature algorithms";
		}
		if (signed.getIssuer().getRDNs().length == 0) {
			return "has no issuer";
		}
		if (this.extensions.authority() && this.subjectName.getRDNs().length == 0) {
			return "is a certificate authority without a name";
		}
		if (signed.getExtensions() != null && this.version != 3) {
			return "has extensions although it is not of version 3";
		}
		return this.extensions.flaw();
	}

	Encoded encoded() {
		return this.encoded;
	}

	X500Name subjectName() {
		return this.subjectName;
	}

	/**
	 * Return the key of the subject's name.
	 * @return a text that is equal for equal names
	 */
	String subject() {
		return this.subject;
	}

	/**
	 * Return the key of the issuer's name.
	 * @return a text that is equal for equal names
	 */
	String issuer() {
		return this.issuer;
	}

	BigInteger serial() {
		return this.serial;
	}

	int version() {
		return this.version;
	}

	/**
	 * Return the first second of the validity.
	 * @return seconds of the epoch
	 */
	long notBefore() {
		return this.notBefore;
	}

	/**
	 * Return the last second of the validity.
	 * @return seconds of the epoch
	 */
	long notAfter() {
		return this.notAfter;
	}

	KeyFacts key() {
		return this.key;
	}

	SignatureFacts signature() {
		return this.signature;
	}

	ExtensionFacts extensions() {
		return this.extensions;
	}

	/**
	 * Return what makes the certificate unacceptable as it is.
	 * @return what it does, to follow its name, or {@code null}
	 */
	@Nullable String flaw() {
		return this.flaw;
	}

	/**
	 * Return whether subject and issuer have the same name.
	 * @return whether the certificate is self-issued (RFC 5280, section 6.1)
	 */
	boolean selfIssued() {
		return this.subject.equals(this.issuer);
	}

	/**
	 * Return whether the certificate names itself as its issuer, which ends a path. As in
	 * OpenSSL the signature is not looked at: it proves nothing.
	 * @return whether it is self-signed
	 */
	boolean selfSigned() {
		return this.selfSigned;
	}

}
