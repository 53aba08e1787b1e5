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
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;

/**
 * What an authority has revoked, and the number of its last list.
 */
final class RevocationList {

	private final Map<BigInteger, Entry> entries = new TreeMap<>();

	private BigInteger number = BigInteger.ZERO;

	synchronized void add(BigInteger serialNumber, Instant when, CRLReason reason) {
		if (reason == CRLReason.UNUSED || reason == CRLReason.REMOVE_FROM_CRL) {
			throw new IllegalArgumentException(reason + " is not a reason to revoke");
		}
		this.entries.merge(serialNumber, new Entry(when, reason),
				(first, again) -> new Entry(first.when(), again.reason()));
	}

	synchronized X509CRL issue(X509Certificate issuer, PrivateKey key, Instant now, Duration validity) {
		this.number = this.number.add(BigInteger.ONE);
		X509v2CRLBuilder builder = new X509v2CRLBuilder(Subjects.of(issuer),
				new Time(Date.from(now.minus(CertificateMaker.SKEW))));
		builder.setNextUpdate(new Time(Date.from(now.plus(validity))));
		this.entries.forEach((serialNumber, entry) -> builder.addCRLEntry(serialNumber, Date.from(entry.when()),
				entry.reason().ordinal()));
		try {
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					CertificateMaker.authorityKeyIdentifier(issuer));
			builder.addExtension(Extension.cRLNumber, false, new CRLNumber(this.number));
			return new JcaX509CRLConverter().getCRL(builder.build(Signing.signer(key)));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	synchronized void resume(X509CRL last) {
		byte[] extension = last.getExtensionValue(Extension.cRLNumber.getId());
		if (extension != null) {
			this.number = this.number.max(ASN1Integer.getInstance(ExtensionValue.content(extension)).getValue());
		}
		Set<? extends X509CRLEntry> revoked = last.getRevokedCertificates();
		for (X509CRLEntry entry : (revoked != null) ? revoked : Set.<X509CRLEntry>of()) {
			CRLReason reason = entry.getRevocationReason();
			this.entries.putIfAbsent(entry.getSerialNumber(), new Entry(entry.getRevocationDate().toInstant(),
					(reason != null) ? reason : CRLReason.UNSPECIFIED));
		}
	}

	private record Entry(Instant when, CRLReason reason) {
	}

}
