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

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CertificateAuthorityTests {

	private static final Duration DAY = Duration.ofDays(1);

	@TempDir
	Path directory;

	private final Program openssl = Program.require("openssl");

	private final KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);

	@ParameterizedTest
	@EnumSource
	void opensslVerifiesTheWholeChain(KeyAlgorithm algorithm) throws Exception {
		CertificateAuthority root = CertificateAuthority
			.createRoot(AuthoritySpec.of("O=Example,CN=Root").withAlgorithm(algorithm));
		CertificateAuthority intermediate = root
			.createIntermediate(AuthoritySpec.of("O=Example,CN=Intermediate").withAlgorithm(algorithm));
		X509Certificate leaf = intermediate.sign(request("CN=a.example", AlternativeName.dns("a.example")),
				CertificateProfile.forServer());
		List<X509Certificate> presented = intermediate.presentedChain(leaf);
		assertThat(presented).containsExactly(leaf, intermediate.certificate());
		String rootFile = file("root.pem", PemText.of(root.certificate()));
		String chainFile = file("chain.pem", PemText.of(presented));
		assertThat(this.openssl
			.run("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "a.example", "-CAfile",
					rootFile, "-untrusted", chainFile, chainFile)
			.success()).contains("OK");
		assertThat(this.openssl.run("verify", "-CAfile", rootFile, chainFile).status()).isNotZero();
		assertThat(this.openssl
			.run("verify", "-purpose", "sslclient", "-CAfile", rootFile, "-untrusted", chainFile, chainFile)
			.status()).isNotZero();
	}

	@Test
	void theExtensionsAreThoseOfRfc5280() throws Exception {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		CertificateAuthority intermediate = root
			.createIntermediate(AuthoritySpec.of("CN=Intermediate").withPathLength(1));
		X509Certificate leaf = intermediate.sign(request("CN=leaf"), CertificateProfile.forClient());
		assertThat(text(root.certificate())).contains("CA:TRUE\n", "Certificate Sign, CRL Sign",
				"Subject Key Identifier");
		assertThat(text(intermediate.certificate())).contains("CA:TRUE, pathlen:1", "Certificate Sign, CRL Sign");
		String text = text(leaf);
		assertThat(text).contains("CA:FALSE", "TLS Web Client Authentication").doesNotContain("Server Authentication");
		String identifier = text(intermediate.certificate()).split("Subject Key Identifier: *\n *")[1].split("\n")[0]
			.strip();
		assertThat(text.split("Authority Key Identifier: *\n *")[1].split("\n")[0].strip()).isEqualTo(identifier);
	}

	@Test
	void aCertificateWithoutSubjectHasCriticalNames() throws Exception {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		X509Certificate certificate = root.sign(request("", AlternativeName.dns("a.example")),
				CertificateProfile.forServer());
		assertThat(text(certificate)).contains("Subject: \n", "Subject Alternative Name: critical");
		assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
	}

	@Test
	void serialNumbersArePositiveAndOf128RandomBits() {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		List<BigInteger> serials = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			serials.add(root.sign(request("CN=a"), CertificateProfile.forServer()).getSerialNumber());
		}
		assertThat(serials).doesNotHaveDuplicates()
			.allMatch((serial) -> serial.signum() > 0 && serial.bitLength() <= 128)
			.anyMatch((serial) -> serial.bitLength() > 120);
	}

	@Test
	void certificatesStartFiveMinutesAgoAndEndNoLaterThanTheAuthority() {
		Instant now = Instant.parse("2026-03-01T12:00:00Z");
		CertificateAuthority root = CertificateAuthority.createRoot(
				AuthoritySpec.of("CN=Root").withValidity(Duration.ofDays(10)), Clock.fixed(now, ZoneOffset.UTC));
		X509Certificate shorter = root.sign(request("CN=a"), CertificateProfile.forServer().withValidity(DAY));
		assertThat(shorter.getNotBefore()).isEqualTo("2026-03-01T11:55:00Z");
		assertThat(shorter.getNotAfter()).isEqualTo("2026-03-02T12:00:00Z");
		X509Certificate longer = root.sign(request("CN=a"), CertificateProfile.forServer());
		assertThat(longer.getNotAfter()).isEqualTo(root.certificate().getNotAfter());
		CertificateAuthority late = CertificateAuthority.of(root.key(), root.chain(),
				Clock.fixed(now.plus(Duration.ofDays(11)), ZoneOffset.UTC));
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> late.sign(request("CN=a"), CertificateProfile.forServer()))
			.withMessageContaining("has expired");
	}

	@Test
	void thePathLengthLeavesRoomOrRefuses() throws Exception {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root").withPathLength(1));
		CertificateAuthority below = root.createIntermediate(AuthoritySpec.of("CN=Below"));
		assertThat(below.certificate().getBasicConstraints()).isZero();
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> below.createIntermediate(AuthoritySpec.of("CN=Too deep")))
			.withMessageContaining("path length 0 cannot have one");
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> root.createIntermediate(AuthoritySpec.of("CN=Wide").withPathLength(1)));
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA_2048", "EC_P256", "EC_P384", "ED25519" })
	void opensslSeesWhatIsRevoked(KeyAlgorithm algorithm) throws Exception {
		CertificateAuthority root = CertificateAuthority
			.createRoot(AuthoritySpec.of("CN=Root").withAlgorithm(algorithm));
		X509Certificate good = root.sign(request("CN=good"), CertificateProfile.forClient());
		X509Certificate bad = root.sign(request("CN=bad"), CertificateProfile.forClient());
		X509Certificate gone = root.sign(request("CN=gone"), CertificateProfile.forClient());
		root.revoke(bad, CRLReason.KEY_COMPROMISE);
		root.revoke(gone, CRLReason.UNSPECIFIED);
		String rootFile = file("root.pem", PemText.of(root.certificate()));
		String list = file("list.pem", PemText.of(root.issueCrl(DAY)));
		String text = this.openssl.run("crl", "-in", list, "-noout", "-text", "-CAfile", rootFile).success();
		assertThat(text)
			.contains("verify OK", "Version 2 (0x1)", "X509v3 CRL Number: \n                1\n", "Key Compromise",
					"Authority Key Identifier", String.format("%032X", bad.getSerialNumber()))
			.doesNotContain("Unspecified")
			.doesNotContain(String.format("%032X", good.getSerialNumber()));
		assertThat(verify(rootFile, list, good).success()).contains("OK");
		assertThat(verify(rootFile, list, bad).output()).contains("certificate revoked");
		assertThat(verify(rootFile, list, gone).output()).contains("certificate revoked");
	}

	@Test
	void anAuthorityResumesFromItsLastList() {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		root.revoke(BigInteger.TEN, CRLReason.SUPERSEDED);
		root.issueCrl(DAY);
		X509CRL last = root.issueCrl(DAY);
		CertificateAuthority again = CertificateAuthority.of(root.key(), root.chain());
		again.resume(last);
		again.revoke(BigInteger.TWO, CRLReason.UNSPECIFIED);
		X509CRL next = again.issueCrl(DAY);
		assertThat(next.getRevokedCertificate(BigInteger.TEN).getRevocationReason()).isEqualTo(CRLReason.SUPERSEDED);
		assertThat(next.getRevokedCertificate(BigInteger.TEN).getRevocationDate())
			.isEqualTo(last.getRevokedCertificate(BigInteger.TEN).getRevocationDate());
		assertThat(next.getRevokedCertificate(BigInteger.TWO).getRevocationReason()).isNull();
		assertThat(next.getExtensionValue("2.5.29.20")).endsWith(3);
		CertificateAuthority other = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> other.resume(last))
			.withMessageContaining("was not issued by CN=Root");
	}

	@Test
	void whatAnotherAuthorityIssuedIsNotRevoked() {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		CertificateAuthority other = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Other"));
		assertThatIllegalArgumentException().isThrownBy(
				() -> root.revoke(other.sign(request("CN=a"), CertificateProfile.forServer()), CRLReason.SUPERSEDED))
			.withMessageContaining("CN=Other");
		assertThatIllegalArgumentException().isThrownBy(() -> root.revoke(BigInteger.ONE, CRLReason.REMOVE_FROM_CRL));
	}

	@Test
	void aKeyThatDoesNotFitIsRefused() {
		CertificateAuthority root = CertificateAuthority.createRoot(AuthoritySpec.of("CN=Root"));
		PrivateKey foreign = this.keys.getPrivate();
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> CertificateAuthority.of(foreign, root.chain(), Clock.systemUTC()))
			.withMessageContaining("does not fit the certificate of CN=Root");
		X509Certificate leaf = root.sign(request("CN=leaf"), CertificateProfile.forServer());
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> CertificateAuthority.of(foreign, List.of(leaf), Clock.systemUTC()))
			.withMessageContaining("not that of an authority");
	}

	@Test
	void namesOutsideTheConstraintsAreRefusedHereAndByOpenssl() throws Exception {
		List<String> permitted = List.of("example.com", "10.0.0.0/8", "2001:db8::/32");
		CertificateAuthority root = CertificateAuthority
			.createRoot(AuthoritySpec.of("CN=Root").withPermittedNames(permitted));
		String rootFile = file("root.pem", PemText.of(root.certificate()));
		assertThat(text(root.certificate())).contains("X509v3 Name Constraints: critical", "DNS:example.com",
				"IP:10.0.0.0/255.0.0.0");
		X509Certificate within = root.sign(request("CN=a", AlternativeName.dns("a.example.com"),
				AlternativeName.ip("10.1.2.3"), AlternativeName.ip("2001:db8:1::1")), CertificateProfile.forServer());
		assertThat(this.openssl.run("verify", "-CAfile", rootFile, file("leaf.pem", PemText.of(within))).success())
			.contains("OK");
		for (AlternativeName outside : List.of(AlternativeName.dns("example.org"),
				AlternativeName.dns("badexample.com"), AlternativeName.ip("11.0.0.1"),
				AlternativeName.ip("2001:db9::1"))) {
			assertThatExceptionOfType(PkiException.class)
				.isThrownBy(() -> root.sign(request("CN=a", outside), CertificateProfile.forServer()))
				.withMessageContaining("may not certify " + outside.value());
			X509Certificate forged = new CertificateMaker(Subjects.parse("CN=a"), this.keys.getPublic())
				.forEndEntity(CertificateProfile.forServer())
				.named(List.of(outside))
				.valid(Instant.now(), DAY, null)
				.signedBy(root.certificate(), root.key());
			assertThat(this.openssl.run("verify", "-CAfile", rootFile, file("leaf.pem", PemText.of(forged))).output())
				.contains("permitted subtree violation");
		}
	}

	@Test
	void anAuthorityForHostNamesOnlyCertifiesNoAddresses() throws Exception {
		CertificateAuthority root = CertificateAuthority
			.createRoot(AuthoritySpec.of("CN=Root").withPermittedNames(List.of("example.com")));
		String rootFile = file("root.pem", PemText.of(root.certificate()));
		for (AlternativeName name : List.of(AlternativeName.ip("192.0.2.1"), AlternativeName.ip("2001:db8::1"))) {
			assertThatExceptionOfType(PkiException.class)
				.isThrownBy(() -> root.sign(request("CN=a", name), CertificateProfile.forServer()));
			X509Certificate forged = new CertificateMaker(Subjects.parse("CN=a"), this.keys.getPublic())
				.forEndEntity(CertificateProfile.forServer())
				.named(List.of(name))
				.valid(Instant.now(), DAY, null)
				.signedBy(root.certificate(), root.key());
			assertThat(this.openssl.run("verify", "-CAfile", rootFile, file("leaf.pem", PemText.of(forged))).output())
				.contains("excluded subtree violation");
		}
		X509Certificate good = root.sign(request("CN=a", AlternativeName.dns("example.com")),
				CertificateProfile.forServer());
		assertThat(this.openssl.run("verify", "-CAfile", rootFile, file("leaf.pem", PemText.of(good))).success())
			.contains("OK");
	}

	private Program.Result verify(String root, String list, X509Certificate certificate) throws Exception {
		return this.openssl.run("verify", "-crl_check", "-CAfile", root, "-CRLfile", list,
				file("leaf.pem", PemText.of(certificate)));
	}

	private String text(X509Certificate certificate) throws Exception {
		return this.openssl.run("x509", "-in", file("text.pem", PemText.of(certificate)), "-noout", "-text").success();
	}

	private CertificateRequest request(String subject, AlternativeName... names) {
		return CertificateRequest.create(this.keys, subject, names);
	}

	private String file(String name, String content) throws Exception {
		return Files.writeString(this.directory.resolve(name), content).toString();
	}

}
