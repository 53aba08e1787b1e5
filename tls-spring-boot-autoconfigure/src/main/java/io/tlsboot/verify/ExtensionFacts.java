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
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of a certificate that matter to a verdict, decoded once.
 */
final class ExtensionFacts {

	/** Bit of {@link #keyUsage}: signs what is not a certificate. */
	static final int DIGITAL_SIGNATURE = 128;

	/** Bit of {@link #keyUsage}: signs what nobody may deny later. */
	static final int NON_REPUDIATION = 64;

	/** Bit of {@link #keyUsage}: encrypts keys. */
	static final int KEY_ENCIPHERMENT = 32;

	/** Bit of {@link #keyUsage}: agrees on keys. */
	static final int KEY_AGREEMENT = 8;

	/** Bit of {@link #keyUsage}: signs certificates. */
	static final int KEY_CERT_SIGN = 4;

	/** Bit of {@link #keyUsage}: signs revocation lists. */
	static final int CRL_SIGN = 2;

	/** What OpenSSL understands too, when it is critical, and what we do. */
	private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(Extension.keyUsage,
			Extension.subjectAlternativeName, Extension.basicConstraints, Extension.certificatePolicies,
			Extension.cRLDistributionPoints, Extension.extendedKeyUsage, Extension.policyConstraints,
			Extension.nameConstraints, Extension.policyMappings, Extension.inhibitAnyPolicy);

	private static final GeneralName[] NO_NAMES = {};

	private boolean hasBasicConstraints;

	private boolean authority;

	private int pathLength = -1;

	private int keyUsage = -1;

	private @Nullable Set<KeyPurposeId> extendedKeyUsage;

	private @Nullable Encoded keyId;

	private IssuerHint issuer = IssuerHint.NONE;

	private boolean hasAlternativeNames;

	private GeneralName[] alternativeNames = NO_NAMES;

	private @Nullable NameConstraints nameConstraints;

	private List<GeneralName> distributionPoints = List.of();

	private @Nullable String unknownCritical;

	private @Nullable String flaw;

	ExtensionFacts(@Nullable Extensions extensions) {
		if (extensions == null) {
			return;
		}
		for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
			Extension extension = extensions.getExtension(id);
			if (extension.isCritical() && !UNDERSTOOD.contains(id)) {
				this.unknownCritical = id.getId();
			}
			try {
				read(id, extension);
			}
			catch (IOException | RuntimeException ex) {
				this.flaw = "has an extension that cannot be read (" + id + ")";
			}
		}
		if (this.nameConstraints != null && !this.authority) {
			this.flaw = "constrains names although it is not a certificate authority";
		}
	}

	private void read(ASN1ObjectIdentifier id, Extension extension) throws IOException {
		ASN1Primitive value = ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets());
		if (value == null) {
			throw new IOException("Empty");
		}
		if (Extension.basicConstraints.equals(id)) {
			read(BasicConstraints.getInstance(value));
		}
		else if (Extension.keyUsage.equals(id)) {
			this.keyUsage = ASN1BitString.getInstance(value).intValue();
		}
		else if (Extension.extendedKeyUsage.equals(id)) {
			this.extendedKeyUsage = Set.copyOf(List.of(ExtendedKeyUsage.getInstance(value).getUsages()));
		}
		else if (Extension.subjectKeyIdentifier.equals(id)) {
			this.keyId = new Encoded(ASN1OctetString.getInstance(value).getOctets());
		}
		else if (Extension.authorityKeyIdentifier.equals(id)) {
			this.issuer = IssuerHint.of(AuthorityKeyIdentifier.getInstance(value));
		}
		else if (Extension.subjectAlternativeName.equals(id)) {
			this.hasAlternativeNames = true;
			this.alternativeNames = GeneralNames.getInstance(value).getNames();
		}
		else if (Extension.nameConstraints.equals(id)) {
			this.nameConstraints = new NameConstraints(value);
		}
		else if (Extension.cRLDistributionPoints.equals(id)) {
			this.distributionPoints = DistributionPoints.names(CRLDistPoint.getInstance(value).getDistributionPoints());
		}
		else if (Extension.authorityInfoAccess.equals(id)) {
			AuthorityInformationAccess.getInstance(value);
		}
		else if (Extension.policyConstraints.equals(id)) {
			readPolicyConstraints(value, extension.isCritical());
		}
	}

	private void read(BasicConstraints constraints) {
		this.hasBasicConstraints = true;
		this.authority = constraints.isCA();
		BigInteger length = constraints.getPathLenConstraint();
		if (length != null) {
			if (length.signum() < 0) {
				throw new IllegalArgumentException("A negative path length");
			}
			this.pathLength = (length.bitLength() < 31) ? length.intValue() : Integer.MAX_VALUE;
		}
	}

	private void readPolicyConstraints(ASN1Encodable value, boolean critical) {
		PolicyConstraints.getInstance(value);
		if (!critical) {
			throw new IllegalArgumentException("RFC 5280, section 4.2.1.11: must be critical");
		}
	}

	boolean hasBasicConstraints() {
		return this.hasBasicConstraints;
	}

	boolean authority() {
		return this.authority;
	}

	/**
	 * Return how many intermediates may follow.
	 * @return the number, or -1 when it is not limited
	 */
	int pathLength() {
		return this.pathLength;
	}

	/**
	 * Return whether the key may be used for one of some things.
	 * @param anyOf bits of the key usage
	 * @return whether one of them is set or the certificate does not say
	 */
	boolean keyMay(int anyOf) {
		return this.keyUsage == -1 || (this.keyUsage & anyOf) != 0;
	}

	/**
	 * Return whether the certificate may be used for a purpose. As in OpenSSL, "any" is
	 * not a purpose of TLS.
	 * @param usage the purpose
	 * @return whether it is listed or there is no list
	 */
	boolean allows(KeyPurposeId usage) {
		return this.extendedKeyUsage == null || this.extendedKeyUsage.contains(usage);
	}

	/**
	 * Return whether the certificate is explicitly for a purpose.
	 * @param usage the purpose
	 * @return whether there is a list and the purpose is in it
	 */
	boolean names(KeyPurposeId usage) {
		return this.extendedKeyUsage != null && this.extendedKeyUsage.contains(usage);
	}

	@Nullable Encoded keyId() {
		return this.keyId;
	}

	/**
	 * Return what the authority key identifier says about the issuer.
	 * @return the hint, which may be empty
	 */
	IssuerHint issuer() {
		return this.issuer;
	}

	boolean hasAlternativeNames() {
		return this.hasAlternativeNames;
	}

	GeneralName[] alternativeNames() {
		return this.alternativeNames;
	}

	@Nullable NameConstraints nameConstraints() {
		return this.nameConstraints;
	}

	List<GeneralName> distributionPoints() {
		return this.distributionPoints;
	}

	@Nullable String unknownCritical() {
		return this.unknownCritical;
	}

	/**
	 * Return what makes the certificate unacceptable as it is.
	 * @return what it does, to follow its name, or {@code null}
	 */
	@Nullable String flaw() {
		return this.flaw;
	}

}
