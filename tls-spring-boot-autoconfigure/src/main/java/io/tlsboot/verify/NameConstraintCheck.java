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

import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Checks the names in each certificate against the constraints of every authority above
 * it, the trusted ones included (RFC 5280, section 4.2.1.10).
 */
final class NameConstraintCheck {

	private NameConstraintCheck() {
	}

	static void check(Path path, Budget budget, Findings findings) {
		for (int above = path.top(); above > 0; above--) {
			NameConstraints constraints = path.get(above).extensions().nameConstraints();
			if (constraints == null) {
				continue;
			}
			for (int below = above - 1; below >= 0; below--) {
				if (below == 0 || !path.get(below).selfIssued()) {
					check(path.get(below), below, constraints, budget, findings);
				}
			}
		}
	}

	private static void check(CertificateFacts certificate, int at, NameConstraints constraints, Budget budget,
			Findings findings) {
		try {
			for (GeneralName name : names(certificate, at == 0)) {
				if (!constraints.allow(name, budget)) {
					findings.add(AuthorizationError.NAME_CONSTRAINT_VIOLATION, at,
							budget.exhausted() ? "has too many names to compare them with the constraints above it"
									: "has a name outside the constraints of an authority above it");
					return;
				}
			}
		}
		catch (RuntimeException ex) {
			findings.add(AuthorizationError.NAME_CONSTRAINT_VIOLATION, at, "has a name that cannot be read");
		}
	}

	private static List<GeneralName> names(CertificateFacts certificate, boolean endEntity) {
		List<GeneralName> names = new ArrayList<>(List.of(certificate.extensions().alternativeNames()));
		boolean hasHost = names.stream().anyMatch((name) -> name.getTagNo() == GeneralName.dNSName);
		RDN[] subject = certificate.subjectName().getRDNs();
		if (subject.length > 0) {
			names.add(new GeneralName(certificate.subjectName()));
		}
		for (RDN rdn : subject) {
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				ASN1ObjectIdentifier type = attribute.getType();
				if (attribute.getValue() instanceof ASN1String text) {
					if (PKCSObjectIdentifiers.pkcs_9_at_emailAddress.equals(type)) {
						names.add(new GeneralName(GeneralName.rfc822Name, text.getString()));
					}
					else if (endEntity && !hasHost && BCStyle.CN.equals(type) && looksLikeHost(text.getString())) {
						names.add(new GeneralName(GeneralName.dNSName, text.getString()));
					}
				}
			}
		}
		return names;
	}

	/** Old certificates name their host only here, and clients still believe them. */
	private static boolean looksLikeHost(String commonName) {
		return commonName.indexOf('.') > 0 && DnsNames.wellFormed(DnsNames.normal(commonName));
	}

}
