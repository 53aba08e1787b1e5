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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate says about the certificate of its issuer (RFC 5280, section
 * 4.2.1.1).
 *
 * @param keyId the id of the issuer's key
 * @param serial the serial number of the issuer's certificate
 * @param issuers names of the issuer's issuer
 */
record IssuerHint(@Nullable Encoded keyId, @Nullable BigInteger serial, List<String> issuers) {

	/** Nothing is said. */
	static final IssuerHint NONE = new IssuerHint(null, null, List.of());

	static IssuerHint of(AuthorityKeyIdentifier identifier) {
		byte[] id = identifier.getKeyIdentifierOctets();
		List<String> issuers = new ArrayList<>();
		if (identifier.getAuthorityCertIssuer() != null) {
			for (GeneralName name : identifier.getAuthorityCertIssuer().getNames()) {
				if (name.getTagNo() == GeneralName.directoryName) {
					issuers.add(NameKey.of(X500Name.getInstance(name.getName())));
				}
			}
		}
		return new IssuerHint((id != null) ? new Encoded(id) : null, identifier.getAuthorityCertSerialNumber(),
				List.copyOf(issuers));
	}

	/**
	 * Return whether nothing here contradicts that a certificate is meant.
	 * @param subjectKeyId its key id, or {@code null} when it has none
	 * @param number its serial number
	 * @param issuer the name of its issuer
	 * @return whether it may be meant
	 */
	boolean mayMean(@Nullable Encoded subjectKeyId, BigInteger number, String issuer) {
		return (this.keyId == null || subjectKeyId == null || this.keyId.equals(subjectKeyId))
				&& (this.serial == null || this.serial.equals(number))
				&& (this.issuers.isEmpty() || this.issuers.contains(issuer));
	}

}
