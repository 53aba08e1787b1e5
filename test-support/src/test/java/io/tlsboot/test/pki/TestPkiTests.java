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

package io.tlsboot.test.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Lets {@code openssl verify} judge the test PKI, so that each fault is the one its name
 * says, and no other.
 */
class TestPkiTests {

	@ParameterizedTest(name = "{0} as {2}: {3}")
	@MethodSource
	void opensslFindsTheFault(TestCertificate leaf, TestCertificate trusted, String purpose, String verdict) {
		List<String> command = new ArrayList<>(List.of("verify", "-purpose", purpose, "-no-CApath", "-no-CAstore",
				"-CAfile", trusted.certFile().toString(), "-untrusted", leaf.chainFile().toString()));
		command.add(leaf.certFile().toString());
		Program.Result result = Program.require("openssl").run(command.toArray(String[]::new));
		if (verdict.equals("OK")) {
			assertThat(result.success()).endsWith("cert.pem: OK\n");
		}
		else {
			assertThat(result.status()).isNotZero();
			assertThat(result.output()).contains(verdict);
		}
	}

	static Stream<Arguments> opensslFindsTheFault() {
		TestCertificate ca = TestPki.ca();
		return Stream.of(arguments(TestPki.server(), ca, "sslserver", "OK"),
				arguments(TestPki.serverRsa(), ca, "sslserver", "OK"),
				arguments(TestPki.serverUnderIntermediate(), ca, "sslserver", "OK"),
				arguments(TestPki.serverFor("a.test", "*.a.test"), ca, "sslserver", "OK"),
				arguments(TestPki.client(), ca, "sslclient", "OK"),
				arguments(TestPki.clientRsa(), ca, "sslclient", "OK"),
				arguments(TestPki.clientUnderIntermediate(), ca, "sslclient", "OK"),
				arguments(TestPki.clientUnderIntermediate().presenting(), ca, "sslclient",
						"error 20 at 0 depth lookup: unable to get local issuer certificate"),
				arguments(TestPki.otherClient(), TestPki.otherCa(), "sslclient", "OK"),
				arguments(TestPki.otherClient(), ca, "sslclient", "error 20 at 0"),
				arguments(TestPki.client(), ca, "sslserver", "error 26 at 0"),
				arguments(TestPki.server(), ca, "sslclient", "error 26 at 0"),
				arguments(TestPki.selfSigned(), TestPki.selfSigned(), "sslclient", "OK"),
				arguments(TestPki.selfSigned(), ca, "sslclient", "error 18 at 0"),
				arguments(TestPki.selfSignedExpired(), TestPki.selfSignedExpired(), "sslclient", "error 10 at 0"),
				arguments(TestPki.expired(), ca, "sslclient", "error 10 at 0"),
				arguments(TestPki.notYetValid(), ca, "sslclient", "error 9 at 0"),
				arguments(TestPki.keyCertSignOnly(), ca, "sslclient", "error 26 at 0"),
				arguments(TestPki.underNotCa(), ca, "sslclient", "error 79 at 1"),
				arguments(TestPki.pathTooLong(), ca, "sslclient", "error 25 at 2"),
				arguments(TestPki.nameNotPermitted(), ca, "sslclient", "error 47 at 0"),
				arguments(TestPki.unknownCriticalExtension(), ca, "sslclient", "error 34 at 0"),
				arguments(TestPki.underNoKeyCertSign(), ca, "sslclient", "error 32 at 1"),
				arguments(TestPki.underImpostor(), ca, "sslclient", "error 20 at 0"),
				arguments(TestPki.underImpostor(), TestPki.impostorCa(), "sslclient", "OK"),
				arguments(TestPki.underImpostorWithoutKeyId(), ca, "sslclient", "certificate signature failure"),
				arguments(TestPki.underExpiredCa(), TestPki.expiredCa(), "sslclient", "error 10 at 1"),
				arguments(TestPki.underExpiredIntermediate(), ca, "sslclient", "error 10 at 1"),
				arguments(TestPki.hostileNames(), ca, "sslclient", "OK"));
	}

	@ParameterizedTest(name = "{0}: {3}")
	@MethodSource
	void opensslJudgesTheRevocationLists(TestCrl crl, TestCertificate leaf, String verdict) {
		Program.Result result = Program.require("openssl")
			.run("verify", "-crl_check", "-CAfile", TestPki.ca().certFile().toString(), "-CRLfile",
					crl.file().toString(), leaf.certFile().toString());
		assertThat(result.output()).contains(verdict);
	}

	static Stream<Arguments> opensslJudgesTheRevocationLists() {
		TestCertificate client = TestPki.client();
		return Stream.of(arguments(TestCrls.current(), client, "cert.pem: OK"),
				arguments(TestCrls.revoking(client), client, "error 23 at 0"),
				arguments(TestCrls.revoking(client), TestPki.clientRsa(), "cert.pem: OK"),
				arguments(TestCrls.expired(), client, "error 12 at 0"),
				arguments(TestCrls.notYetValid(), client, "error 11 at 0"),
				arguments(TestCrls.wrongKey(), client, "error 8 at 0"),
				arguments(TestCrls.ofOtherCa(), client, "error 3 at 0"));
	}

	@Test
	void filesAndObjectsAreTheSame() {
		TestCertificate client = TestPki.clientUnderIntermediate();
		assertThat(client.certFile()).hasContent(client.certPem());
		assertThat(client.keyFile()).hasContent(client.keyPem());
		assertThat(client.chainFile()).hasContent(client.certPem() + TestPki.intermediate().certPem());
		assertThat(TestPki.clientUnderIntermediate()).isSameAs(client);
		assertThat(client.presenting(TestPki.intermediate(), TestPki.ca()).chain())
			.containsExactly(client.certificate(), TestPki.intermediate().certificate(), TestPki.ca().certificate());
	}

	@Test
	void weakKeysAreAsWeakAsAsked() {
		Program openssl = Program.require("openssl");
		for (int bits : new int[] { 512, 1024 }) {
			assertThat(openssl.run("x509", "-noout", "-text", "-in", TestPki.weakRsa(bits).certFile().toString())
				.success()).contains("Public-Key: (" + bits + " bit)");
		}
		assertThat(TestPki.sha1().certificate().getSigAlgName()).isEqualTo("SHA1withECDSA");
	}

	@Test
	void hostileNamesAreWrittenAsTheyAre() throws Exception {
		assertThat(TestPki.hostileNames().certificate().getSubjectX500Principal().getName("RFC1779"))
			.contains("CN=\u00c1d\u00e1m", "OU=two, OU=one", "O=\"A, B\"");
		assertThat(TestPki.hostileNames().certificate().getSubjectAlternativeNames())
			.containsExactlyInAnyOrder(List.of(2, "good.test\0.evil.test"), List.of(2, "a.test, DNS:b.test"));
	}

	@Test
	void pfxOpensWithItsPassword() {
		String file = TestPki.client().pfxFile("secret").toString();
		Program openssl = Program.require("openssl");
		assertThat(openssl.run("pkcs12", "-in", file, "-passin", "pass:secret", "-nodes").success())
			.contains("PRIVATE KEY", "BEGIN CERTIFICATE");
		assertThat(openssl.run("pkcs12", "-in", file, "-passin", "pass:wrong", "-nodes").status()).isNotZero();
	}

}
