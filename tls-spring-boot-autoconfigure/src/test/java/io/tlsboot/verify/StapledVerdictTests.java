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

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link PeerVerifier} makes of a peer that must staple.
 */
class StapledVerdictTests {

	private final List<Instant> ends = new ArrayList<>();

	@Test
	void aGoodAnswerAuthorizes() {
		Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 60);
		byte[] staple = TestOcspResponse.of(TestPki.ca())
			.valid(Instant.now().minusSeconds(60), end)
			.good(TestPki.server())
			.der();
		assertThat(judge(staple, TestPki.ca(), TestPki.server())).isEqualTo(Verdict.AUTHORIZED);
		assertThat(this.ends).containsExactly(end);
	}

	@Test
	void anythingElseDoesNot() {
		assertThat(judge(null, TestPki.ca(), TestPki.server()).error()).isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(judge(new byte[0], TestPki.ca(), TestPki.server()).error())
			.isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(judge(new byte[] { 1 }, TestPki.ca(), TestPki.server()).error())
			.isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		Verdict revoked = judge(TestOcspResponse.of(TestPki.ca()).revoked(TestPki.server()).der(), TestPki.ca(),
				TestPki.server());
		assertThat(revoked.error()).isEqualTo(AuthorizationError.CERT_REVOKED);
		assertThat(revoked.detail())
			.isEqualTo("The peer's certificate \"O=Test, CN=localhost\" was revoked, as its OCSP response says");
		assertThat(
				judge(TestOcspResponse.of(TestPki.ca()).unknown(TestPki.server()).der(), TestPki.ca(), TestPki.server())
					.error())
			.isEqualTo(AuthorizationError.OCSP_CERT_UNKNOWN);
		assertThat(this.ends).isEmpty();
	}

	@Test
	void aGoodAnswerDoesNotHelpWhoIsNotTrusted() {
		byte[] staple = TestOcspResponse.of(TestPki.ca()).good(TestPki.server()).der();
		assertThat(judge(staple, TestPki.otherCa(), TestPki.server()).error())
			.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
		byte[] expired = TestOcspResponse.of(TestPki.ca()).good(TestPki.expired()).der();
		assertThat(judge(expired, TestPki.ca(), TestPki.expired()).error())
			.isEqualTo(AuthorizationError.CERT_HAS_EXPIRED);
		assertThat(this.ends).isEmpty();
	}

	@Test
	void theIssuerIsTheOneOfThePathWhateverIsPresented() {
		byte[] staple = TestOcspResponse.of(TestPki.impostorCa()).good(TestPki.server()).der();
		assertThat(judge(staple, TestPki.ca(), TestPki.server(), TestPki.impostorCa()).error())
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
	}

	@Test
	void theIssuerMayBeAnIntermediate() {
		TestCertificate server = TestPki.serverUnderIntermediate();
		byte[] staple = TestOcspResponse.of(TestPki.intermediate()).good(server).der();
		assertThat(judge(staple, TestPki.ca(), server, TestPki.intermediate())).isEqualTo(Verdict.AUTHORIZED);
		byte[] ofRoot = TestOcspResponse.of(TestPki.ca()).good(server).der();
		assertThat(judge(ofRoot, TestPki.ca(), server, TestPki.intermediate()).error())
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
	}

	@Test
	void aTrustedSelfSignedCertificateAnswersForItself() {
		TestCertificate self = TestPki.selfSigned();
		assertThat(judge(TestOcspResponse.of(self).good(self).der(), self, self)).isEqualTo(Verdict.AUTHORIZED);
		assertThat(judge(null, self, self).error()).isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
	}

	private Verdict judge(byte @Nullable [] staple, TestCertificate anchor, TestCertificate... presented) {
		List<X509Certificate> chain = Arrays.stream(presented).map((one) -> one.certificate()).toList();
		return new PeerVerifier(new TrustPolicy(List.of(anchor.certificate()), List.of(), Purpose.SERVER, false),
				Clock.systemUTC())
			.judge(chain, staple, this.ends::add);
	}

}
