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

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Demands a good answer of a responder about the peer's certificate, stapled to it. The
 * issuer is the one of the path that was verified, not one that a peer could choose.
 */
final class StapleCheck {

	private final StatusVerifier verifier;

	StapleCheck(Clock clock) {
		this.verifier = new StatusVerifier(clock);
	}

	Verdict judge(Path path, byte @Nullable [] stapled, Consumer<Instant> goodUntil) {
		if (stapled == null || stapled.length == 0) {
			return refused(path, AuthorizationError.OCSP_NO_RESPONSE,
					"came without the OCSP response that is required");
		}
		CertificateFacts leaf = path.get(0);
		if (path.size() == 1 && !leaf.selfSigned()) {
			return refused(path, AuthorizationError.OCSP_SIGNATURE_FAILURE,
					"has an issuer that is not known: nobody could answer for it");
		}
		try {
			CertificateStatus status = this.verifier.verify(stapled, leaf, (path.size() > 1) ? path.get(1) : leaf);
			return switch (status.kind()) {
				case GOOD -> {
					goodUntil.accept(status.nextUpdate());
					yield Verdict.AUTHORIZED;
				}
				case REVOKED ->
					refused(path, AuthorizationError.CERT_REVOKED, "was revoked, as its OCSP response says");
				case UNKNOWN -> refused(path, AuthorizationError.OCSP_CERT_UNKNOWN,
						"is not known to the OCSP responder of its issuer");
			};
		}
		catch (StatusException ex) {
			return Verdict.refused(ex.error(), ex.getMessage());
		}
	}

	private static Verdict refused(Path path, AuthorizationError error, String words) {
		return Verdict.refused(error, VerdictTexts.sentence(path, 0, words));
	}

}
