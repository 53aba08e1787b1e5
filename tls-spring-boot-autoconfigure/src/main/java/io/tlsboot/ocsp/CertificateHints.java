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
package io.tlsboot.ocsp;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;

import io.tlsboot.material.PackedIdentity;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate says about OCSP: where to ask about it, and whether its owner has
 * promised to staple the answer.
 */
public final class CertificateHints {

	private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

	private static final byte[] ENCODED_TLS_FEATURE = { 6, 8, 0x2b, 6, 1, 5, 5, 7, 1, 24 };

	/** The extensions of TLS that ask for stapled answers: RFC 6066 and RFC 6961. */
	private static final int STATUS_REQUEST = 5;

	private static final int STATUS_REQUEST_V2 = 17;

	private CertificateHints() {
	}

	/**
	 * Return where a certificate says that one may ask about it (RFC 5280, section
	 * 4.2.2.1).
	 * @param certificate the certificate
	 * @return the first address that can be asked, or {@code null} when there is none
	 */
	public static @Nullable URI responder(X509Certificate certificate) {
		try {
			ASN1Primitive value = extension(certificate, Extension.authorityInfoAccess.getId());
			if (value == null) {
				return null;
			}
			for (AccessDescription access : AuthorityInformationAccess.getInstance(value).getAccessDescriptions()) {
				URI address = AccessDescription.id_ad_ocsp.equals(access.getAccessMethod())
						? address(access.getAccessLocation()) : null;
				if (address != null) {
					return address;
				}
			}
			return null;
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Return whether the certificate of an identity may be one that demands a stapled
	 * answer. Takes about a microsecond, while nearly all are none.
	 * @param identity the identity
	 * @return whether {@link #mustStaple(X509Certificate)} is worth asking
	 */
	public static boolean mayMustStaple(PackedIdentity identity) {
		return identity.leafMentions(ENCODED_TLS_FEATURE);
	}

	/**
	 * Return whether a certificate tells clients to refuse it when no answer is stapled
	 * ("must-staple", RFC 7633).
	 * @param certificate the certificate
	 * @return whether it does
	 */
	public static boolean mustStaple(X509Certificate certificate) {
		try {
			ASN1Primitive value = extension(certificate, TLS_FEATURE);
			if (value == null) {
				return false;
			}
			ASN1Sequence features = ASN1Sequence.getInstance(value);
			for (int i = 0; i < features.size(); i++) {
				ASN1Integer feature = ASN1Integer.getInstance(features.getObjectAt(i));
				if (feature.hasValue(STATUS_REQUEST) || feature.hasValue(STATUS_REQUEST_V2)) {
					return true;
				}
			}
			return false;
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Return whether an address is one that can be asked.
	 * @param address the address
	 * @return whether it is a complete one of HTTP or HTTPS without a user
	 */
	public static boolean canAsk(URI address) {
		return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
				&& address.getHost() != null && address.getUserInfo() == null;
	}

	private static @Nullable URI address(GeneralName location) {
		if (location.getTagNo() != GeneralName.uniformResourceIdentifier) {
			return null;
		}
		try {
			URI address = new URI(location.getName().toString());
			return canAsk(address) ? address : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static @Nullable ASN1Primitive extension(X509Certificate certificate, String id) throws IOException {
		byte[] value = certificate.getExtensionValue(id);
		return (value != null) ? ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(value).getOctets()) : null;
	}

}
