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

import java.math.BigInteger;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the text of a peer is harmless where it is repeated.
 */
class VerdictTextsTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	@Test
	void namesTheCertificateAtFault() {
		TestCertificate middle = Certs.authority("CN=Middle,O=Acme").expired().by(ROOT);
		assertThat(detail(Certs.leaf("CN=leaf").by(middle), middle))
			.isEqualTo("The intermediate certificate \"CN=Middle, O=Acme\" expired at " + Certs.NOW.minusSeconds(3600));
		assertThat(detail(Certs.leaf("CN=leaf").selfSigned()))
			.isEqualTo("The peer's certificate \"CN=leaf\" is self-signed and not trusted");
	}

	@Test
	void escapesWhatCouldForgeALineOrTurnTheText() {
		TestCertificate leaf = named("a\r\n2026 ERROR \"b\" \\ \u202e\u2066\u0085\u2028\u200b");
		assertThat(detail(leaf)).isEqualTo("The peer's certificate \"CN=a\\u000d\\u000a2026 ERROR \\\"b\\\" \\\\ "
				+ "\\u202e\\u2066\\u0085\\u2028\\u200b\" is self-signed and not trusted");
	}

	@Test
	void keepsLettersOfAnyLanguage() {
		assertThat(detail(named("\u00c1d\u00e1m \u65e5\u672c \u05e9\u05dc")))
			.contains("\u00c1d\u00e1m \u65e5\u672c \u05e9\u05dc");
	}

	@Test
	void escapesHalfCharactersAndKeepsWholeOnes() {
		assertThat(VerdictTexts.quoted("\ud800 \ud83d\ude00 \udc00", 64)).isEqualTo("\\ud800 \ud83d\ude00 \\udc00");
	}

	@Test
	void isBounded() {
		X500NameBuilder name = new X500NameBuilder();
		for (int i = 0; i < 1000; i++) {
			name.addRDN(BCStyle.OU, "x".repeat(60));
		}
		String detail = detail(Certs.leaf("CN=x").name(name.build()).selfSigned());
		assertThat(detail).hasSizeLessThan(300).contains("...");
		assertThat(VerdictTexts.quoted("y".repeat(1000), 64)).isEqualTo("y".repeat(64) + "...");
	}

	@Test
	void aCertificateWithoutNameIsNamedByItsSerialNumber() {
		TestCertificate leaf = Certs.leaf("CN=x")
			.name(new X500Name(""))
			.serial(BigInteger.valueOf(0xabcdef))
			.by(Certs.authority("CN=Unknown").selfSigned());
		assertThat(detail(leaf)).startsWith("The peer's certificate with the serial number abcdef ");
	}

	private static TestCertificate named(String commonName) {
		return Certs.leaf("CN=x").name(new X500NameBuilder().addRDN(BCStyle.CN, commonName).build()).selfSigned();
	}

	private static String detail(TestCertificate... presented) {
		TrustPolicy policy = new TrustPolicy(List.of(ROOT.raw()), List.of(), Purpose.SERVER, false);
		return new PeerVerifier(policy, Clock.fixed(Certs.NOW, ZoneOffset.UTC))
			.judge(Arrays.stream(presented).map(TestCertificate::raw).toList())
			.detail();
	}

}
