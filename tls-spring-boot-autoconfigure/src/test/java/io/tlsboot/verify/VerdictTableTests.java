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

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what comes of each situation that users know from Node, with OpenSSL as oracle
 * where its command line says the same thing.
 */
class VerdictTableTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate OTHER = Certs.authority("CN=Other").selfSigned();

	private static final TestCertificate MIDDLE = Certs.authority("CN=Middle").by(ROOT);

	private static final TestCertificate LEAF = Certs.leaf("CN=leaf").by(ROOT);

	private static final TestCertificate DEEP = Certs.leaf("CN=deep").by(MIDDLE);

	private static final TestCertificate SELF = Certs.leaf("CN=self").selfSigned();

	private static final TestCertificate EXPIRED = Certs.leaf("CN=expired").expired().by(ROOT);

	@Test
	void row01NoCertificate() {
		PeerVerifier verifier = Situation.of("", List.of(LEAF), List.of(ROOT), null).verifier(Purpose.CLIENT);
		assertThat(verifier.judge(List.of())).isSameAs(Verdict.NO_CERTIFICATE);
		assertThat(Verdict.NO_CERTIFICATE.error()).isEqualTo(AuthorizationError.UNABLE_TO_GET_ISSUER_CERT);
		assertThat(Verdict.NO_CERTIFICATE.authorized()).isFalse();
	}

	@Test
	void row02NotAsked() {
		assertThat(Verdict.NOT_ASKED.authorized()).isFalse();
		assertThat(Verdict.NOT_ASKED.error()).isNull();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "chains", "dates", "extensions", "revocation", "strength" })
	void isJudged(Situation situation) {
		for (Purpose purpose : situation.purposes()) {
			Verdict verdict = situation.judge(purpose);
			assertThat(verdict.error()).as("%s: %s", purpose, verdict.detail()).isEqualTo(situation.expected());
			assertThat(verdict.authorized()).isEqualTo(situation.expected() == null);
			assertThat(verdict.detail() == null).isEqualTo(verdict.authorized());
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "chains", "dates", "extensions", "revocation", "strength" })
	void isJudgedByOpenSsl(Situation situation, @TempDir Path directory) throws IOException {
		if (situation.openssl() == -1) {
			return;
		}
		OpenSslVerify openssl = new OpenSslVerify(directory);
		for (Purpose purpose : situation.purposes()) {
			assertThat(openssl.verify(situation, purpose)).as("%s", purpose).isEqualTo(situation.openssl());
		}
	}

	static Stream<Situation> chains() {
		TestCertificate twin = Certs.authority("CN=Root").selfSigned();
		TestCertificate byTwin = Certs.leaf("CN=leaf").by(twin);
		TestCertificate crossing = Certs.authority("CN=Crossing").by(OTHER);
		TestCertificate crossed = Certs.authority("CN=Middle").keys(MIDDLE.keys()).by(crossing);
		TestCertificate strange = Certs.authority("CN=Strange")
			.withoutKeyIds()
			.extension(Extension.authorityKeyIdentifier, false,
					new AuthorityKeyIdentifier(new GeneralNames(new GeneralName(new X500Name("CN=Strange"))),
							BigInteger.ONE))
			.selfSigned();
		TestCertificate byTwinWithoutIds = Certs.leaf("CN=leaf").withoutKeyIds().by(twin);
		return Stream.of(
				Situation.of("3 self-signed, other ca", List.of(SELF), List.of(OTHER),
						AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT),
				Situation.of("4 self-signed, itself ca", List.of(SELF), List.of(SELF), null),
				Situation
					.of("7 leaf, root unknown", List.of(LEAF), List.of(OTHER),
							AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE)
					.openssl(20),
				Situation.of("8 intermediate missing", List.of(DEEP), List.of(ROOT),
						AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE)
					.openssl(20),
				Situation.of("9 leaf and intermediate", List.of(DEEP, MIDDLE), List.of(ROOT), null),
				Situation.of("10 leaf and intermediate, other ca", List.of(DEEP, MIDDLE), List.of(OTHER),
						AuthorizationError.UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
				Situation.of("11 leaf and root, other ca", List.of(LEAF, ROOT), List.of(OTHER),
						AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN),
				Situation.of("11 leaf, intermediate and root, other ca", List.of(DEEP, MIDDLE, ROOT), List.of(OTHER),
						AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN),
				Situation.of("12 leaf and root", List.of(LEAF, ROOT), List.of(ROOT), null),
				Situation.of("13 leaf, intermediate and root in ca", List.of(DEEP), List.of(MIDDLE, ROOT), null),
				Situation.of("14 leaf, intermediate in ca", List.of(DEEP), List.of(MIDDLE),
						AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
				Situation.of("14 leaf and intermediate, intermediate in ca", List.of(DEEP, MIDDLE), List.of(MIDDLE),
						AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
				Situation.of("14 with the root presented, intermediate in ca", List.of(DEEP, MIDDLE, ROOT),
						List.of(MIDDLE), AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
				Situation.of("14 with a longer way that is not trusted", List.of(DEEP, crossed, crossing, OTHER),
						List.of(MIDDLE), AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
				Situation.of("root that says that it is not its own issuer", List.of(Certs.leaf("CN=l").by(strange)),
						List.of(strange), AuthorizationError.UNABLE_TO_GET_ISSUER_CERT),
				Situation.of("15 partial chain", List.of(DEEP), List.of(MIDDLE), null).allowPartial(),
				Situation
					.of("16 leaf, itself ca", List.of(LEAF), List.of(LEAF),
							AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE)
					.openssl(20),
				Situation
					.of("28 same name, other key", List.of(byTwin), List.of(ROOT),
							AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE)
					.openssl(20),
				Situation
					.of("28 same name, other key, no key ids", List.of(byTwinWithoutIds), List.of(ROOT),
							AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE)
					.openssl(7),
				Situation.of("forged", List.of(Certs.leaf("CN=leaf").forged(ROOT)), List.of(ROOT),
						AuthorizationError.CERT_SIGNATURE_FAILURE));
	}

	static Stream<Situation> dates() {
		TestCertificate expiredSelf = Certs.leaf("CN=self").expired().selfSigned();
		TestCertificate expiredRoot = Certs.authority("CN=Old").expired().selfSigned();
		TestCertificate expiredMiddle = Certs.authority("CN=Middle").keys(MIDDLE.keys()).expired().by(ROOT);
		TestCertificate future = Certs.leaf("CN=future").from(Certs.NOW.plusSeconds(1)).by(ROOT);
		return Stream.of(
				Situation.of("5 expired self-signed, itself ca", List.of(expiredSelf), List.of(expiredSelf),
						AuthorizationError.CERT_HAS_EXPIRED),
				Situation.of("6 expired self-signed, other ca", List.of(expiredSelf), List.of(OTHER),
						AuthorizationError.CERT_HAS_EXPIRED),
				Situation
					.of("17 expired leaf, itself ca", List.of(EXPIRED), List.of(EXPIRED),
							AuthorizationError.CERT_HAS_EXPIRED)
					.withoutOracle(),
				Situation.of("18 expired leaf", List.of(EXPIRED), List.of(ROOT), AuthorizationError.CERT_HAS_EXPIRED),
				Situation
					.of("18 expired leaf, root unknown", List.of(EXPIRED), List.of(OTHER),
							AuthorizationError.CERT_HAS_EXPIRED)
					.withoutOracle(),
				Situation.of("19 not yet valid", List.of(future), List.of(ROOT), AuthorizationError.CERT_NOT_YET_VALID),
				Situation.of("20 expired root", List.of(Certs.leaf("CN=leaf").by(expiredRoot)), List.of(expiredRoot),
						AuthorizationError.CERT_HAS_EXPIRED),
				Situation.of("21 expired intermediate", List.of(DEEP, expiredMiddle), List.of(ROOT),
						AuthorizationError.CERT_HAS_EXPIRED),
				Situation.of("last second", List.of(Certs.leaf("CN=leaf").to(Certs.NOW).by(ROOT)), List.of(ROOT), null)
					.openssl(10),
				Situation.of("first second", List.of(Certs.leaf("CN=leaf").from(Certs.NOW).by(ROOT)), List.of(ROOT),
						null));
	}

	static Stream<Situation> extensions() {
		TestCertificate serverOnly = Certs.leaf("CN=s").usages(KeyPurposeId.id_kp_serverAuth).by(ROOT);
		TestCertificate clientOnly = Certs.leaf("CN=c").usages(KeyPurposeId.id_kp_clientAuth).by(ROOT);
		TestCertificate anyUsage = Certs.leaf("CN=a").usages(KeyPurposeId.anyExtendedKeyUsage).by(ROOT);
		TestCertificate signsOnly = Certs.leaf("CN=k").keyUsage(KeyUsage.keyCertSign).by(ROOT);
		TestCertificate enciphers = Certs.leaf("CN=e").keyUsage(KeyUsage.keyEncipherment).by(ROOT);
		TestCertificate notAuthority = Certs.leaf("CN=Not").keyUsage(KeyUsage.keyCertSign).by(ROOT);
		TestCertificate noSign = Certs.authority("CN=No").keyUsage(KeyUsage.cRLSign).by(ROOT);
		TestCertificate clientMiddle = Certs.authority("CN=M").usages(KeyPurposeId.id_kp_clientAuth).by(ROOT);
		TestCertificate narrow = Certs.authority("CN=Narrow").constraints(new BasicConstraints(0)).selfSigned();
		TestCertificate below = Certs.authority("CN=Below").by(narrow);
		TestCertificate oldRoot = Certs.authority("CN=V1").old().selfSigned();
		TestCertificate oldMiddle = Certs.authority("CN=V1M").old().by(ROOT);
		TestCertificate named = Certs.authority("CN=Named")
			.extension(Extension.nameConstraints, true, permit(new GeneralName(GeneralName.dNSName, "example.com")))
			.selfSigned();
		return Stream.of(
				Situation.of("22 serverAuth only, server", List.of(serverOnly), List.of(ROOT), null)
					.only(Purpose.SERVER),
				Situation
					.of("22 serverAuth only, client", List.of(serverOnly), List.of(ROOT),
							AuthorizationError.INVALID_PURPOSE)
					.only(Purpose.CLIENT),
				Situation.of("23 clientAuth only, client", List.of(clientOnly), List.of(ROOT), null)
					.only(Purpose.CLIENT),
				Situation
					.of("23 clientAuth only, server", List.of(clientOnly), List.of(ROOT),
							AuthorizationError.INVALID_PURPOSE)
					.only(Purpose.SERVER),
				Situation.of("any usage is no usage", List.of(anyUsage), List.of(ROOT),
						AuthorizationError.INVALID_PURPOSE),
				Situation.of("24 key usage keyCertSign only", List.of(signsOnly), List.of(ROOT),
						AuthorizationError.INVALID_PURPOSE),
				Situation.of("24 key usage keyEncipherment only, server", List.of(enciphers), List.of(ROOT), null)
					.only(Purpose.SERVER),
				Situation
					.of("24 key usage keyEncipherment only, client", List.of(enciphers), List.of(ROOT),
							AuthorizationError.INVALID_PURPOSE)
					.only(Purpose.CLIENT),
				Situation
					.of("25 issuer is not an authority", List.of(Certs.leaf("CN=l").by(notAuthority), notAuthority),
							List.of(ROOT), AuthorizationError.INVALID_CA)
					.openssl(26),
				Situation.of("26 path too long", List.of(Certs.leaf("CN=l").by(below), below), List.of(narrow),
						AuthorizationError.PATH_LENGTH_EXCEEDED),
				Situation.of("27 name constraint", List.of(Certs.leaf("CN=l").host("a.example.org").by(named)),
						List.of(named), AuthorizationError.NAME_CONSTRAINT_VIOLATION),
				Situation.of("27 name constraint kept", List.of(Certs.leaf("CN=l").host("a.example.com").by(named)),
						List.of(named), null),
				Situation.of("27 name constraint, common name only", List.of(Certs.leaf("CN=a.example.org").by(named)),
						List.of(named), AuthorizationError.NAME_CONSTRAINT_VIOLATION),
				Situation.of("27 unknown critical extension",
						List.of(Certs.leaf("CN=l")
							.extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.1"), true, DERNull.INSTANCE)
							.by(ROOT)),
						List.of(ROOT), AuthorizationError.UNHANDLED_CRITICAL_EXTENSION),
				Situation.of("27 issuer lacks keyCertSign", List.of(Certs.leaf("CN=l").by(noSign), noSign),
						List.of(ROOT), AuthorizationError.KEYUSAGE_NO_CERTSIGN),
				Situation
					.of("intermediate for clients, server", List.of(Certs.leaf("CN=l").by(clientMiddle), clientMiddle),
							List.of(ROOT), AuthorizationError.INVALID_PURPOSE)
					.only(Purpose.SERVER),
				Situation.of("root of version 1", List.of(Certs.leaf("CN=l").by(oldRoot)), List.of(oldRoot), null),
				Situation
					.of("intermediate of version 1", List.of(Certs.leaf("CN=l").by(oldMiddle), oldMiddle),
							List.of(ROOT), AuthorizationError.INVALID_CA)
					.withoutOracle(),
				Situation.of("leaf of version 1", List.of(Certs.leaf("CN=l").old().by(ROOT)), List.of(ROOT), null),
				Situation.of("long serial number",
						List.of(Certs.leaf("CN=l").serial(BigInteger.ONE.shiftLeft(200)).by(ROOT)), List.of(ROOT),
						null),
				Situation.of("without key ids", List.of(Certs.leaf("CN=l").withoutKeyIds().by(ROOT)), List.of(ROOT),
						null));
	}

	static Stream<Situation> revocation() {
		return Stream.of(
				Situation.of("29 revoked", List.of(LEAF), List.of(ROOT), AuthorizationError.CERT_REVOKED)
					.with(Crls.of(ROOT).revoke(LEAF).make()),
				Situation
					.of("29 revoked intermediate", List.of(DEEP, MIDDLE), List.of(ROOT),
							AuthorizationError.CERT_REVOKED)
					.with(Crls.of(ROOT).revoke(MIDDLE).make(), Crls.of(MIDDLE).make()),
				Situation.of("30 no list", List.of(LEAF), List.of(ROOT), null),
				Situation
					.of("31 another authority's list", List.of(LEAF), List.of(ROOT),
							AuthorizationError.UNABLE_TO_GET_CRL)
					.with(Crls.of(OTHER).make()),
				Situation
					.of("31 only the root's list", List.of(DEEP, MIDDLE), List.of(ROOT),
							AuthorizationError.UNABLE_TO_GET_CRL)
					.with(Crls.of(ROOT).make()),
				Situation
					.of("31 only the intermediate's list", List.of(DEEP, MIDDLE), List.of(ROOT),
							AuthorizationError.UNABLE_TO_GET_CRL)
					.with(Crls.of(MIDDLE).make()),
				Situation.of("32 both lists", List.of(DEEP, MIDDLE), List.of(ROOT), null)
					.with(Crls.of(ROOT).make(), Crls.of(MIDDLE).make()),
				Situation.of("33 expired list", List.of(LEAF), List.of(ROOT), AuthorizationError.CRL_HAS_EXPIRED)
					.with(Crls.expired(ROOT).make()),
				Situation
					.of("33 revoked by an expired list", List.of(LEAF), List.of(ROOT), AuthorizationError.CERT_REVOKED)
					.with(Crls.expired(ROOT).revoke(LEAF).make()),
				Situation
					.of("34 list not yet valid", List.of(LEAF), List.of(ROOT), AuthorizationError.CRL_NOT_YET_VALID)
					.with(Crls.future(ROOT).make()),
				Situation
					.of("35 list signed by another key", List.of(LEAF), List.of(ROOT),
							AuthorizationError.CRL_SIGNATURE_FAILURE)
					.with(Crls.of(ROOT).revoke(LEAF).signedBy(Certs.ec()).make()),
				Situation
					.of("36 self-signed, untrusted, list", List.of(SELF), List.of(ROOT),
							AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT)
					.with(Crls.of(ROOT).make())
					.openssl(3),
				Situation
					.of("expired beats revoked", List.of(EXPIRED), List.of(ROOT), AuthorizationError.CERT_HAS_EXPIRED)
					.with(Crls.of(ROOT).revoke(EXPIRED).make())
					.withoutOracle(),
				Situation
					.of("trusted self-signed peer without a list of its own", List.of(SELF), List.of(SELF, ROOT),
							AuthorizationError.UNABLE_TO_GET_CRL)
					.with(Crls.of(ROOT).make()));
	}

	static Stream<Situation> strength() {
		TestCertificate tiny = Certs.leaf("CN=tiny")
			.keys(Certs.keys("RSA", 512))
			.algorithm("SHA256withRSA")
			.selfSigned();
		TestCertificate small = Certs.leaf("CN=small").keys(Certs.keys("RSA", 1024)).by(ROOT);
		TestCertificate sha1 = Certs.leaf("CN=sha1").algorithm("SHA1withECDSA").by(ROOT);
		TestCertificate sha1Root = Certs.authority("CN=Sha1").algorithm("SHA1withECDSA").selfSigned();
		TestCertificate smallRoot = Certs.authority("CN=Small").keys(Certs.keys("EC", 192)).selfSigned();
		TestCertificate quantumRoot = Certs.authority("CN=Quantum")
			.keys(Certs.keys("ML-DSA-44", 0))
			.algorithm("ML-DSA-44")
			.selfSigned();
		TestCertificate edwardsRoot = Certs.authority("CN=Edwards")
			.keys(Certs.keys("Ed25519", 0))
			.algorithm("Ed25519")
			.selfSigned();
		TestCertificate rsaRoot = Certs.authority("CN=Rsa")
			.keys(Certs.keys("RSA", 2048))
			.algorithm("SHA256withRSA")
			.selfSigned();
		return Stream.of(
				Situation.of("37 RSA of 512 bits, itself ca", List.of(tiny), List.of(tiny), AuthorizationError.WEAK_KEY)
					.withoutOracle(),
				Situation.of("37 RSA of 1024 bits", List.of(small), List.of(ROOT), AuthorizationError.WEAK_KEY)
					.openssl(0),
				Situation.of("37 SHA-1", List.of(sha1), List.of(ROOT), AuthorizationError.WEAK_SIGNATURE)
					.withoutOracle(),
				Situation
					.of("SHA-1 in a root that is not trusted", List.of(Certs.leaf("CN=l").by(sha1Root), sha1Root),
							List.of(ROOT), AuthorizationError.WEAK_SIGNATURE)
					.withoutOracle(),
				Situation.of("SHA-1 in a trusted root", List.of(Certs.leaf("CN=l").by(sha1Root)), List.of(sha1Root),
						null),
				Situation.of("RSA", List.of(Certs.leaf("CN=l").algorithm("SHA256withRSA").by(rsaRoot)),
						List.of(rsaRoot), null),
				Situation.of("RSA-PSS", List.of(Certs.leaf("CN=l").algorithm("SHA256withRSAandMGF1").by(rsaRoot)),
						List.of(rsaRoot), null),
				Situation
					.of("RSA-PSS with SHA-1", List.of(Certs.leaf("CN=l").algorithm("SHA1withRSAandMGF1").by(rsaRoot)),
							List.of(rsaRoot), AuthorizationError.WEAK_SIGNATURE)
					.withoutOracle(),
				Situation
					.of("a curve of 192 bits", List.of(Certs.leaf("CN=l").by(smallRoot)), List.of(smallRoot),
							AuthorizationError.WEAK_KEY)
					.openssl(0),
				Situation.of("forged, with a curve of 192 bits", List.of(Certs.leaf("CN=l").forged(smallRoot)),
						List.of(smallRoot), AuthorizationError.CERT_SIGNATURE_FAILURE),
				Situation
					.of("ML-DSA", List.of(Certs.leaf("CN=l").algorithm("ML-DSA-44").by(quantumRoot)),
							List.of(quantumRoot), null)
					.withoutOracle(),
				Situation
					.of("ML-DSA, forged", List.of(Certs.leaf("CN=l").forged(quantumRoot)), List.of(quantumRoot),
							AuthorizationError.CERT_SIGNATURE_FAILURE)
					.withoutOracle(),
				Situation.of("Ed25519 authority", List.of(Certs.leaf("CN=l").algorithm("Ed25519").by(edwardsRoot)),
						List.of(edwardsRoot), null),
				Situation.of("Ed25519", List.of(Certs.leaf("CN=l").keys(Certs.keys("Ed25519", 0)).by(ROOT)),
						List.of(ROOT), null));
	}

	private static NameConstraints permit(GeneralName name) {
		return new NameConstraints(new GeneralSubtree[] { new GeneralSubtree(name) }, null);
	}

	@Test
	void theTimeIsAskedEachTime() {
		TrustPolicy policy = new TrustPolicy(TestCertificate.list(ROOT), List.of(), Purpose.CLIENT, false);
		MovableClock clock = new MovableClock(Certs.NOW);
		PeerVerifier verifier = new PeerVerifier(policy, clock);
		assertThat(verifier.judge(TestCertificate.list(LEAF)).authorized()).isTrue();
		clock.set(Certs.NOW.plusSeconds(86401));
		assertThat(verifier.judge(TestCertificate.list(LEAF)).error()).isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
	}

}
