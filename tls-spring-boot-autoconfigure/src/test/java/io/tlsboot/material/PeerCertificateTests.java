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

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.tlsboot.test.peer.Program;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class PeerCertificateTests {

	private static final String NODE = """
			const x = new (require('crypto').X509Certificate)(require('fs').readFileSync(process.argv[1]));
			const o = x.toLegacyObject();
			delete o.raw; delete o.pubkey;
			o.san = x.subjectAltName ?? '';
			o.from = x.validFrom;
			o.keyType = x.publicKey.asymmetricKeyType;
			console.log(JSON.stringify(o));
			""";

	@TempDir
	Path directory;

	static Stream<Named<byte[]>> certificates() throws Exception {
		return Stream.of(Named.of("ordinary", ordinary().make()), Named.of("strange names", strangeNames().make()),
				Named.of("hostile names", hostileNames().make()), Named.of("other names", otherNames().make()),
				Named.of("unusual names", unusualNames().make()), Named.of("directory names", directoryNames().make()),
				Named.of("authority", authority(KeyUsage.keyCertSign).make()),
				Named.of("authority that must not sign", authority(KeyUsage.digitalSignature).make()),
				Named.of("RSA", named("rsa").keys(OddCertificate.keys("RSA", "")).make()),
				Named.of("P-521", named("p521").keys(OddCertificate.keys("EC", "secp521r1")).make()),
				Named.of("Ed25519", named("ed").keys(OddCertificate.keys("Ed25519", "")).make()),
				Named.of("no subject", new OddCertificate().make()),
				Named.of("serial 0", named("a").serial(BigInteger.ZERO).make()),
				Named.of("serial 0abc", named("a").serial(BigInteger.valueOf(0xabc)).make()),
				Named.of("serial f...",
						named("a").serial(BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE)).make()),
				Named.of("serial negative", named("a").serial(BigInteger.valueOf(-300)).make()));
	}

	@ParameterizedTest
	@MethodSource("certificates")
	void nodeSeesTheSame(byte[] encoded) throws Exception {
		PeerCertificate certificate = PeerCertificate.of(List.of(new RawCertificate(encoded)));
		DocumentContext node = node(encoded);
		assertThat(ordered(certificate.subject())).isEqualTo(ordered(node.read("$.subject")));
		assertThat(ordered(certificate.issuer())).isEqualTo(ordered(node.read("$.issuer")));
		assertThat(certificate.subjectAltNamesText()).isEqualTo(node.read("$.san"));
		assertThat(certificate.validFromText()).isEqualTo(node.read("$.valid_from")).isEqualTo(node.read("$.from"));
		assertThat(certificate.validToText()).isEqualTo(node.read("$.valid_to"));
		assertThat(certificate.serialNumber()).isEqualTo(node.read("$.serialNumber"));
		assertThat(certificate.fingerprint()).isEqualTo(node.read("$.fingerprint"));
		assertThat(certificate.fingerprint256()).isEqualTo(node.read("$.fingerprint256"));
		assertThat(certificate.fingerprint512()).isEqualTo(node.read("$.fingerprint512"));
		assertThat(certificate.isCa()).isEqualTo(node.read("$.ca"));
		assertThat(certificate.publicKeyAlgorithm()).isEqualToIgnoringCase(node.read("$.keyType"));
		Map<String, Object> all = node.read("$");
		assertThat(certificate.bits()).isEqualTo(all.getOrDefault("bits", 0));
		assertThat(certificate.curve()).isEqualTo(all.get("asn1Curve"));
		assertThat(certificate.extendedKeyUsage()).isEqualTo(all.getOrDefault("ext_key_usage", List.of()));
		assertThat(ordered(certificate.infoAccess())).isEqualTo(ordered(all.getOrDefault("infoAccess", Map.of())));
	}

	@Test
	void attributesKeepOrderAndRepeatedValues() throws Exception {
		PeerCertificate certificate = of(ordinary());
		assertThat(certificate.subject().keySet()).containsExactly("C", "ST", "L", "O", "OU", "CN", "emailAddress");
		assertThat(certificate.subject()).containsEntry("OU", List.of("One", "Two"))
			.containsEntry("CN", List.of("Ádám"));
		assertThat(certificate.issuer()).isEqualTo(certificate.subject());
		assertThat(certificate.validFrom()).isEqualTo(Instant.parse("2009-11-06T09:52:22Z"));
		assertThat(certificate.validFromText()).isEqualTo("Nov  6 09:52:22 2009 GMT");
		assertThat(certificate.validTo()).isEqualTo(Instant.parse("2059-10-31T23:59:59Z"));
	}

	@Test
	void namesAreData() throws Exception {
		PeerCertificate certificate = of(hostileNames());
		assertThat(certificate.subjectAltNames()).extracting(SubjectAltName::type, SubjectAltName::value)
			.contains(tuple(SubjectAltName.Type.DNS, "good.example\u0000.evil.example"),
					tuple(SubjectAltName.Type.IP_ADDRESS, "192.0.2.1"),
					tuple(SubjectAltName.Type.IP_ADDRESS, "0:0:0:0:0:ffff:102:304"),
					tuple(SubjectAltName.Type.IP_ADDRESS, "#87050102030405"));
		assertThat(certificate.subjectAltNamesText()).contains("DNS:\"good.example\\u0000.evil.example\"");
		assertThat(of(otherNames()).subjectAltNames()).contains(new SubjectAltName(SubjectAltName.Type.OTHER_NAME,
				"Ádám@example.com", "1.3.6.1.4.1.311.20.2.3", "othername:UPN:Ádám@example.com"));
	}

	@Test
	void nothingIsReadBeforeItIsAskedForAndFactsOnce() throws Exception {
		RawCertificate raw = new RawCertificate(ordinary().make());
		PeerCertificate certificate = PeerCertificate.of(List.of(raw));
		assertThat(certificate.certificate()).isSameAs(raw);
		assertThat(certificate.chain()).containsExactly(raw);
		assertThat(raw.reads()).isZero();
		certificate.subject();
		certificate.validTo();
		certificate.subjectAltNames();
		assertThat(raw.reads()).isOne();
	}

	@Test
	void theChainIsThatOfThePeer() throws Exception {
		X509Certificate leaf = jdk(ordinary().make());
		X509Certificate authority = jdk(authority(KeyUsage.keyCertSign).make());
		List<X509Certificate> presented = new ArrayList<>(List.of(leaf, authority));
		PeerCertificate certificate = PeerCertificate.of(presented);
		presented.clear();
		assertThat(certificate.chain()).containsExactly(leaf, authority);
		assertThatIllegalArgumentException().isThrownBy(() -> PeerCertificate.of(List.of()));
	}

	@Test
	void aGarbledExtensionHidesNothingElse() throws Exception {
		PeerCertificate certificate = of(named("a").extension("2.5.29.17", new byte[] { 0x30, 0x7f, 1 })
			.extension("2.5.29.37", "garbage".getBytes(StandardCharsets.US_ASCII)));
		assertThat(certificate.subjectAltNames()).isEmpty();
		assertThat(certificate.subjectAltNamesText()).isEmpty();
		assertThat(certificate.extendedKeyUsage()).isEmpty();
		assertThat(certificate.subject()).containsEntry("CN", List.of("a"));
	}

	@Test
	void namesBeforeAGarbledOneAreShown() throws Exception {
		byte[] names = { 0x30, 8, (byte) 0x82, 1, 'a', (byte) 0x82, 0x20, 'b', 'c', 'd' };
		PeerCertificate certificate = of(named("a").extension("2.5.29.17", names));
		assertThat(certificate.subjectAltNamesText()).isEqualTo("DNS:a");
	}

	@Test
	void aValueThatIsNoTextIsShownInHex() throws Exception {
		PeerCertificate certificate = of(
				new OddCertificate().part(OddCertificate.CN, new DEROctetString(new byte[] { 1, 2 }))
					.part("2.5.4.10", "Example"));
		assertThat(certificate.subject()).containsExactly(Map.entry("CN", List.of("#04020102")),
				Map.entry("O", List.of("Example")));
	}

	@Test
	void aTextThatOpensslRefusesIsShown() throws Exception {
		PeerCertificate certificate = of(new OddCertificate().part(OddCertificate.CN, new DERBMPString("\ud83d\ude00"))
			.part("2.5.4.10", new DERUniversalString(new byte[] { 0x7f, 0, 0, 0, 0, 0, 0, 'x' }))
			.part("2.5.4.11", new DERUniversalString(new byte[] { 0, 0, 1 })));
		assertThat(certificate.subject()).containsExactly(Map.entry("CN", List.of("\ud83d\ude00")),
				Map.entry("O", List.of("\ufffdx")), Map.entry("OU", List.of("#1C03000001")));
	}

	@Test
	void aMalformedTimeIsNeverValid() throws Exception {
		byte[] encoded = named("a").make();
		String text = new String(encoded, StandardCharsets.ISO_8859_1).replace("260101000000Z", "261301000000Z")
			.replace("300101000000Z", "30010100000?Z");
		PeerCertificate certificate = PeerCertificate
			.of(List.of(new RawCertificate(text.getBytes(StandardCharsets.ISO_8859_1))));
		assertThat(certificate.validFromText()).isEqualTo("Bad time value").isEqualTo(certificate.validToText());
		assertThat(certificate.validFrom()).isAfter(Instant.parse("9999-01-01T00:00:00Z"));
		assertThat(certificate.validTo()).isEqualTo(Instant.EPOCH);
		assertThat(certificate.subject()).containsEntry("CN", List.of("a"));
	}

	@Test
	void noDamageThrows() throws Exception {
		Random random = new Random(20260101);
		List<byte[]> originals = certificates().map(Named::getPayload).toList();
		for (int i = 0; i < 4000; i++) {
			byte[] damaged = originals.get(random.nextInt(originals.size())).clone();
			for (int flips = random.nextInt(4); flips >= 0; flips--) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			if (random.nextInt(5) == 0) {
				damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
			}
			PeerCertificate certificate = PeerCertificate.of(List.of(new RawCertificate(damaged)));
			assertThat(List.of(certificate.subject(), certificate.issuer(), certificate.subjectAltNames(),
					certificate.subjectAltNamesText(), certificate.validFrom(), certificate.validTo(),
					certificate.validFromText(), certificate.validToText(), certificate.serialNumber(),
					certificate.fingerprint(), certificate.publicKeyAlgorithm(), certificate.bits(),
					certificate.extendedKeyUsage(), certificate.infoAccess(), certificate.isCa(),
					certificate.toString()))
				.doesNotContainNull();
			assertThat(certificate.toString()).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
		}
	}

	@Test
	void aHugeCertificateIsRead() throws Exception {
		OddCertificate huge = named("a");
		for (int i = 0; i < 20_000; i++) {
			huge.name(2, ("host" + i + ".example").getBytes(StandardCharsets.US_ASCII)).part("2.5.4.11", "unit " + i);
		}
		PeerCertificate certificate = of(huge);
		assertThat(certificate.subjectAltNames()).hasSize(20_000);
		assertThat(certificate.subject().get("OU")).hasSize(20_000).endsWith("unit 19999");
		assertThat(certificate.toString()).hasSizeLessThan(500);
	}

	private static OddCertificate named(String name) {
		return new OddCertificate().part(OddCertificate.CN, name);
	}

	private static OddCertificate ordinary() throws Exception {
		AccessDescription ocsp = new AccessDescription(AccessDescription.id_ad_ocsp,
				new GeneralName(GeneralName.uniformResourceIdentifier, "http://ocsp.example/a,b"));
		AccessDescription issuers = new AccessDescription(AccessDescription.id_ad_caIssuers,
				new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/"));
		return new OddCertificate().part("2.5.4.6", new DERPrintableString("HU"))
			.part("2.5.4.8", "Pest")
			.part("2.5.4.7", "Budapest")
			.part("2.5.4.10", "Example, Kft. \"Ö\"")
			.part("2.5.4.11", "One")
			.part(OddCertificate.CN, "Ádám")
			.part("2.5.4.11", "Two")
			.part("1.2.840.113549.1.9.1", new DERIA5String("adam@example.com"))
			.valid("2009-11-06T09:52:22Z", "2059-10-31T23:59:59Z")
			.serial(new BigInteger("9f".repeat(16), 16))
			.name(new GeneralName(GeneralName.dNSName, "*.a.example"))
			.name(new GeneralName(GeneralName.iPAddress, "192.0.2.1"))
			.name(new GeneralName(GeneralName.iPAddress, "2001:db8::ff"))
			.name(new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://example/a"))
			.name(new GeneralName(GeneralName.rfc822Name, "adam@example.com"))
			.extension("2.5.29.37",
					new ExtendedKeyUsage(
							new KeyPurposeId[] { KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth })
						.getEncoded())
			.extension("1.3.6.1.5.5.7.1.1",
					new AuthorityInformationAccess(new AccessDescription[] { ocsp, issuers, ocsp }).getEncoded());
	}

	private static OddCertificate strangeNames() {
		return new OddCertificate()
			.part(OddCertificate.attribute(OddCertificate.CN, new DERUTF8String("first")),
					OddCertificate.attribute("2.5.4.11", new DERUTF8String("of two")))
			.part(OddCertificate.CN, new DERBMPString("Ádám\u0000\u05d0"))
			.part("2.5.4.10", new DERT61String("caf\u00e9"))
			.part("2.5.4.7", new DERUniversalString(new byte[] { 0, 1, (byte) 0xf6, 0, 0, 0, 0, 'x' }))
			.part("1.2.3.4.5.6", "unknown")
			.part("2.999.4294967296.1", "large")
			.part("2.5.4.4", "surname")
			.part("0.9.2342.19200300.100.1.25", new DERIA5String("example"))
			.part("2.5.4.97", "NTRHU-1")
			.part("1.3.6.1.4.1.311.60.2.1.3", "HU")
			.part("2.5.4.13", "line\nbreak \u202eturned, CN=forged")
			.part("2.5.4.12", "");
	}

	private static OddCertificate hostileNames() {
		OddCertificate certificate = named("hostile");
		for (String name : List.of("good.example\u0000.evil.example", "a.example, DNS:b.example", "quo\"te", "quo'te",
				"back\\slash", "line\nbreak", "caf\u00e9.example", "del\u007f", "", "\u001b[31m", "plain.example")) {
			for (int tag : new int[] { 1, 2, 6 }) {
				certificate.name(tag, name.getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		return certificate.name(7, new byte[] { (byte) 192, 0, 2, 1 })
			.name(7, new byte[] { 1, 2, 3, 4, 5 })
			.name(7, new byte[0])
			.name(7, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 1, 2, 3, 4 });
	}

	private static OddCertificate otherNames() {
		OddCertificate certificate = named("other");
		for (String type : List.of("1.3.6.1.4.1.311.20.2.3", "1.3.6.1.5.5.7.8.9", "1.3.6.1.5.5.7.8.5",
				"1.3.6.1.5.5.7.8.8", "1.3.6.1.5.5.7.8.7", "1.2.3.4")) {
			for (String value : List.of("Ádám@example.com", "a, b", "nul\u0000", "plain")) {
				certificate.name(otherName(type, new DERUTF8String(value)));
			}
			certificate.name(otherName(type, new DERIA5String("_sip.example.com")));
			certificate.name(otherName(type, new DERIA5String("_sip, DNS:example.com")));
		}
		return certificate;
	}

	private static OddCertificate unusualNames() {
		ASN1Encodable party = new DERTaggedObject(true, 1, new DERUTF8String("party"));
		return named("unusual").name(new GeneralName(GeneralName.registeredID, "1.2.840.113549.1.1.1"))
			.name(new DERTaggedObject(false, GeneralName.x400Address, new DERSequence()))
			.name(new DERTaggedObject(false, GeneralName.ediPartyName, new DERSequence(party)))
			.name(new GeneralName(GeneralName.dNSName, "last.example"));
	}

	private static OddCertificate directoryNames() {
		OddCertificate certificate = named("directory");
		for (String name : List.of("CN=plain", "C=HU,O=Example\\, Kft.,CN=Ádám", "CN=a+OU=b,O=\\ edge\\ ",
				"CN=\\#number", "CN=<a>\\;\\\"b\\\\", "1.2.3.4=unknown,UID=x")) {
			certificate.name(new GeneralName(new X500Name(name)));
		}
		certificate.name(new GeneralName(new X500Name(new RDN[] {
				new RDN(new ASN1ObjectIdentifier(OddCertificate.CN), new DERUTF8String("nul\u0000 line\n\u007f")) })));
		return certificate.name(new GeneralName(new X500Name(new RDN[0])));
	}

	private static OddCertificate authority(int usage) throws Exception {
		return named("authority").extension("2.5.29.19", new BasicConstraints(true).getEncoded())
			.extension("2.5.29.15", new KeyUsage(usage).getEncoded());
	}

	private static DERTaggedObject otherName(String type, ASN1Encodable value) {
		return new DERTaggedObject(false, GeneralName.otherName, new DERSequence(
				new ASN1Encodable[] { new ASN1ObjectIdentifier(type), new DERTaggedObject(true, 0, value) }));
	}

	private static PeerCertificate of(OddCertificate certificate) throws Exception {
		return PeerCertificate.of(List.of(new RawCertificate(certificate.make())));
	}

	private static X509Certificate jdk(byte[] encoded) throws Exception {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(encoded));
	}

	private DocumentContext node(byte[] encoded) throws Exception {
		Path file = this.directory.resolve("cert.pem");
		Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
				+ "\n-----END CERTIFICATE-----\n");
		return JsonPath.parse(Program.require("node").run("-e", NODE, file.toString()).success());
	}

	private static List<Map.Entry<String, List<String>>> ordered(Object attributes) {
		Map<String, List<String>> lists = new LinkedHashMap<>();
		((Map<?, ?>) attributes).forEach((name, value) -> lists.put((String) name, (value instanceof List<?> list)
				? list.stream().map(String.class::cast).toList() : List.of((String) value)));
		return new ArrayList<>(lists.entrySet());
	}

}
