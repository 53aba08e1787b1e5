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
import java.net.InetAddress;
import java.util.regex.Pattern;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The subjects of development certificates, which say whose they are.
 */
final class LocalSubject {

	/** The upper bound of a common name (RFC 5280 appendix A.1). */
	private static final int LONGEST = 64;

	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

	private LocalSubject() {
	}

	static X500Name ofAuthority() {
		return subject("Development CA " + part(System.getProperty("user.name", "unknown")) + "@" + part(host()));
	}

	static X500Name ofLeaf() {
		return subject("localhost");
	}

	private static X500Name subject(String commonName) {
		return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, "tls-spring-boot development")
			.addRDN(BCStyle.CN, commonName.substring(0, Math.min(LONGEST, commonName.length())))
			.build();
	}

	private static String part(String text) {
		return UNSAFE.matcher(text).replaceAll("_");
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (IOException ex) {
			return "localhost";
		}
	}

}
