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

/**
 * What a PEM label says that a block is.
 */
enum BlockKind {

	/** A private key of any format. */
	PRIVATE_KEY("a private key"),

	/** A public key. */
	PUBLIC_KEY("a public key"),

	/** A certificate. */
	CERTIFICATE("a certificate"),

	/** A request for a certificate. */
	REQUEST("a certificate request"),

	/** A revocation list. */
	CRL("a certificate revocation list"),

	/** Certificates in PKCS#7. */
	PKCS7("a PKCS#7 file"),

	/** A key store. */
	PKCS12("a PKCS#12 file"),

	/** Parameters of a key or of a key exchange. */
	PARAMETERS("a set of parameters"),

	/** Something else. */
	OTHER("something else");

	private final String noun;

	BlockKind(String noun) {
		this.noun = noun;
	}

	/**
	 * Return what a block is.
	 * @return a noun with its article
	 */
	String noun() {
		return this.noun;
	}

	static BlockKind of(String label) {
		return switch (label) {
			case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> CERTIFICATE;
			case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> REQUEST;
			case "X509 CRL" -> CRL;
			case "PKCS7", "CMS", "PKCS #7 SIGNED DATA" -> PKCS7;
			case "PKCS12" -> PKCS12;
			case "EC PARAMETERS", "DH PARAMETERS", "X9.42 DH PARAMETERS", "DSA PARAMETERS" -> PARAMETERS;
			default -> ofFamily(label);
		};
	}

	private static BlockKind ofFamily(String label) {
		if (label.endsWith("PRIVATE KEY")) {
			return PRIVATE_KEY;
		}
		return label.endsWith("PUBLIC KEY") ? PUBLIC_KEY : OTHER;
	}

}
