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

import java.net.IDN;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a certificate is for the host that a client wanted to talk to. The rules
 * are Node's, with three exceptions to the safe side: the common name counts only when
 * the certificate has no alternative name of any type, only when it has exactly one
 * common name, and never for an address.
 *
 * <p>
 * Names are compared as data of their type, never as text that was put together; a name
 * that is not visible ASCII matches nothing. A host that is not ASCII is compared in its
 * A-label form. One final dot is ignored on both sides.
 */
public final class ServerIdentity {

	private static final int MAX_HOST = 255;

	private static final int MAX_QUOTED = 100;

	private ServerIdentity() {
	}

	/**
	 * Judge whether a certificate is for a host.
	 * @param host the name or the address that the client dialled, without a port
	 * @param leaf the server's own certificate, whose chain is judged elsewhere
	 * @return authorized, or refused with
	 * {@link AuthorizationError#ERR_TLS_CERT_ALTNAME_INVALID}
	 */
	public static Verdict judge(String host, X509Certificate leaf) {
		if (matches(host, leaf)) {
			return Verdict.AUTHORIZED;
		}
		return Verdict.refused(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID,
				"The server's certificate is not for the host \"" + VerdictTexts.quoted(host, MAX_QUOTED) + "\"");
	}

	/**
	 * Return whether a certificate is for a host. Throws nothing, whatever the
	 * certificate contains.
	 * @param host the name or the address that the client dialled, without a port
	 * @param leaf the server's own certificate
	 * @return whether it is
	 */
	public static boolean matches(String host, X509Certificate leaf) {
		try {
			CertificateFacts facts = CertificateFacts.read(new Encoded(leaf.getEncoded()));
			return facts != null && matches(host, facts);
		}
		catch (CertificateEncodingException | RuntimeException ex) {
			return false;
		}
	}

	private static boolean matches(String host, CertificateFacts leaf) {
		String wanted = withoutFinalDot(host);
		if (wanted.isEmpty() || wanted.length() > MAX_HOST) {
			return false;
		}
		byte[] address = IpLiteral.parse(wanted);
		if (address != null) {
			return hasAddress(leaf, address);
		}
		String name = HostPattern.ascii(wanted) ? wanted : IDN.toASCII(wanted);
		for (String pattern : patterns(leaf)) {
			if (HostPattern.matches(name, withoutFinalDot(pattern))) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasAddress(CertificateFacts leaf, byte[] address) {
		for (GeneralName name : leaf.extensions().alternativeNames()) {
			if (name.getTagNo() == GeneralName.iPAddress
					&& Arrays.equals(address, ASN1OctetString.getInstance(name.getName()).getOctets())) {
				return true;
			}
		}
		return false;
	}

	private static List<String> patterns(CertificateFacts leaf) {
		List<String> patterns = new ArrayList<>();
		if (!leaf.extensions().hasAlternativeNames()) {
			String commonName = commonName(leaf);
			return (commonName != null) ? List.of(commonName) : patterns;
		}
		for (GeneralName name : leaf.extensions().alternativeNames()) {
			if (name.getTagNo() == GeneralName.dNSName && name.getName() instanceof ASN1String text) {
				patterns.add(text.getString());
			}
		}
		return patterns;
	}

	private static @Nullable String commonName(CertificateFacts leaf) {
		ASN1Encodable found = null;
		for (RDN rdn : leaf.subjectName().getRDNs()) {
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				if (BCStyle.CN.equals(attribute.getType())) {
					if (found != null) {
						return null;
					}
					found = attribute.getValue();
				}
			}
		}
		return (found instanceof ASN1String text) ? text.getString() : null;
	}

	private static String withoutFinalDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

}
