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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that whatever a peer presents there is a verdict, no exception, and a bound on
 * the work that is counted in steps.
 */
class HostileInputTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate LEAF = Certs.leaf("CN=leaf").host("a.example.com").by(ROOT);

	@Test
	void aHundredCertificatesAreTooMany() {
		List<X509Certificate> presented = new ArrayList<>(TestCertificate.list(LEAF));
		for (int i = 0; i < 100; i++) {
			presented.add(ROOT.x509());
		}
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier().judge(presented, budget);
		assertThat(verdict.error()).isEqualTo(AuthorizationError.CERT_CHAIN_TOO_LONG);
		assertThat(budget.steps()).isZero();
	}

	@Test
	void authoritiesThatAllSignedEachOtherAreNotTriedInAllOrders() {
		int count = Limits.DEFAULT.presented() - 1;
		List<KeyPair> keys = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			keys.add(Certs.ec());
		}
		List<TestCertificate> presented = new ArrayList<>();
		presented.add(Certs.leaf("CN=leaf").by(authority(0, keys)));
		for (int i = 0; i < keys.size(); i++) {
			for (int j = 0; j < keys.size() && presented.size() <= count; j++) {
				if (i != j) {
					presented.add(Certs.authority("CN=A" + i).keys(keys.get(i)).by(authority(j, keys)));
				}
			}
		}
		Budget budget = judge(presented);
		assertThat(budget.steps()).isLessThanOrEqualTo(Limits.DEFAULT.steps() + 1);
		assertThat(budget.signatures()).isLessThanOrEqualTo(count);
		assertThat(budget.exhausted()).isTrue();
	}

	@Test
	void authoritiesOfOneNameAreNotAllTriedForEachOther() {
		List<TestCertificate> presented = new ArrayList<>();
		TestCertificate last = Certs.authority("CN=Same").withoutKeyIds().selfSigned();
		List<TestCertificate> chain = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			chain.add(last);
			last = Certs.authority("CN=Same").withoutKeyIds().by(last);
		}
		presented.add(Certs.leaf("CN=leaf").withoutKeyIds().by(last));
		presented.addAll(chain);
		Budget budget = judge(presented);
		assertThat(budget.signatures()).isLessThanOrEqualTo(Limits.DEFAULT.signatures() + 1);
	}

	private static TestCertificate authority(int index, List<KeyPair> keys) {
		return new TestCertificate(new X500Name("CN=A" + index), keys.get(index), new byte[0]);
	}

	private static Budget judge(List<TestCertificate> presented) {
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier().judge(TestCertificate.list(presented.toArray(new TestCertificate[0])), budget);
		assertThat(verdict.authorized()).isFalse();
		assertThat(verdict.error()).isNotNull();
		return budget;
	}

	@Test
	void aHugeKeyIsNeverCalculatedWith() {
		KeyPair huge = new KeyPair(rsa(BigInteger.ONE.shiftLeft(16383).add(BigInteger.ONE)), Certs.ec().getPrivate());
		TestCertificate middle = Certs.authority("CN=Huge").keys(huge).by(ROOT);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(middle);
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier().judge(List.of(leaf.raw(), middle.raw()), budget);
		assertThat(verdict.error()).isEqualTo(AuthorizationError.UNSPECIFIED);
		assertThat(verdict.detail()).isEqualTo("The intermediate certificate \"CN=Huge\" has an RSA key of 16384 bits;"
				+ " more than 8192 are refused");
		assertThat(budget.signatures()).isEqualTo(1);
	}

	private static RSAPublicKey rsa(BigInteger modulus) {
		try {
			return (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void manyNamesAgainstManyConstraintsAreRefused() {
		GeneralSubtree[] subtrees = new GeneralSubtree[1024];
		GeneralName[] names = new GeneralName[1024];
		for (int i = 0; i < names.length; i++) {
			subtrees[i] = new GeneralSubtree(new GeneralName(GeneralName.dNSName, "t" + i + ".test"));
			names[i] = new GeneralName(GeneralName.dNSName, "t" + i + ".test");
		}
		TestCertificate root = Certs.authority("CN=Bomb")
			.extension(Extension.nameConstraints, true, new NameConstraints(subtrees, null))
			.selfSigned();
		TestCertificate leaf = Certs.leaf("CN=leaf").names(names).by(root);
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier(root).judge(List.of(leaf.raw()), budget);
		assertThat(verdict.error()).isEqualTo(AuthorizationError.NAME_CONSTRAINT_VIOLATION);
		assertThat(budget.comparisons()).isLessThanOrEqualTo(Limits.DEFAULT.comparisons() + 1024);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("garbledExtensions")
	void aGarbledExtensionIsRefused(ASN1ObjectIdentifier id) {
		for (byte[] garbage : List.of(new byte[0], new byte[] { 0x30 }, new byte[] { 5, 0, 5, 0 },
				"names".getBytes())) {
			Certificate good = Certificate.getInstance(LEAF.der());
			TestCertificate leaf = new TestCertificate(LEAF.name(), LEAF.keys(), resign(good, id, garbage));
			Verdict verdict = verifier().judge(List.of(leaf.raw()));
			assertThat(verdict.error()).isEqualTo(AuthorizationError.UNSPECIFIED);
			assertThat(verdict.detail()).contains("has an extension that cannot be read (" + id + ")");
		}
	}

	static Stream<ASN1ObjectIdentifier> garbledExtensions() {
		return Stream.of(Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage,
				Extension.subjectKeyIdentifier, Extension.authorityKeyIdentifier, Extension.subjectAlternativeName,
				Extension.nameConstraints, Extension.cRLDistributionPoints, Extension.authorityInfoAccess,
				Extension.policyConstraints);
	}

	@Test
	void twoExtensionsOfOneKindAreRefused() {
		Certificate good = Certificate.getInstance(LEAF.der());
		byte[] same = good.getTBSCertificate()
			.getExtensions()
			.getExtension(Extension.basicConstraints)
			.getExtnValue()
			.getOctets();
		Verdict verdict = verifier()
			.judge(List.of(TestCertificate.raw(append(good, Extension.basicConstraints, same))));
		assertThat(verdict.error()).isEqualTo(AuthorizationError.UNSPECIFIED);
		assertThat(verdict.detail()).isEqualTo("The peer's certificate cannot be read");
	}

	@Test
	void aNegativeSerialNumberIsOnlyANumber() {
		assertThat(verifier().judge(List.of(Certs.leaf("CN=l").serial(BigInteger.valueOf(-5)).by(ROOT).raw()))
			.authorized()).isTrue();
	}

	@Test
	void anEmptyIssuerIsRefused() {
		TestCertificate nameless = Certs.authority("CN=x").name(new X500Name("")).selfSigned();
		TestCertificate leaf = Certs.leaf("CN=l").by(nameless);
		Verdict verdict = verifier(nameless).judge(List.of(leaf.raw(), nameless.raw()));
		assertThat(verdict.error()).isEqualTo(AuthorizationError.UNSPECIFIED);
	}

	@Test
	void junkBesideAGoodChainIsIgnored() {
		assertThat(verifier()
			.judge(List.of(LEAF.raw(), TestCertificate.raw(new byte[] { 1, 2, 3 }), TestCertificate.raw(new byte[0]),
					LEAF.raw(), ROOT.raw(), ROOT.raw()))
			.authorized()).isTrue();
	}

	@Test
	void deepNestingIsRefused() {
		byte[] der = new byte[40000];
		for (int i = 0; i < der.length; i += 4) {
			der[i] = 0x30;
			der[i + 1] = (byte) 0x82;
			int length = der.length - i - 4;
			der[i + 2] = (byte) (length >> 8);
			der[i + 3] = (byte) length;
		}
		assertThat(verifier().judge(List.of(TestCertificate.raw(der))).error())
			.isEqualTo(AuthorizationError.UNSPECIFIED);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void flippedAndCutBytesNeverAuthorize(long seed) {
		Random random = new Random(seed);
		PeerVerifier verifier = verifier();
		for (int i = 0; i < 200; i++) {
			byte[] der = LEAF.der().clone();
			int at = random.nextInt(der.length);
			der[at] = (byte) (der[at] ^ (1 << random.nextInt(8)));
			if (i % 10 == 0) {
				der = Arrays.copyOf(der, at);
			}
			Verdict verdict = verifier.judge(List.of(TestCertificate.raw(der)));
			assertThat(verdict.authorized()).as("byte %d", at).isFalse();
			assertThat(verdict.error()).isNotNull();
		}
	}

	private static byte[] resign(Certificate certificate, ASN1ObjectIdentifier id, byte[] value) {
		TBSCertificate signed = certificate.getTBSCertificate();
		ASN1EncodableVector extensions = new ASN1EncodableVector();
		for (ASN1ObjectIdentifier other : signed.getExtensions().getExtensionOIDs()) {
			if (!other.equals(id)) {
				extensions.add(signed.getExtensions().getExtension(other));
			}
		}
		extensions.add(new Extension(id, false, new DEROctetString(value)));
		return encode(signed, extensions);
	}

	private static byte[] append(Certificate certificate, ASN1ObjectIdentifier id, byte[] value) {
		TBSCertificate signed = certificate.getTBSCertificate();
		ASN1EncodableVector extensions = new ASN1EncodableVector();
		for (ASN1ObjectIdentifier other : signed.getExtensions().getExtensionOIDs()) {
			extensions.add(signed.getExtensions().getExtension(other));
		}
		extensions.add(new Extension(id, false, new DEROctetString(value)));
		return encode(signed, extensions);
	}

	private static byte[] encode(TBSCertificate signed, ASN1EncodableVector extensions) {
		try {
			ASN1EncodableVector body = new ASN1EncodableVector();
			body.add(new DERTaggedObject(true, 0, new ASN1Integer(2)));
			body.add(signed.getSerialNumber());
			body.add(signed.getSignature());
			body.add(signed.getIssuer());
			body.add(new DERSequence(new ASN1Encodable[] { signed.getStartDate(), signed.getEndDate() }));
			body.add(signed.getSubject());
			body.add(signed.getSubjectPublicKeyInfo());
			body.add(new DERTaggedObject(true, 3, new DERSequence(extensions)));
			byte[] bytes = new DERSequence(body).getEncoded();
			Signature signer = Signature.getInstance("SHA256withECDSA");
			signer.initSign(ROOT.keys().getPrivate());
			signer.update(bytes);
			return new DERSequence(new ASN1Encodable[] { new DERSequence(body), signed.getSignature(),
					new DERBitString(signer.sign()) })
				.getEncoded();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void theHelperThatSignsAnewMakesGoodCertificates() {
		byte[] der = append(Certificate.getInstance(LEAF.der()), new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.2"),
				new byte[] { 5, 0 });
		assertThat(verifier().judge(List.of(TestCertificate.raw(der))).authorized()).isTrue();
	}

	private static PeerVerifier verifier() {
		return verifier(ROOT);
	}

	private static PeerVerifier verifier(TestCertificate root) {
		return new PeerVerifier(new TrustPolicy(List.of(root.raw()), List.of(), Purpose.SERVER, false),
				Clock.fixed(Certs.NOW, ZoneOffset.UTC));
	}

}
