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

import java.security.KeyPair;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a good path is found when there are bad ones beside it.
 */
class AlternativePathTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate OTHER = Certs.authority("CN=Other").selfSigned();

	@Test
	void aCrossSignedRootThatExpiredDoesNotHideTheTrustedOne() {
		TestCertificate cross = Certs.authority("CN=Root").keys(ROOT.keys()).expired().by(OTHER);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(ROOT);
		assertThat(judge(List.of(leaf, cross), ROOT, OTHER).authorized()).isTrue();
		assertThat(judge(List.of(leaf, cross), OTHER).error()).isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
	}

	@Test
	void anUnknownRootIsPassedThroughItsCrossCertificate() {
		TestCertificate cross = Certs.authority("CN=Root").keys(ROOT.keys()).by(OTHER);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(ROOT);
		assertThat(judge(List.of(leaf, ROOT, cross), OTHER).authorized()).isTrue();
		assertThat(judge(List.of(leaf, cross, ROOT), OTHER).authorized()).isTrue();
		assertThat(judge(List.of(leaf, ROOT), OTHER).error()).isEqualTo(AuthorizationError.SELF_SIGNED_CERT_IN_CHAIN);
	}

	@Test
	void manyAuthoritiesOfOneNameAreToldApartByKey() {
		List<TestCertificate> roots = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			roots.add(Certs.authority("CN=Same").selfSigned());
		}
		for (TestCertificate root : roots) {
			assertThat(
					judge(List.of(Certs.leaf("CN=leaf").by(root)), roots.toArray(new TestCertificate[0])).authorized())
				.isTrue();
		}
	}

	@Test
	void keyIdsGuideButDoNotForbid() {
		KeyPair keys = Certs.ec();
		TestCertificate strange = Certs.authority("CN=Strange")
			.keys(keys)
			.withoutKeyIds()
			.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] { 1, 2, 3 }))
			.selfSigned();
		assertThat(judge(List.of(Certs.leaf("CN=leaf").by(strange)), strange).authorized()).isTrue();
	}

	@Test
	void keyIdsSaveSignatures() {
		List<TestCertificate> roots = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			roots.add(Certs.authority("CN=Same").selfSigned());
		}
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier(Purpose.CLIENT, roots.toArray(new TestCertificate[0]))
			.judge(TestCertificate.list(Certs.leaf("CN=leaf").by(roots.get(19))), budget);
		assertThat(verdict.authorized()).isTrue();
		assertThat(budget.signatures()).isEqualTo(1);
	}

	@Test
	void aConstrainedPathIsLeftForAnUnconstrainedOne() {
		TestCertificate narrow = Certs.authority("CN=Narrow")
			.extension(Extension.nameConstraints, true,
					new NameConstraints(new GeneralSubtree[] {
							new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com")) }, null))
			.selfSigned();
		KeyPair keys = Certs.ec();
		TestCertificate first = Certs.authority("CN=Middle").keys(keys).by(narrow);
		TestCertificate second = Certs.authority("CN=Middle").keys(keys).by(ROOT);
		TestCertificate leaf = Certs.leaf("CN=leaf").host("a.example.org").by(first);
		assertThat(judge(List.of(leaf, first, second), narrow, ROOT).authorized()).isTrue();
		assertThat(judge(List.of(leaf, second, first), narrow, ROOT).authorized()).isTrue();
		assertThat(judge(List.of(leaf, first), narrow, ROOT).error())
			.isEqualTo(AuthorizationError.NAME_CONSTRAINT_VIOLATION);
	}

	@Test
	void aPathThatIsTooLongIsLeftForAShorterOne() {
		KeyPair keys = Certs.ec();
		TestCertificate top = Certs.authority("CN=Top").constraints(new BasicConstraints(0)).selfSigned();
		TestCertificate upper = Certs.authority("CN=Upper").by(top);
		TestCertificate longer = Certs.authority("CN=Lower").keys(keys).by(upper);
		TestCertificate shorter = Certs.authority("CN=Lower").keys(keys).by(ROOT);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(longer);
		assertThat(judge(List.of(leaf, longer, upper, shorter), top, ROOT).authorized()).isTrue();
		assertThat(judge(List.of(leaf, longer, upper), top, ROOT).error())
			.isEqualTo(AuthorizationError.PATH_LENGTH_EXCEEDED);
	}

	@Test
	void selfIssuedAuthoritiesAreNotCounted() {
		TestCertificate top = Certs.authority("CN=Top").constraints(new BasicConstraints(1)).selfSigned();
		TestCertificate middle = Certs.authority("CN=Middle").by(top);
		TestCertificate again = Certs.authority("CN=Middle").by(middle);
		TestCertificate third = Certs.authority("CN=Third").by(again);
		assertThat(judge(List.of(Certs.leaf("CN=leaf").by(again), again, middle), top).authorized()).isTrue();
		assertThat(judge(List.of(Certs.leaf("CN=leaf").by(third), third, again, middle), top).error())
			.isEqualTo(AuthorizationError.PATH_LENGTH_EXCEEDED);
	}

	@Test
	void selfIssuedAuthoritiesAreNotBoundByNameConstraints() {
		TestCertificate narrow = Certs.authority("CN=Narrow")
			.extension(Extension.nameConstraints, true,
					new NameConstraints(new GeneralSubtree[] {
							new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com")) }, null))
			.selfSigned();
		TestCertificate renewed = Certs.authority("CN=Narrow").host("ca.example.org").by(narrow);
		TestCertificate other = Certs.authority("CN=Other one").host("ca.example.org").by(narrow);
		assertThat(
				judge(List.of(Certs.leaf("CN=leaf").host("a.example.com").by(renewed), renewed), narrow).authorized())
			.isTrue();
		assertThat(judge(List.of(Certs.leaf("CN=leaf").host("a.example.com").by(other), other), narrow).error())
			.isEqualTo(AuthorizationError.NAME_CONSTRAINT_VIOLATION);
		assertThat(judge(List.of(Certs.leaf("CN=Narrow").host("a.example.org").by(narrow)), narrow).error())
			.isEqualTo(AuthorizationError.NAME_CONSTRAINT_VIOLATION);
	}

	@Test
	void aLoopIsLeftAtOnce() {
		KeyPair keys = Certs.ec();
		TestCertificate one = Certs.authority("CN=One").keys(keys).by(OTHER);
		TestCertificate two = Certs.authority("CN=Two").by(one);
		TestCertificate back = Certs.authority("CN=One").keys(keys).by(two);
		Budget budget = new Budget(Limits.DEFAULT);
		Verdict verdict = verifier(Purpose.CLIENT, ROOT)
			.judge(TestCertificate.list(Certs.leaf("CN=leaf").by(two), two, back), budget);
		assertThat(verdict.error()).isEqualTo(AuthorizationError.UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
		assertThat(budget.steps()).isEqualTo(3);
	}

	@Test
	void theOrderOfWhatIsPresentedDoesNotMatter() {
		TestCertificate one = Certs.authority("CN=One").by(ROOT);
		TestCertificate two = Certs.authority("CN=Two").by(one);
		TestCertificate three = Certs.authority("CN=Three").by(two);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(three);
		List<TestCertificate> others = new ArrayList<>(List.of(one, two, three, OTHER, ROOT));
		Random random = new Random(7);
		for (int i = 0; i < 20; i++) {
			Collections.shuffle(others, random);
			List<TestCertificate> presented = new ArrayList<>(List.of(leaf));
			presented.addAll(others);
			assertThat(judge(presented, ROOT).authorized()).isTrue();
		}
	}

	@Test
	void aTrustedIntermediateMayEndThePathButNeedNot() {
		TestCertificate middle = Certs.authority("CN=Middle").by(ROOT);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(middle);
		TrustPolicy policy = new TrustPolicy(TestCertificate.list(middle, ROOT),
				List.of(Crls.of(ROOT).make(), Crls.of(middle).make()), Purpose.CLIENT, true);
		PeerVerifier verifier = new PeerVerifier(policy, Clock.fixed(Certs.NOW, ZoneOffset.UTC));
		assertThat(verifier.judge(TestCertificate.list(leaf)).authorized()).isTrue();
	}

	private static Verdict judge(List<TestCertificate> presented, TestCertificate... anchors) {
		return verifier(Purpose.SERVER, anchors).judge(TestCertificate.list(presented.toArray(new TestCertificate[0])));
	}

	private static PeerVerifier verifier(Purpose purpose, TestCertificate... anchors) {
		return new PeerVerifier(new TrustPolicy(TestCertificate.list(anchors), List.of(), purpose, false),
				Clock.fixed(Certs.NOW, ZoneOffset.UTC));
	}

}
