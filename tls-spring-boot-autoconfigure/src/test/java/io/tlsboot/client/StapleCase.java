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

package io.tlsboot.client;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import io.tlsboot.test.peer.OcspAuthority;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a server staples to its certificate, and what a client that requires it makes of
 * that. Answers of openssl where openssl can give them.
 */
enum StapleCase {

	GOOD(null, () -> authority().good(TestPki.server()).answer(TestPki.server(), "-ndays", "1")),

	GOOD_OF_DELEGATE(null,
			() -> new OcspAuthority(TestPki.ca(), delegate(TestPki.ca(), KeyPurposeId.id_kp_OCSPSigning))
				.good(TestPki.server())
				.answer(TestPki.server(), "-ndays", "1")),

	GOOD_BY_SHA256(null, () -> authority().good(TestPki.server()).answer(TestPki.server(), "-ndays", "1", "-sha256")),

	NONE(AuthorizationError.OCSP_NO_RESPONSE, null),

	REVOKED(AuthorizationError.CERT_REVOKED,
			() -> authority().revoke(TestPki.server()).answer(TestPki.server(), "-ndays", "1")),

	UNKNOWN(AuthorizationError.OCSP_CERT_UNKNOWN, () -> authority().answer(TestPki.server(), "-ndays", "1")),

	OF_ANOTHER_CERTIFICATE(AuthorizationError.OCSP_NO_RESPONSE,
			() -> authority().good(TestPki.serverRsa()).answer(TestPki.serverRsa(), "-ndays", "1")),

	WITHOUT_END(AuthorizationError.OCSP_RESP_INVALID,
			() -> authority().good(TestPki.server()).answer(TestPki.server())),

	EXPIRED(AuthorizationError.OCSP_HAS_EXPIRED,
			() -> response().valid(ago(Duration.ofDays(2)), ago(Duration.ofSeconds(2))).good(TestPki.server()).file()),

	OF_THE_FUTURE(AuthorizationError.OCSP_NOT_YET_VALID,
			() -> response().valid(ago(Duration.ofHours(-1)), ago(Duration.ofHours(-2))).good(TestPki.server()).file()),

	OF_ANOTHER_AUTHORITY(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> new OcspAuthority(TestPki.ca(), TestPki.otherCa()).good(TestPki.server())
				.answer(TestPki.server(), "-ndays", "1")),

	OF_AN_IMPOSTOR(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> response().signer(TestPki.impostorCa()).byName().good(TestPki.server()).file()),

	OF_NO_DELEGATE(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> new OcspAuthority(TestPki.ca(), delegate(TestPki.ca(), KeyPurposeId.id_kp_serverAuth))
				.good(TestPki.server())
				.answer(TestPki.server(), "-ndays", "1")),

	OF_THE_SERVER_ITSELF(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> new OcspAuthority(TestPki.ca(), TestPki.server()).good(TestPki.server())
				.answer(TestPki.server(), "-ndays", "1")),

	OF_A_DELEGATE_OF_ANOTHER(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> new OcspAuthority(TestPki.ca(), delegate(TestPki.otherCa(), KeyPurposeId.id_kp_OCSPSigning))
				.good(TestPki.server())
				.answer(TestPki.server(), "-ndays", "1")),

	TAMPERED_WITH(AuthorizationError.OCSP_SIGNATURE_FAILURE,
			() -> response().signedBy(TestPki.otherCa().key()).good(TestPki.server()).file()),

	AN_ERROR(AuthorizationError.OCSP_RESP_INVALID, () -> write(TestOcspResponse.error(OCSPRespBuilder.TRY_LATER)));

	private final @Nullable AuthorizationError expected;

	private final @Nullable Supplier<Path> response;

	StapleCase(@Nullable AuthorizationError expected, @Nullable Supplier<Path> response) {
		this.expected = expected;
		this.response = response;
	}

	/**
	 * Return the verdict, or {@code null} for an authorized server.
	 */
	@Nullable AuthorizationError expected() {
		return this.expected;
	}

	/**
	 * Return the options by which openssl staples it.
	 */
	String[] options() {
		return (this.response != null) ? new String[] { "-status_file", this.response.get().toString() }
				: new String[0];
	}

	private static OcspAuthority authority() {
		return new OcspAuthority(TestPki.ca());
	}

	private static TestOcspResponse response() {
		return TestOcspResponse.of(TestPki.ca());
	}

	private static TestCertificate delegate(TestCertificate issuer, KeyPurposeId purpose) {
		return TestCertificate.builder("delegate").issuer(issuer).purposes(purpose).build();
	}

	private static Instant ago(Duration time) {
		return Instant.now().minus(time);
	}

	private static Path write(byte[] response) {
		try {
			return java.nio.file.Files.write(TestPki.newDirectory("ocsp").resolve("response.der"), response);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
