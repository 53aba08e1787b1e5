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
package io.tlsboot.ocsp;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

import io.tlsboot.material.PackedIdentity;
import io.tlsboot.verify.CertificateStatus;
import io.tlsboot.verify.StatusException;
import io.tlsboot.verify.StatusVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks about one certificate, whose parts stay packed between the times that it does.
 *
 * @param identity the certificate and its chain
 * @param authorities others that may be the issuer
 * @param address who is asked
 */
record Asking(PackedIdentity identity, List<X509Certificate> authorities, URI address) {

	/**
	 * Ask.
	 * @return the answer when it is good, or {@code null} when the certificate was
	 * revoked
	 * @throws IOException when there is no answer to rely on, in the words of a log
	 */
	@Nullable StapledAnswer ask(Responder responder, StatusVerifier verifier) throws IOException {
		try {
			Question question = Question.about(this.identity, this.authorities, this.address);
			byte[] response = responder.ask(this.address, question.request());
			CertificateStatus status = verifier.verify(response, question.certificate(), question.issuer());
			return switch (status.kind()) {
				case GOOD -> new StapledAnswer(response, status.thisUpdate(), status.nextUpdate());
				case REVOKED -> null;
				case UNKNOWN -> throw new IOException("it does not know the certificate");
			};
		}
		catch (NoResponderException | StatusException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
	}

}
