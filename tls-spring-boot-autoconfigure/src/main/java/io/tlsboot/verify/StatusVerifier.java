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

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Reads an OCSP response and believes it only when it is about the certificate in
 * question, signed by its issuer or by whom the issuer has authorized, and of now (RFC
 * 6960, section 3.2, and RFC 5019, section 4). What cannot be read says nothing.
 *
 * <p>
 * It does no input or output and its work is bounded whatever the response holds: a few
 * signatures at most. It may be used by any number of threads.
 */
public final class StatusVerifier {

	/** How far the clock of a responder may be ahead of ours. */
	static final int SKEW_SECONDS = 300;

	/** No honest response comes near. */
	static final int MAX_BYTES = 64 * 1024;

	private final Clock clock;

	/**
	 * Create a verifier.
	 * @param clock tells the time at which responses must count
	 */
	public StatusVerifier(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Verify a response.
	 * @param response the DER of an OCSPResponse
	 * @param certificate the certificate in question
	 * @param issuer the certificate of its issuer, which the caller has made sure of
	 * @return what the responder says
	 * @throws StatusException when the response is not to be relied on
	 */
	public CertificateStatus verify(byte[] response, X509Certificate certificate, X509Certificate issuer)
			throws StatusException {
		CertificateFacts subject = read(certificate);
		CertificateFacts authority = read(issuer);
		if (subject == null || authority == null) {
			throw new StatusException(AuthorizationError.OCSP_RESP_INVALID, "The certificate cannot be read");
		}
		return verify(response, subject, authority);
	}

	CertificateStatus verify(byte[] response, CertificateFacts certificate, CertificateFacts issuer)
			throws StatusException {
		long now = this.clock.instant().getEpochSecond();
		SignedStatus signed = SignedStatus.read(response);
		StatusSigner.check(signed, issuer, now);
		SingleStatus single = signed.about(new StatusSubject(certificate, issuer));
		if (single.kind() != CertificateStatus.Kind.REVOKED) {
			checkTime(single, now);
		}
		return new CertificateStatus(single.kind(), Instant.ofEpochSecond(single.thisUpdate()),
				Instant.ofEpochSecond(single.nextUpdate()));
	}

	/**
	 * A certificate that was revoked stays so; any other answer counts for its time.
	 */
	private static void checkTime(SingleStatus single, long now) throws StatusException {
		if (single.thisUpdate() > now + SKEW_SECONDS) {
			throw new StatusException(AuthorizationError.OCSP_NOT_YET_VALID,
					"The OCSP response counts from " + Instant.ofEpochSecond(single.thisUpdate()) + " only");
		}
		if (single.nextUpdate() < single.thisUpdate()) {
			throw new StatusException(AuthorizationError.OCSP_RESP_INVALID,
					"The OCSP response ends before it begins to count");
		}
		if (single.nextUpdate() < now) {
			throw new StatusException(AuthorizationError.OCSP_HAS_EXPIRED,
					"The OCSP response counted until " + Instant.ofEpochSecond(single.nextUpdate()));
		}
	}

	private static @Nullable CertificateFacts read(X509Certificate certificate) {
		try {
			return CertificateFacts.read(new Encoded(certificate.getEncoded()));
		}
		catch (CertificateEncodingException ex) {
			return null;
		}
	}

}
