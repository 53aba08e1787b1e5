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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Stream;

import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests {@link ServerIdentity}: the rows of the table of server identity rules, and what
 * an attacker would try.
 */
class ServerIdentityTests {

	@ParameterizedTest(name = "{0} with {1}: {3}")
	@MethodSource({ "table", "beyond" })
	void matches(String host, String described, TestCertificate certificate, boolean expected) {
		assertThat(ServerIdentity.matches(host, certificate.x509())).isEqualTo(expected);
	}

	static Stream<Arguments> table() {
		return Stream.of(row("A.com", "CN=a.com", cn("a.com"), true), row("a.com.", "CN=a.com", cn("a.com"), true),
				dns("b.a.com.", "*.a.com", true), dns("a.com", "a.com.", true), dns("a.com", "*.com", false),
				dns("a.localhost", "*.localhost", false), dns("a.internal", "*.internal", false),
				dns("a.co.uk", "*.co.uk", true), dns("a", "*", false), dns("a.com", "*", false),
				dns("a.com", "*.a.com", false), dns("c.b.a.com", "*.a.com", false), dns("b.a.com", "*b.a.com", true),
				dns("a-cb.a.com", "*b.a.com", true), dns("bxx.a.com", "b*.a.com", true),
				dns("bxa.a.com", "b**.a.com", false), dns("a.b.com", "a.*.com", false),
				row("xn--bcher-kva.example.com", "CN=xn--*.example.com", cn("xn--*.example.com"), false),
				row("xn--bcher-kva.example.com", "CN=*.example.com", cn("*.example.com"), true),
				dns("a_b.example.com", "a_b.example.com", true), row("8.8.8.8", "CN=8.8.8.8", cn("8.8.8.8"), false),
				dns("8.8.8.8", "8.8.8.8", false), ip("8.8.8.8", "8.8.8.8", true), ip("::1", "::1", true),
				ip("0:0:0:0:0:0:0:1", "::1", true), row("10.0.0.1", "IP:::ffff:10.0.0.1", names("x", mapped()), false),
				row("localhost", "CN=localhost, DNS:a.com",
						names("localhost", new GeneralName(GeneralName.dNSName, "a.com")), false),
				row("localhost", "CN=localhost, IP", names("localhost", address("8.8.8.8")), false),
				row("localhost", "CN=localhost, URI",
						names("localhost", new GeneralName(GeneralName.uniformResourceIdentifier, "http://a.b.com/")),
						false),
				row("localhost", "CN=localhost, email",
						names("localhost", new GeneralName(GeneralName.rfc822Name, "a@b.com")), false),
				row("a.b.com", "URI:http://a.b.com/",
						names("x", new GeneralName(GeneralName.uniformResourceIdentifier, "http://a.b.com/")), false),
				row("foo.com", "CN=foo.com, CN=bar.com", cns("foo.com", "bar.com"), false),
				row("bar.com", "CN=foo.com, CN=bar.com", cns("foo.com", "bar.com"), false),
				dns("good", "good\0.evil", false), dns("good", "good\0", false),
				dns("a.com", "b.com, DNS:a.com", false), dns("a.com", "b.com,a.com", false));
	}

	static Stream<Arguments> beyond() {
		return Stream.of(dns("b\u00fccher.example.com", "xn--bcher-kva.example.com", true),
				dns("b\u00fccher.example.com", "*.example.com", true),
				dns("xn--bcher-kva.example.com", "b\u00fccher.example.com", false), dns("", "a.com", false),
				dns(".", ".", false), dns("a..com", "a..com", false), dns(".a.com", "*.a.com", false),
				dns("a.com..", "a.com", false), dns("a.com\0.b.com", "*.b.com", false),
				dns("a b.com", "a b.com", false), dns("a".repeat(300) + ".a.com", "*.a.com", false),
				dns("b.a.com", "*.A.COM", true), dns("ab.a.com", "ab*b.a.com", false), dns("1.2.3", "1.2.3", true),
				dns("01.2.3.4", "01.2.3.4", true), ip("8.8.8.8", "8.8.4.4", false),
				ip("::ffff:10.0.0.1", "10.0.0.1", false),
				row("::ffff:10.0.0.1", "IP:::ffff:10.0.0.1", names("x", mapped()), true),
				ip("fe80::1%eth0", "fe80::1", false), ip("[::1]", "::1", false),
				row("a.com", "CN of bytes", malformed(), false));
	}

