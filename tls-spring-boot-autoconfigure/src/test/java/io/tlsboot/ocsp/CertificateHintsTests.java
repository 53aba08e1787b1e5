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

import java.net.URI;
import java.util.Arrays;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CertificateHints}.
 */
class CertificateHintsTests {

	private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

	@Test
	void theFirstAddressThatCanBeAskedIsTheResponder() {
		assertThat(responder("http://ocsp.example.com/a", "http://ocsp.example.com/b"))
			.isEqualTo(URI.create("http://ocsp.example.com/a"));
		assertThat(responder("ldap://ocsp.example.com/", "not an address", "https://ocsp.example.com:8443/x"))
			.isEqualTo(URI.create("https://ocsp.example.com:8443/x"));
		assertThat(responder("http://user:secret@ocsp.example.com/", "file:///etc/passwd", "http:///")).isNull();
		assertThat(responder()).isNull();
		assertThat(CertificateHints.responder(TestPki.server().certificate())).isNull();
		assertThat(CertificateHints.responder(with(Extension.authorityInfoAccess, DERNull.INSTANCE).certificate()))
			.isNull();
	}

	@Test
	void otherWaysToInformationAreNoResponder() {
		TestCertificate certificate = with(Extension.authorityInfoAccess,
				new AuthorityInformationAccess(
						new AccessDescription[] {
								new AccessDescription(AccessDescription.id_ad_caIssuers,
										new GeneralName(GeneralName.uniformResourceIdentifier,
												"http://example.com/ca.crt")),
								new AccessDescription(AccessDescription.id_ad_ocsp,
										new GeneralName(GeneralName.dNSName, "ocsp.example.com")) }));
		assertThat(CertificateHints.responder(certificate.certificate())).isNull();
	}

	@Test
	void mustStapleIsRecognized() {
		assertThat(mustStaple(new DERSequence(new ASN1Integer(5)))).isTrue();
		assertThat(mustStaple(new DERSequence(new ASN1Integer(17)))).isTrue();
		assertThat(mustStaple(new DERSequence(new ASN1Encodable[] { new ASN1Integer(23), new ASN1Integer(5) })))
			.isTrue();
		assertThat(mustStaple(new DERSequence(new ASN1Integer(23)))).isFalse();
		assertThat(mustStaple(new DERSequence())).isFalse();
		assertThat(mustStaple(DERNull.INSTANCE)).isFalse();
		assertThat(CertificateHints.mustStaple(TestPki.server().certificate())).isFalse();
		assertThat(CertificateHints.mayMustStaple(StaplesTests.identity(TestPki.server()))).isFalse();
	}

	private static boolean mustStaple(ASN1Encodable value) {
		TestCertificate certificate = with(TLS_FEATURE, value);
		assertThat(CertificateHints.mayMustStaple(StaplesTests.identity(certificate))).isTrue();
		return CertificateHints.mustStaple(certificate.certificate());
	}

	private static URI responder(String... addresses) {
		AccessDescription[] descriptions = Arrays.stream(addresses)
			.map((address) -> new AccessDescription(AccessDescription.id_ad_ocsp,
					new GeneralName(GeneralName.uniformResourceIdentifier, address)))
			.toArray(AccessDescription[]::new);
		return CertificateHints
			.responder(with(Extension.authorityInfoAccess, new AuthorityInformationAccess(descriptions)).certificate());
	}

	private static TestCertificate with(ASN1ObjectIdentifier id, ASN1Encodable value) {
		return TestCertificate.builder("hints").issuer(TestPki.ca()).extension(id, false, value).build();
	}

}
