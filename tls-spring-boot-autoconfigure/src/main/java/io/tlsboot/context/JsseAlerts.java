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

package io.tlsboot.context;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;

import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.UnauthorizedPeerException;

/**
 * Makes the exception by which JSSE, on a client, chooses the alert that we mean. On a
 * server JSSE sends {@code certificate_unknown} whatever it is.
 */
final class JsseAlerts {

	private JsseAlerts() {
	}

	static CertificateException exception(TlsAlert alert, UnauthorizedPeerException cause) {
		CertPathValidatorException.Reason reason = switch (alert) {
			case CERTIFICATE_EXPIRED -> BasicReason.EXPIRED;
			case CERTIFICATE_REVOKED -> BasicReason.REVOKED;
			case UNKNOWN_CA -> PKIXReason.NO_TRUST_ANCHOR;
			case UNSUPPORTED_CERTIFICATE -> BasicReason.ALGORITHM_CONSTRAINED;
			case BAD_CERTIFICATE, DECRYPT_ERROR -> BasicReason.INVALID_SIGNATURE;
			default -> BasicReason.UNSPECIFIED;
		};
		return new CertificateException(cause.getMessage(),
				new CertPathValidatorException(cause.getMessage(), cause, null, -1, reason));
	}

}
