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

package io.tlsboot.material;

import java.io.IOException;
import java.util.Map;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificateList;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its structure what a DER file is.
 */
final class DerFile {

	private static final int SEQUENCE = 0x30;

	private DerFile() {
	}

	/**
	 * Return a DER file as the PEM block it would be.
	 * @param bytes the content of a file
	 * @return the block, or {@code null} when it is not DER
	 */
	static @Nullable PemBlock block(byte[] bytes) {
		if (bytes.length == 0 || bytes[0] != SEQUENCE) {
			return null;
		}
		try {
			ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes));
			return new PemBlock(label(sequence), 0, Map.of(), bytes);
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	private static String label(ASN1Sequence sequence) {
		ASN1Encodable first = element(sequence, 0);
		ASN1Encodable second = element(sequence, 1);
		if (first instanceof ASN1Integer version) {
			return afterVersion(version, second);
		}
		if (first instanceof ASN1ObjectIdentifier type) {
			return PKCSObjectIdentifiers.signedData.equals(type) ? "PKCS7" : "DER";
		}
		if (first instanceof ASN1Sequence && second instanceof ASN1OctetString) {
			return "ENCRYPTED PRIVATE KEY";
		}
		return (first instanceof ASN1Sequence && second instanceof ASN1Sequence) ? signed(sequence) : "DER";
	}

	private static String afterVersion(ASN1Integer version, @Nullable ASN1Encodable second) {
		if (second instanceof ASN1Integer) {
			return "RSA PRIVATE KEY";
		}
		if (second instanceof ASN1OctetString) {
			return "EC PRIVATE KEY";
		}
		return version.hasValue(3) ? "PKCS12" : "PRIVATE KEY";
	}

	private static String signed(ASN1Sequence sequence) {
		if (parses(() -> Certificate.getInstance(sequence).getSubject())) {
			return "CERTIFICATE";
		}
		if (parses(() -> CertificateList.getInstance(sequence).getIssuer())) {
			return "X509 CRL";
		}
		if (parses(() -> CertificationRequest.getInstance(sequence).getCertificationRequestInfo())) {
			return "CERTIFICATE REQUEST";
		}
		return "DER";
	}

	private static boolean parses(Runnable attempt) {
		try {
			attempt.run();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static @Nullable ASN1Encodable element(ASN1Sequence sequence, int index) {
		return (index < sequence.size()) ? sequence.getObjectAt(index) : null;
	}

}
