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

import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which revocation lists are believed about which certificates.
 */
class RevocationTests {

	private static final TestCertificate ROOT = Certs.authority("CN=Root").selfSigned();

	private static final TestCertificate LEAF = Certs.leaf("CN=leaf").by(ROOT);

	@Test
	void aListInEffectCountsMoreThanAnExpiredOne() {
		X509CRL old = Crls.expired(ROOT).revoke(LEAF).make();
		assertThat(judge(LEAF, old)).isEqualTo(AuthorizationError.CERT_REVOKED);
		assertThat(judge(LEAF, old, Crls.of(ROOT).make())).isNull();
		assertThat(judge(LEAF, Crls.of(ROOT).make(), Crls.of(ROOT).revoke(LEAF).make()))
			.isEqualTo(AuthorizationError.CERT_REVOKED);
	}

	@Test
	void aForgedListBesideAGenuineOneIsIgnored() {
		X509CRL forged = Crls.of(ROOT).revoke(LEAF).signedBy(Certs.ec()).make();
		assertThat(judge(LEAF, forged, Crls.of(ROOT).make())).isNull();
		assertThat(judge(LEAF, forged)).isEqualTo(AuthorizationError.CRL_SIGNATURE_FAILURE);
	}

	@Test
	void whatWasRemovedFromTheListIsNotRevoked() {
		assertThat(judge(LEAF, Crls.of(ROOT).revoke(LEAF, CRLReason.removeFromCRL).make())).isNull();
		assertThat(judge(LEAF, Crls.of(ROOT).revoke(LEAF, CRLReason.certificateHold).make()))
			.isEqualTo(AuthorizationError.CERT_REVOKED);
	}

	@Test
	void aListWithAnUnknownCriticalExtensionIsNotUsed() {
		X509CRL crl = Crls.of(ROOT)
			.extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.1"), true, DERNull.INSTANCE)
			.make();
		assertThat(judge(LEAF, crl)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aDeltaListIsNotUsed() {
		X509CRL crl = Crls.of(ROOT).extension(Extension.deltaCRLIndicator, true, new ASN1Integer(1)).make();
		assertThat(judge(LEAF, crl)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aListWithExtensionsButWithoutNumberIsNotUsed() {
		X509CRL crl = Crls.of(ROOT)
			.withoutNumber()
			.extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.1"), false, DERNull.INSTANCE)
			.make();
		assertThat(judge(LEAF, crl)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aListOfVersionOneIsUsed() {
		assertThat(judge(LEAF, Crls.of(ROOT).withoutNumber().make())).isNull();
		assertThat(judge(LEAF, Crls.of(ROOT).withoutNumber().revoke(LEAF).make()))
			.isEqualTo(AuthorizationError.CERT_REVOKED);
	}

	@Test
	void anAuthorityWhoseKeyMayNotSignListsSignedNone() {
		TestCertificate root = Certs.authority("CN=Root").keys(ROOT.keys()).keyUsage(KeyUsage.keyCertSign).selfSigned();
		assertThat(judge(root, LEAF, Crls.of(root).make())).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aListForAuthoritiesSaysNothingAboutOthers() {
		X509CRL authorities = scoped(new IssuingDistributionPoint(null, false, true, null, false, false));
		X509CRL others = scoped(new IssuingDistributionPoint(null, true, false, null, false, false));
		assertThat(judge(LEAF, authorities)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
		assertThat(judge(LEAF, others)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
		assertThat(judge(LEAF, authorities, others)).isNull();
	}

	@Test
	void anIndirectOrPartialListIsNotUsed() {
		assertThat(judge(LEAF, scoped(new IssuingDistributionPoint(null, false, false, null, true, false))))
			.isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
		assertThat(
				judge(LEAF,
						scoped(new IssuingDistributionPoint(null, false, false,
								new ReasonFlags(ReasonFlags.keyCompromise), false, false))))
			.isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aListOfOneDistributionPointIsForCertificatesThatNameIt() {
		DistributionPointName point = new DistributionPointName(
				new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, "http://crl.example/1")));
		X509CRL list = scoped(new IssuingDistributionPoint(point, true, false, null, false, false));
		X509CRL authorities = scoped(new IssuingDistributionPoint(null, false, true, null, false, false));
		TestCertificate named = Certs.leaf("CN=named")
			.extension(Extension.cRLDistributionPoints, false,
					new CRLDistPoint(new DistributionPoint[] { new DistributionPoint(point, null, null) }))
			.by(ROOT);
		TestCertificate elsewhere = Certs.leaf("CN=elsewhere")
			.extension(Extension.cRLDistributionPoints, false,
					new CRLDistPoint(new DistributionPoint[] { new DistributionPoint(point, null,
							new GeneralNames(new GeneralName(new X500Name("CN=Somebody")))) }))
			.by(ROOT);
		assertThat(judge(named, list, authorities)).isNull();
		assertThat(judge(elsewhere, list, authorities)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
		assertThat(judge(LEAF, list, authorities)).isEqualTo(AuthorizationError.UNABLE_TO_GET_CRL);
	}

	@Test
	void aWeakDigestUnderAListIsRefused() {
		assertThat(judge(LEAF, Crls.of(ROOT).algorithm("SHA1withECDSA").make()))
			.isEqualTo(AuthorizationError.WEAK_SIGNATURE);
	}

	@Test
	void missingListsDoNotHideARevocation() {
		TestCertificate middle = Certs.authority("CN=Middle").by(ROOT);
		TestCertificate leaf = Certs.leaf("CN=leaf").by(middle);
		TrustPolicy policy = new TrustPolicy(TestCertificate.list(ROOT), List.of(Crls.of(middle).revoke(leaf).make()),
				Purpose.CLIENT, false);
		Verdict verdict = new PeerVerifier(policy, Clock.fixed(Certs.NOW, ZoneOffset.UTC))
			.judge(TestCertificate.list(leaf, middle));
		assertThat(verdict.error()).isEqualTo(AuthorizationError.CERT_REVOKED);
		assertThat(verdict.detail()).isEqualTo("The peer's certificate \"CN=leaf\" was revoked by its issuer");
	}

	private static X509CRL scoped(IssuingDistributionPoint scope) {
		return Crls.of(ROOT).extension(Extension.issuingDistributionPoint, true, scope).make();
	}

	private static AuthorizationError judge(TestCertificate leaf, X509CRL... crls) {
		return judge(ROOT, leaf, crls);
	}

	private static AuthorizationError judge(TestCertificate root, TestCertificate leaf, X509CRL... crls) {
		TrustPolicy policy = new TrustPolicy(TestCertificate.list(root), List.of(crls), Purpose.CLIENT, false);
		return new PeerVerifier(policy, Clock.fixed(Certs.NOW, ZoneOffset.UTC)).judge(TestCertificate.list(leaf))
			.error();
	}

}