	@Test
	void aRefusalSaysWhyWithTheHostEscaped() {
		Verdict verdict = ServerIdentity.judge("b.com\n\u202e\"", cn("a.com").x509());
		assertThat(verdict.error()).isEqualTo(AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID);
		assertThat(verdict.detail())
			.isEqualTo("The server's certificate is not for the host \"b.com\\u000a\\u202e\\\"\"");
		assertThat(ServerIdentity.judge("a.com", cn("a.com").x509())).isEqualTo(Verdict.AUTHORIZED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 10, 100, 200 })
	void aBrokenCertificateMatchesNothing(int length) {
		byte[] der = Arrays.copyOf(cn("a.com").der(), length);
		assertThat(ServerIdentity.matches("a.com", TestCertificate.raw(der))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.04", "1.2.3.", "a.b.c.d", "1::2::3", ":1", "1:",
			"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "::1.2.3", "1:2:3:4:5:6:7:8::", "\u0661.1.1.1" })
	void isNotAnAddress(String text) {
		assertThat(IpLiteral.parse(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2.3.4", "255.255.255.255", "::", "::1", "1::", "2001:db8::8a2e:370:7334",
			"1:2:3:4:5:6:7:8", "64:ff9b::1.2.3.4", "1:2:3:4:5:6:1.2.3.4" })
	void isAnAddressAsTheJdkReadsIt(String text) throws UnknownHostException {
		assertThat(IpLiteral.parse(text)).isEqualTo(InetAddress.getByName(text).getAddress());
	}

	private static Arguments row(String host, String described, TestCertificate certificate, boolean expected) {
		return arguments(host, described, certificate, expected);
	}

	private static Arguments dns(String host, String name, boolean expected) {
		return arguments(host, "DNS:" + name.replace('\0', '0'),
				names("unrelated", new GeneralName(GeneralName.dNSName, name)), expected);
	}

	private static Arguments ip(String host, String address, boolean expected) {
		return arguments(host, "IP:" + address, names("unrelated", address(address)), expected);
	}

	private static TestCertificate names(String commonName, GeneralName... names) {
		return Certs.leaf("CN=x").name(commonName(commonName)).names(names).selfSigned();
	}

	private static TestCertificate cn(String commonName) {
		return Certs.leaf("CN=x").name(commonName(commonName)).selfSigned();
	}

	private static TestCertificate cns(String first, String second) {
		return Certs.leaf("CN=x")
			.name(new X500NameBuilder().addRDN(BCStyle.CN, first).addRDN(BCStyle.CN, second).build())
			.selfSigned();
	}

	private static TestCertificate malformed() {
		return Certs.leaf("CN=x")
			.name(new X500NameBuilder().addRDN(BCStyle.CN, new DEROctetString("a.com".getBytes())).build())
			.selfSigned();
	}

	private static X500Name commonName(String commonName) {
		return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
	}

	private static GeneralName address(String address) {
		return new GeneralName(GeneralName.iPAddress, address);
	}

	private static GeneralName mapped() {
		byte[] bytes = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1 };
		return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
	}

	@Test
	void anEmptyListOfNamesStillForbidsTheCommonName() {
		TestCertificate certificate = Certs.leaf("CN=a.com")
			.extension(Extension.subjectAlternativeName, false, new DERSequence())
			.selfSigned();
		assertThat(ServerIdentity.matches("a.com", TestCertificate.raw(certificate.der()))).isFalse();
	}

	@Test
	void aCommonNameOfAnotherStringTypeCounts() {
		TestCertificate certificate = Certs.leaf("CN=x")
			.name(new X500NameBuilder().addRDN(BCStyle.CN, new DERIA5String("a.com")).build())
			.selfSigned();
		assertThat(ServerIdentity.matches("a.com", certificate.x509())).isTrue();
	}

}
