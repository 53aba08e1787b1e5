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

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.util.encoders.Hex;

/**
 * Brings distinguished names into one form, so that names that are equal have equal keys
 * (RFC 5280, section 7.1, in OpenSSL's reading: strings of any type are compared without
 * regard to ASCII case and to the amount of white space).
 */
final class NameKey {

	private NameKey() {
	}

	/**
	 * Return the key of a whole name.
	 * @param name the name
	 * @return its key; two names are equal when their keys are
	 */
	static String of(X500Name name) {
		StringBuilder key = new StringBuilder();
		for (RDN rdn : name.getRDNs()) {
			append(key, rdn);
		}
		return key.toString();
	}

	/**
	 * Return whether a name lies below another one in the tree of names.
	 * @param name the name
	 * @param base the name of the subtree
	 * @return whether the relative names of the base are the first ones of the name
	 */
	static boolean within(String name, String base) {
		return name.startsWith(base);
	}

	private static void append(StringBuilder key, RDN rdn) {
		AttributeTypeAndValue[] attributes = rdn.getTypesAndValues();
		// Lengths go before texts, so that no text can imitate the structure around it.
		key.append(attributes.length).append('/');
		for (AttributeTypeAndValue attribute : attributes) {
			String value = value(attribute.getValue());
			key.append(attribute.getType().getId()).append(':').append(value.length()).append(':').append(value);
		}
	}

	private static String value(ASN1Encodable value) {
		if (value instanceof ASN1String string && !(value instanceof ASN1BitString)) {
			return canonical(string.getString());
		}
		try {
			return "#" + Hex.toHexString(value.toASN1Primitive().getEncoded());
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("A value of a name cannot be encoded", ex);
		}
	}

	private static String canonical(String text) {
		StringBuilder canonical = new StringBuilder(text.length());
		boolean space = false;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == ' ' || (c >= '\t' && c <= '\r')) {
				space = !canonical.isEmpty();
				continue;
			}
			if (space) {
				canonical.append(' ');
				space = false;
			}
			canonical.append((c >= 'A' && c <= 'Z') ? (char) (c + 32) : c);
		}
		return canonical.toString();
	}

}
