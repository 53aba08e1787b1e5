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

import java.util.Map;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Words a verdict. What a peer wrote into its certificate is quoted, escaped and bounded:
 * it ends up in logs and on screens.
 */
final class VerdictTexts {

	private static final int MAX_NAME = 120;

	private static final int MAX_VALUE = 64;

	private static final Map<String, String> TYPES = Map.of("2.5.4.3", "CN", "2.5.4.6", "C", "2.5.4.7", "L", "2.5.4.8",
			"ST", "2.5.4.10", "O", "2.5.4.11", "OU", "0.9.2342.19200300.100.1.25", "DC", "0.9.2342.19200300.100.1.1",
			"UID");

	private VerdictTexts() {
	}

	/**
	 * Return a sentence about one certificate of a path.
	 * @param path the path
	 * @param at the index of the certificate
	 * @param words what it does
	 * @return the sentence without a final stop
	 */
	static String sentence(Path path, int at, String words) {
		String role = "The intermediate certificate ";
		if (at == 0) {
			role = "The peer's certificate ";
		}
		else if (at >= path.trustedFrom()) {
			role = "The trusted certificate ";
		}
		return role + name(path.get(at)) + " " + words;
	}

	/**
	 * Return in words what is wrong with the end of a path.
	 * @param error why the path does not end in trust
	 * @return what the last certificate does, to follow its name
	 */
	static String chain(AuthorizationError error) {
		return switch (error) {
			case DEPTH_ZERO_SELF_SIGNED_CERT, SELF_SIGNED_CERT_IN_CHAIN -> "is self-signed and not trusted";
			case UNABLE_TO_GET_ISSUER_CERT -> "is not self-signed, and its issuer is not trusted";
			case CERT_CHAIN_TOO_LONG -> "is too far from the peer's certificate";
			default -> "has an issuer that is not known";
		};
	}

	/**
	 * Return how a certificate is called in a sentence.
	 * @param certificate the certificate
	 * @return its subject in quotes, or its serial number when it has none
	 */
	static String name(CertificateFacts certificate) {
		X500Name name = certificate.subjectName();
		StringBuilder text = new StringBuilder();
		for (RDN rdn : name.getRDNs()) {
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				if (text.length() >= MAX_NAME) {
					return '"' + text.append("...").toString() + '"';
				}
				text.append(text.isEmpty() ? "" : ", ");
				String type = attribute.getType().getId();
				text.append(TYPES.getOrDefault(type, (type.length() > MAX_VALUE) ? "?" : type)).append('=');
				text.append(quoted(value(attribute.getValue()), MAX_VALUE));
			}
		}
		if (text.isEmpty()) {
			return "with the serial number " + quoted(certificate.serial().toString(16), MAX_VALUE);
		}
		return '"' + text.toString() + '"';
	}

	/**
	 * Escape what is not plainly visible: control and format characters (among them those
	 * that turn the direction of writing), separators, quotes, half characters.
	 * @param text the text of a peer
	 * @param max how many characters are kept
	 * @return text that is harmless between quotes
	 */
	static String quoted(String text, int max) {
		StringBuilder escaped = new StringBuilder();
		for (int i = 0; i < text.length();) {
			if (escaped.length() >= max) {
				return escaped.append("...").toString();
			}
			int c = text.codePointAt(i);
			i += Character.charCount(c);
			if (c == '"' || c == '\\') {
				escaped.append('\\').append((char) c);
			}
			else if (c == ' ' || visible(c)) {
				escaped.appendCodePoint(c);
			}
			else {
				escaped.append(String.format("\\u%04x", c));
			}
		}
		return escaped.toString();
	}

	private static boolean visible(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR,
					Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
				false;
			default -> true;
		};
	}

	private static String value(ASN1Encodable value) {
		return (value instanceof ASN1String string) ? string.getString() : "?";
	}

}
