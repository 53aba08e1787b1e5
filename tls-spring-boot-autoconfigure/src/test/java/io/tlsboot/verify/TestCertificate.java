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

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A certificate that a test made, with its keys.
 *
 * @param name the subject
 * @param keys the keys
 * @param der the encoded certificate
 */
record TestCertificate(X500Name name, KeyPair keys, byte[] der) {

	/** As the JDK reads it. */
	X509Certificate x509() {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(this.der));
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As it comes from a native TLS engine: bytes that nobody has looked at. */
	X509Certificate raw() {
		return raw(this.der);
	}

	static X509Certificate raw(byte[] der) {
		X509Certificate raw = mock(X509Certificate.class);
		try {
			given(raw.getEncoded()).willReturn(der);
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		return raw;
	}

	String pem() {
		return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(this.der)
				+ "\n-----END CERTIFICATE-----\n";
	}

	static List<X509Certificate> list(TestCertificate... certificates) {
		return Arrays.stream(certificates).map(TestCertificate::x509).toList();
	}

}
