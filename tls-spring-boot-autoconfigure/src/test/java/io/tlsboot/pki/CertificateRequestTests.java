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
import java.security.KeyPairGenerator;
import java.util.List;

import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CertificateRequestTests {

	@TempDir
	Path directory;

	private final Program openssl = Program.require("openssl");

	@ParameterizedTest
	@EnumSource
	void opensslVerifiesARequestOfEachAlgorithm(KeyAlgorithm algorithm) throws Exception {
		KeyPair keys = Pki.generateKeyPair(algorithm);
		CertificateRequest request = CertificateRequest.create(keys, "C=HU,O=Árvíztűrő\\, Kft,CN=api.example.com",
				AlternativeName.dns("api.example.com"), AlternativeName.ip("192.0.2.1"),
				AlternativeName.ip("2001:db8::1"), AlternativeName.uri("spiffe://example.com/api"),
				AlternativeName.email("ops@example.com"));
		String text = this.openssl
			.run("req", "-in", file("csr.pem", request.toPem()), "-verify", "-noout", "-text", "-nameopt",
					"utf8,sep_comma_plus")
			.success();
		assertThat(text).contains("verify OK")
			.contains("Subject: C=HU,O=Árvíztűrő, Kft,CN=api.example.com")
			.contains("DNS:api.example.com, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1, "
					+ "URI:spiffe://example.com/api, email:ops@example.com")
			.contains(keyText(algorithm));
	}

	@ParameterizedTest
	@EnumSource
	void opensslReadsTheKeyOfEachAlgorithmWithAndWithoutPassphrase(KeyAlgorithm algorithm) throws Exception {
		KeyPair keys = Pki.generateKeyPair(algorithm);
		String expected = this.openssl
			.run("pkey", "-in", file("key.pem", PemText.of(keys.getPrivate())), "-check", "-pubout")
			.success();
		String encrypted = PemText.of(keys.getPrivate(), "jelszó 1".toCharArray());
		assertThat(encrypted).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
		String file = file("encrypted.pem", encrypted);
		assertThat(this.openssl.run("pkey", "-in", file, "-passin", "pass:jelszó 1", "-check", "-pubout").success())
			.isEqualTo(expected)
			.contains("PUBLIC KEY");
		assertThat(this.openssl.run("pkey", "-in", file, "-passin", "pass:wrong", "-noout").status()).isNotZero();
		assertThat(this.openssl.run("asn1parse", "-in", file).success()).contains("PBES2", "hmacWithSHA256",
				"aes-256-cbc", ":0927C0");
	}

	@Test
	void aRequestOfOpensslIsRead() throws Exception {
		Path csr = this.directory.resolve("csr.pem");
		this.openssl
			.run("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
					this.directory.resolve("key.pem").toString(), "-out", csr.toString(), "-subj",
					"/O=Example/CN=a.example", "-addext", "subjectAltName=DNS:A.example,IP:::1")
			.success();
		CertificateRequest request = CertificateRequest.parse(Files.readString(csr));
		assertThat(request.subject()).isEqualTo("O=Example,CN=a.example");
		assertThat(request.alternativeNames())
			.isEqualTo(List.of(AlternativeName.dns("a.example"), AlternativeName.ip("::1")));
		assertThat(request.publicKey().getAlgorithm()).isEqualTo("EC");
	}

	@Test
	void aRequestWithoutProofOfPossessionIsRefused() throws Exception {
		String csr = CertificateRequest.create(Pki.generateKeyPair(KeyAlgorithm.EC_P256), "CN=a").toPem();
		byte[] der = java.util.Base64.getMimeDecoder().decode(csr.replaceAll("-----.*-----", ""));
		der[indexOfCommonName(der)] = 'b';
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> CertificateRequest.parse(PemText.write("CERTIFICATE REQUEST", der)))
			.withMessageContaining("not signed with the key it is for");
	}

	@Test
	void aRequestWithAWeakKeyIsRefused() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		KeyPair weak = generator.generateKeyPair();
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> CertificateRequest.create(weak, "CN=a"))
			.withMessageContaining("1024 bits only")
			.withMessageContaining("at least 2048");
	}

	@Test
	void aRequestForANameOfAnotherTypeIsRefused() throws Exception {
		Path csr = this.directory.resolve("csr.pem");
		this.openssl
			.run("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
					this.directory.resolve("key.pem").toString(), "-out", csr.toString(), "-subj", "/CN=a", "-addext",
					"subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:admin@example.com")
			.success();
		String pem = Files.readString(csr);
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> CertificateRequest.parse(pem))
			.withMessageContaining("type 0");
	}

	@Test
	void textThatIsNoRequestIsRefused() {
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> CertificateRequest.parse("hello"))
			.withMessageContaining("no PEM block CERTIFICATE REQUEST");
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> CertificateRequest.parse(PemText.write("CERTIFICATE REQUEST", new byte[] { 0x30, 5 })))
			.withMessageContaining("malformed");
	}

	@Test
	void aSubjectThatCannotBeReadIsRefused() {
		KeyPair keys = Pki.generateKeyPair(KeyAlgorithm.EC_P256);
		assertThatExceptionOfType(PkiException.class)
			.isThrownBy(() -> CertificateRequest.create(keys, "api.example.com"))
			.withMessageContaining("'api.example.com' cannot be read");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", ".", "a..b", "-a", "a-", "a b", "a\u0000.b", "a,b", "*", "a.*", "1.2.3.4", "a.b.", "a\n" })
	void aMalformedHostNameIsRefused(String name) {
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> AlternativeName.dns(name))
			.withMessageContaining("not a well-formed host name")
			.withMessageNotContainingAny("\u0000", "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "::g", "localhost", "1::2::3", "fe80::1%eth0x" })
	void aMalformedAddressIsRefused(String address) {
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> AlternativeName.ip(address))
			.withMessageContaining("not a well-formed IP address");
	}

	@Test
	void namesAreOfOneForm() {
		assertThat(AlternativeName.host("::1")).isEqualTo(AlternativeName.ip("0:0:0:0:0:0:0:1"));
		assertThat(AlternativeName.host("Bücher.Example").value()).isEqualTo("xn--bcher-kva.example");
		assertThat(AlternativeName.host("*.Example.com")).isEqualTo(AlternativeName.dns("*.example.com"));
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> AlternativeName.uri("/relative"));
		assertThatExceptionOfType(PkiException.class).isThrownBy(() -> AlternativeName.email("a b@example.com"));
	}

	static String keyText(KeyAlgorithm algorithm) {
		return switch (algorithm) {
			case RSA_2048 -> "(2048 bit";
			case RSA_3072 -> "(3072 bit";
			case RSA_4096 -> "(4096 bit";
			case EC_P256 -> "P-256";
			case EC_P384 -> "P-384";
			case EC_P521 -> "P-521";
			case ED25519 -> "ED25519";
			default -> throw new IllegalStateException(algorithm.name());
		};
	}

	private static int indexOfCommonName(byte[] der) {
		// UTF8String of length 1
		for (int i = 0; i < der.length - 2; i++) {
			if (der[i] == 0x0c && der[i + 1] == 1 && der[i + 2] == 'a') {
				return i + 2;
			}
		}
		throw new IllegalStateException("No common name");
	}

	private String file(String name, String content) throws Exception {
		return Files.writeString(this.directory.resolve(name), content).toString();
	}

}
