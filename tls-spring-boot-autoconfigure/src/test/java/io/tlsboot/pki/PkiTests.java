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

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PkiTests {

	@TempDir
	Path directory;

	private final Program openssl = Program.require("openssl");

	@ParameterizedTest
	@EnumSource
	void aSelfSignedCertificateKeepsTheNamesOfTheRequest(KeyAlgorithm algorithm) throws Exception {
		KeyPair keys = Pki.generateKeyPair(algorithm);
		CertificateRequest request = CertificateRequest
			.parse(CertificateRequest.create(keys, "CN=localhost", AlternativeName.dns("localhost")).toPem());
		X509Certificate certificate = Pki.selfSign(request, keys.getPrivate(), CertificateProfile.forServerAndClient());
		String file = Files.writeString(this.directory.resolve("cert.pem"), PemText.of(certificate)).toString();
		assertThat(this.openssl
			.run("verify", "-CAfile", file, "-purpose", "sslserver", "-verify_hostname", "localhost", file)
			.success()).contains("OK");
		assertThat(this.openssl.run("x509", "-in", file, "-noout", "-text").success())
			.contains("Issuer: CN = localhost", "Subject: CN = localhost", "CA:FALSE", "DNS:localhost",
					"Digital Signature", "TLS Web Server Authentication, TLS Web Client Authentication",
					"X509v3 Subject Key Identifier", "Version: 3 (0x2)")
			.contains(CertificateRequestTests.keyText(algorithm))
			.doesNotContain("sha1With", "Certificate Sign");
	}

	@Test
	void aForeignKeyDoesNotSignARequestAsItsOwn() {
		CertificateRequest request = CertificateRequest.create(Pki.generateKeyPair(KeyAlgorithm.EC_P256), "CN=a");
		KeyPair other = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> Pki.selfSign(request, other.getPrivate(), CertificateProfile.forServer()))
			.withMessageContaining("not the one that made the request of CN=a");
	}

	@Test
	void timesAfter2049AreGeneralizedTimeAndBeforeAreUtcTime() throws Exception {
		KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		CertificateRequest request = CertificateRequest.create(keys, "CN=a");
		Clock clock = Clock.fixed(Instant.parse("2049-12-31T23:00:00Z"), ZoneOffset.UTC);
		X509Certificate certificate = Pki.selfSign(request, keys.getPrivate(),
				CertificateProfile.forServer().withValidity(Duration.ofHours(2)), clock);
		String file = Files.writeString(this.directory.resolve("cert.pem"), PemText.of(certificate)).toString();
		assertThat(this.openssl.run("asn1parse", "-in", file).success()).containsPattern("UTCTIME +:491231225500Z")
			.containsPattern("GENERALIZEDTIME +:20500101010000Z");
	}

	@Test
	void aSelfSignedCertificateNeedsASubject() {
		KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		CertificateRequest request = CertificateRequest.create(keys, "", AlternativeName.dns("a.example"));
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> Pki.selfSign(request, keys.getPrivate(), CertificateProfile.forServer()))
			.withMessageContaining("needs a subject");
	}

	@Test
	void theEndOfTimeIsTheLatestEnd() {
		KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		X509Certificate certificate = Pki.selfSign(CertificateRequest.create(keys, "CN=a"), keys.getPrivate(),
				CertificateProfile.forServer().withValidity(Duration.ofSeconds(Long.MAX_VALUE)));
		assertThat(certificate.getNotAfter()).isEqualTo("9999-12-31T23:59:59Z");
	}

}
