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
import java.security.cert.CRLException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * A revocation list, indexed once. Whether a key signed it is remembered: the answer
 * never changes, and to calculate it means to digest the whole list.
 */
final class CrlFacts {

	private static final int MAX_REMEMBERED = 32;

	private final String issuer;

	private final long thisUpdate;

	private final long nextUpdate;

	private final Map<BigInteger, X509CRLEntry> revoked = new HashMap<>();

	private final SignatureFacts signature;

	private final Map<Encoded, Boolean> signers = new ConcurrentHashMap<>();

	private boolean usable = true;

	private boolean onlyEndEntities;

	private boolean onlyAuthorities;

	private @Nullable List<GeneralName> distributionPoint;

	CrlFacts(X509CRL crl) throws CRLException {
		this.issuer = NameKey.of(X500Name.getInstance(crl.getIssuerX500Principal().getEncoded()));
		this.thisUpdate = Math.floorDiv(crl.getThisUpdate().getTime(), 1000);
		this.nextUpdate = (crl.getNextUpdate() != null) ? Math.floorDiv(crl.getNextUpdate().getTime(), 1000)
				: Long.MAX_VALUE;
		this.signature = new SignatureFacts(algorithm(crl), crl.getTBSCertList(), crl.getSignature());
		readExtensions(crl);
		Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
		for (X509CRLEntry entry : (entries != null) ? entries : Set.<X509CRLEntry>of()) {
			if (entry.hasUnsupportedCriticalExtension() || entry.getCertificateIssuer() != null) {
				this.usable = false;
			}
			this.revoked.put(entry.getSerialNumber(), entry);
		}
	}

	private static AlgorithmIdentifier algorithm(X509CRL crl) throws CRLException {
		CertificateList list = CertificateList.getInstance(crl.getEncoded());
		return list.getSignatureAlgorithm();
	}

	private void readExtensions(X509CRL crl) {
		Set<String> critical = crl.getCriticalExtensionOIDs();
		for (String oid : (critical != null) ? critical : Set.<String>of()) {
			if (!Extension.issuingDistributionPoint.getId().equals(oid)
					&& !Extension.authorityKeyIdentifier.getId().equals(oid)) {
				this.usable = false;
			}
		}
		byte[] scope = crl.getExtensionValue(Extension.issuingDistributionPoint.getId());
		try {
			if (scope != null) {
				readScope(IssuingDistributionPoint
					.getInstance(ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(scope).getOctets())));
			}
		}
		catch (IOException | RuntimeException ex) {
			this.usable = false;
		}
		boolean extended = critical != null || crl.getNonCriticalExtensionOIDs() != null;
		if (extended && crl.getExtensionValue(Extension.cRLNumber.getId()) == null) {
			// RFC 5280, section 5.2.3; a list of version 1, as "openssl ca" makes, has
			// none.
			this.usable = false;
		}
	}

	private void readScope(IssuingDistributionPoint scope) {
		this.onlyEndEntities = scope.onlyContainsUserCerts();
		this.onlyAuthorities = scope.onlyContainsCACerts();
		if (scope.getDistributionPoint() != null) {
			this.distributionPoint = DistributionPoints.names(scope.getDistributionPoint());
		}
		if (scope.isIndirectCRL() || scope.onlyContainsAttributeCerts() || scope.getOnlySomeReasons() != null) {
			this.usable = false;
		}
	}

	String issuer() {
		return this.issuer;
	}

	long thisUpdate() {
		return this.thisUpdate;
	}

	long nextUpdate() {
		return this.nextUpdate;
	}

	boolean weak() {
		return this.signature.weak();
	}

	/**
	 * Return whether this list can tell about a certificate.
	 * @param certificate a certificate of the same issuer
	 * @return whether we understand the list and the certificate is in its scope
	 */
	boolean covers(CertificateFacts certificate) {
		boolean authority = certificate.extensions().authority();
		if (!this.usable || (this.onlyEndEntities && authority) || (this.onlyAuthorities && !authority)) {
			return false;
		}
		List<GeneralName> points = this.distributionPoint;
		return points == null || certificate.extensions().distributionPoints().stream().anyMatch(points::contains);
	}

	boolean revokes(BigInteger serial) {
		X509CRLEntry entry = this.revoked.get(serial);
		return entry != null && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL;
	}

	/**
	 * Return whether a key signed this list.
	 * @param key the key of the issuer
	 * @return whether it did
	 */
	boolean signedBy(KeyFacts key) {
		Boolean known = this.signers.get(key.encoded());
		if (known == null) {
			KeyFacts.Problem problem = key.problem();
			known = (problem == null || problem.calculable()) && this.signature.madeBy(key);
			if (this.signers.size() < MAX_REMEMBERED) {
				this.signers.put(key.encoded(), known);
			}
		}
		return known;
	}

}
