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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The certificate that a response must be about: hashes of its issuer's name and key, and
 * its number (RFC 6960, section 4.1.1). The digest is the responder's choice; SHA-1
 * identifies here and signs nothing.
 */
final class StatusSubject {

	private static final Map<String, String> DIGESTS = Map.of("1.3.14.3.2.26", "SHA-1", "2.16.840.1.101.3.4.2.1",
			"SHA-256", "2.16.840.1.101.3.4.2.2", "SHA-384", "2.16.840.1.101.3.4.2.3", "SHA-512");

	private final CertificateFacts certificate;

	private final CertificateFacts issuer;

	StatusSubject(CertificateFacts certificate, CertificateFacts issuer) {
		this.certificate = certificate;
		this.issuer = issuer;
	}

	boolean isMeantBy(CertID id) {
		String digest = DIGESTS.get(id.getHashAlgorithm().getAlgorithm().getId());
		if (digest == null || !this.certificate.serial().equals(id.getSerialNumber().getValue())) {
			return false;
		}
		try {
			return Arrays.equals(id.getIssuerKeyHash().getOctets(), hash(digest, key(this.issuer)))
					&& Arrays.equals(id.getIssuerNameHash().getOctets(), hash(digest, issuerName()));
		}
		catch (GeneralSecurityException | IOException ex) {
			return false;
		}
	}

	/**
	 * Return the bits of a key, without what says of what kind it is.
	 */
	static byte[] key(CertificateFacts certificate) {
		return SubjectPublicKeyInfo.getInstance(certificate.key().encoded().bytes()).getPublicKeyData().getOctets();
	}

	static byte[] hash(String digest, byte[] bytes) throws GeneralSecurityException {
		return MessageDigest.getInstance(digest).digest(bytes);
	}

	private byte[] issuerName() throws IOException {
		return Certificate.getInstance(this.certificate.encoded().bytes()).getIssuer().getEncoded(ASN1Encoding.DER);
	}

}
