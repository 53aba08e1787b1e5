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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCertificateBuilder;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StatusVerifier}.
 */
class StatusVerifierTests {

	private static final TestCertificate CA = TestPki.ca();

	private static final TestCertificate SERVER = TestPki.server();

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.2");

	private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

	private static final AlgorithmIdentifier SHA512 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);

	private final MovableClock clock = new MovableClock(NOW);

	private final StatusVerifier verifier = new StatusVerifier(this.clock);

	@Test
	void aGoodAnswerIsBelieved() throws StatusException {
		CertificateStatus status = verify(
				response().valid(NOW.minusSeconds(60), NOW.plusSeconds(60)).good(SERVER).der());
		assertThat(status)
			.isEqualTo(new CertificateStatus(CertificateStatus.Kind.GOOD, NOW.minusSeconds(60), NOW.plusSeconds(60)));
	}

	@Test
	void otherAnswersAreBelievedToo() throws StatusException {
		assertThat(verify(response().revoked(SERVER).der()).kind()).isEqualTo(CertificateStatus.Kind.REVOKED);
		assertThat(verify(response().unknown(SERVER).der()).kind()).isEqualTo(CertificateStatus.Kind.UNKNOWN);
	}

	@Test
	void whatWasRevokedStaysSo() throws StatusException {
		byte[] old = response().valid(NOW.minusSeconds(600), NOW.minusSeconds(300)).revoked(SERVER).der();
		assertThat(verify(old).kind()).isEqualTo(CertificateStatus.Kind.REVOKED);
		byte[] endless = response().valid(NOW.minusSeconds(600), null).revoked(SERVER).der();
		assertThat(verify(endless).kind()).isEqualTo(CertificateStatus.Kind.REVOKED);
	}

	@Test
	void anAnswerCountsToTheSecond() throws StatusException {
		byte[] response = response().valid(NOW, NOW.plusSeconds(600)).good(SERVER).der();
		this.clock.set(NOW.minusSeconds(StatusVerifier.SKEW_SECONDS + 1));
		assertThat(error(response)).isEqualTo(AuthorizationError.OCSP_NOT_YET_VALID);
		this.clock.set(NOW.minusSeconds(StatusVerifier.SKEW_SECONDS));
		assertThat(verify(response).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
		this.clock.set(NOW.plusSeconds(600));
		assertThat(verify(response).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
		this.clock.set(NOW.plusSeconds(601));
		assertThat(error(response)).isEqualTo(AuthorizationError.OCSP_HAS_EXPIRED);
	}

	@Test
	void anAnswerNeedsAnEndAfterItsBeginning() {
		assertThat(error(response().valid(NOW, null).good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		assertThat(error(response().valid(NOW.plusSeconds(60), NOW.plusSeconds(30)).good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
	}

	@Test
	void anyDigestNamesTheCertificate() throws StatusException {
		assertThat(verify(response().digest(SHA256).good(SERVER).der()).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
		assertThat(verify(response().digest(SHA512).good(SERVER).der()).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
	}

	@Test
	void theWorstOfSeveralAnswersCounts() throws StatusException {
		assertThat(verify(response().good(SERVER).digest(SHA256).revoked(SERVER).der()).kind())
			.isEqualTo(CertificateStatus.Kind.REVOKED);
		assertThat(verify(response().unknown(SERVER).digest(SHA256).revoked(SERVER).der()).kind())
			.isEqualTo(CertificateStatus.Kind.REVOKED);
		assertThat(verify(response().unknown(SERVER).digest(SHA256).good(SERVER).der()).kind())
			.isEqualTo(CertificateStatus.Kind.UNKNOWN);
		CertificateStatus both = verify(response().valid(NOW.minusSeconds(60), NOW.plusSeconds(30))
			.good(SERVER)
			.digest(SHA256)
			.valid(NOW.minusSeconds(30), NOW.plusSeconds(60))
			.good(SERVER)
			.der());
		assertThat(both.nextUpdate()).isEqualTo(NOW.plusSeconds(30));
		assertThat(both.thisUpdate()).isEqualTo(NOW.minusSeconds(30));
	}

	@Test
	void answersAboutOthersAreNone() throws StatusException {
		assertThat(error(response().good(TestPki.serverRsa()).der())).isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(error(TestOcspResponse.of(TestPki.otherCa()).signer(CA).good(SERVER).der()))
			.as("the number of the certificate, but another issuer")
			.isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(error(TestOcspResponse.of(TestPki.impostorCa()).signer(CA).good(SERVER).der()))
			.as("the name of the issuer, but another key")
			.isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(error(response().der())).isEqualTo(AuthorizationError.OCSP_NO_RESPONSE);
		assertThat(verify(response().revoked(TestPki.serverRsa()).good(SERVER).der()).kind())
			.isEqualTo(CertificateStatus.Kind.GOOD);
	}

	static Stream<Arguments> signers() {
		return Stream.of(signer("the issuer, sent along", true, CA), signer("a delegate", true, delegate((it) -> it)),
				signer("a delegate that may sign", true, delegate((it) -> it.keyUsage(KeyUsage.digitalSignature))),
				signer("a delegate that may not be denied", true,
						delegate((it) -> it.keyUsage(KeyUsage.nonRepudiation))),
				signer("a delegate with an RSA key", true, delegate((it) -> it.rsa(2048))),
				signer("a delegate with an Ed25519 key", true, delegate(TestCertificateBuilder::ed25519)),
				signer("a delegate of another name", true, delegate((it) -> it.subject("CN=Somebody"))),
				signer("another authority", false, TestPki.otherCa()),
				signer("an authority of the same name", false, TestPki.impostorCa()),
				signer("an authority below the issuer", false, TestPki.intermediate()),
				signer("a server of the issuer", false, TestPki.server()),
				signer("a delegate of another authority", false, delegate((it) -> it.issuer(TestPki.otherCa()))),
				signer("a delegate of an authority of the same name", false,
						delegate((it) -> it.issuer(TestPki.impostorCa()))),
				signer("a delegate of an authority below the issuer", false,
						delegate((it) -> it.issuer(TestPki.intermediate()))),
				signer("a delegate that the issuer has not signed", false,
						delegate((it) -> it.signedBy(TestPki.otherCa().key()))),
				signer("a delegate for any purpose", false,
						delegate((it) -> it.purposes(KeyPurposeId.anyExtendedKeyUsage))),
				signer("a delegate for servers", false, delegate(TestCertificateBuilder::serverAuth)),
				signer("a delegate that is an authority", false, delegate(TestCertificateBuilder::ca)),
				signer("a delegate that may not sign", false, delegate((it) -> it.keyUsage(KeyUsage.keyEncipherment))),
				signer("a delegate that has expired", false, delegate(TestCertificateBuilder::expired)),
				signer("a delegate that is not valid yet", false, delegate(TestCertificateBuilder::notYetValid)),
				signer("a delegate signed with SHA-1", false, delegate((it) -> it.signature("SHA1withECDSA"))),
				signer("a delegate with a weak key", false, delegate((it) -> it.rsa(1024))),
				signer("a delegate that nobody understands", false,
						delegate((it) -> it.extension(UNHEARD_OF, true, DERNull.INSTANCE))));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("signers")
	void whoMayAnswer(String name, boolean may, TestCertificate signer) throws StatusException {
		for (byte[] response : List.of(response().signer(signer).good(SERVER).der(),
				response().signer(signer).byName().good(SERVER).der(),
				response().signer(signer).certificates(CA, TestPki.otherCa(), signer).good(SERVER).der())) {
			if (may) {
				assertThat(verify(response).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
			}
			else {
				assertThat(error(response)).isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
			}
		}
	}

	@Test
	void aDelegateSendsItsCertificate() {
		TestCertificate delegate = delegate((it) -> it);
		assertThat(error(response().signer(delegate).certificates().good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
		assertThat(error(response().signer(delegate).certificates(delegate((it) -> it)).good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
	}

	@Test
	void onlyTheSignatureOfTheOneWhoIsNamedCounts() {
		assertThat(error(response().signedBy(TestPki.otherCa().key()).good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
		assertThat(error(response().signature("SHA1withECDSA").good(SERVER).der()))
			.isEqualTo(AuthorizationError.OCSP_SIGNATURE_FAILURE);
	}

	@Test
	void anUnknownCriticalExtensionIsNotPassedOver() throws StatusException {
		byte[] critical = response().extensions(extensions(true)).good(SERVER).der();
		assertThat(error(critical)).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		byte[] other = response().extensions(extensions(false)).good(SERVER).der();
		assertThat(verify(other).kind()).isEqualTo(CertificateStatus.Kind.GOOD);
	}

	@ParameterizedTest
	@ValueSource(ints = { OCSPRespBuilder.MALFORMED_REQUEST, OCSPRespBuilder.INTERNAL_ERROR, OCSPRespBuilder.TRY_LATER,
			OCSPRespBuilder.SIG_REQUIRED, OCSPRespBuilder.UNAUTHORIZED, 42 })
	void anErrorOfTheResponderSaysNothing(int status) {
		assertThat(error(TestOcspResponse.error(status))).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
	}

	@Test
	void whatIsNoResponseSaysNothing() {
		byte[] good = response().good(SERVER).der();
		assertThat(error(new byte[0])).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		assertThat(error("garbage".getBytes())).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		assertThat(error(Arrays.copyOf(good, good.length - 1))).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		assertThat(error(Arrays.copyOf(good, good.length + 1))).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		assertThat(error(new byte[StatusVerifier.MAX_BYTES + 1])).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
		TestOcspResponse many = response();
		for (int i = 0; i < 65; i++) {
			many.good(SERVER);
		}
		assertThat(error(many.der())).isEqualTo(AuthorizationError.OCSP_RESP_INVALID);
	}

	@Test
	void noChangeOfAnyByteMakesAnotherAnswer() {
		Random random = new Random(1);
		for (byte[] response : List.of(response().revoked(SERVER).der(), response().unknown(SERVER).der(),
				response().signer(delegate((it) -> it)).revoked(SERVER).der())) {
			for (int i = 0; i < response.length; i++) {
				byte[] changed = response.clone();
				changed[i] ^= (byte) (1 + random.nextInt(255));
				assertThat(isGood(changed)).as("byte " + i).isFalse();
			}
		}
	}

	@Test
	void garbageIsBounded() {
		Random random = new Random(2);
		byte[] good = response().good(SERVER).der();
		for (int i = 0; i < 5_000; i++) {
			byte[] changed = good.clone();
			for (int j = 0; j < 4; j++) {
				changed[random.nextInt(changed.length)] = (byte) random.nextInt();
			}
			isGood(changed);
		}
	}

	private boolean isGood(byte[] response) {
		try {
			return verify(response).kind() == CertificateStatus.Kind.GOOD;
		}
		catch (StatusException ex) {
			return false;
		}
	}

	private CertificateStatus verify(byte[] response) throws StatusException {
		return this.verifier.verify(response, SERVER.certificate(), CA.certificate());
	}

	private AuthorizationError error(byte[] response) {
		AuthorizationError[] error = new AuthorizationError[1];
		assertThatExceptionOfType(StatusException.class).isThrownBy(() -> verify(response))
			.satisfies((failure) -> error[0] = failure.error());
		return error[0];
	}

	private static TestOcspResponse response() {
		return TestOcspResponse.of(CA).valid(NOW.minusSeconds(60), NOW.plus(Duration.ofHours(1)));
	}

	private static Extensions extensions(boolean critical) {
		return new Extensions(new Extension(UNHEARD_OF, critical, new byte[] { 5, 0 }));
	}

	private static Arguments signer(String name, boolean may, TestCertificate signer) {
		return Arguments.of(name, may, signer);
	}

	private static TestCertificate delegate(UnaryOperator<TestCertificateBuilder> how) {
		return how.apply(TestCertificate.builder("delegate").issuer(CA).purposes(KeyPurposeId.id_kp_OCSPSigning))
			.build();
	}

}
