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

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.tlsboot.material.EscapedText;
import io.tlsboot.material.PackedIdentity;
import io.tlsboot.material.TrustSource;
import io.tlsboot.ocsp.CertificateHints;
import io.tlsboot.ocsp.NoResponderException;
import io.tlsboot.ocsp.Staple;
import io.tlsboot.ocsp.Staples;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who answers for the certificates of a server. A certificate that nobody answers
 * for is served without an answer: authorities stop to have responders, and a renewal
 * must not keep a server from starting.
 */
final class StaplePreparation {

	private static final Logger logger = LoggerFactory.getLogger(StaplePreparation.class);

	private static final int MAX_WARNINGS = 5;

	private static final int LONGEST_NAME = 120;

	private final @Nullable Staples staples;

	private final Function<TrustSource, List<X509Certificate>> trust;

	private final AtomicInteger warnings = new AtomicInteger();

	/**
	 * Create one.
	 * @param staples keeps the responses, or {@code null} to staple none and say nothing
	 * @param trust reads the certificates of issuers
	 */
	StaplePreparation(@Nullable Staples staples, Function<TrustSource, List<X509Certificate>> trust) {
		this.staples = staples;
		this.trust = trust;
	}

	List<StapledIdentity> prepare(SecureContextSpec spec, Engine engine, List<PackedIdentity> identities) {
		check(spec.ocsp(), engine);
		return identities.stream().map((identity) -> new StapledIdentity(identity, staple(spec, identity))).toList();
	}

	private static void check(OcspSpec ocsp, Engine engine) {
		if (ocsp.stapling() && !engine.isOpenSsl()) {
			throw new ContextException("ocsp.stapling", true,
					"The jdk engine cannot staple OCSP responses, and it is in use because " + engine.reason(),
					"Use 'provider: openssl', or remove 'ocsp.stapling'.", null);
		}
		if (ocsp.responder() != null && !CertificateHints.canAsk(ocsp.responder())) {
			throw new ContextException("ocsp.responder", null, "It cannot be asked",
					"Use a complete address that begins with 'http://' or 'https://' and names no user.", null);
		}
	}

	private @Nullable Staple staple(SecureContextSpec spec, PackedIdentity identity) {
		Staples staples = this.staples;
		if (staples == null) {
			return null;
		}
		if (!spec.ocsp().stapling()) {
			if (CertificateHints.mayMustStaple(identity)) {
				warnOfPromise(spec, identity.leaf());
			}
			return null;
		}
		TrustSource source = spec.trust();
		try {
			return staples.of(identity, (source != null) ? this.trust.apply(source) : List.of(),
					spec.ocsp().responder());
		}
		catch (NoResponderException ex) {
			X509Certificate leaf = identity.leaf();
			warn("The certificate of {} for '{}' is served without an OCSP response, although 'ocsp.stapling' is on: "
					+ "it {}{}", name(leaf), spec.name(), String.valueOf(ex.getMessage()),
					CertificateHints.mustStaple(leaf) ? ". It demands one (must-staple): clients may refuse it" : "");
			return null;
		}
	}

	private void warnOfPromise(SecureContextSpec spec, X509Certificate leaf) {
		if (CertificateHints.mustStaple(leaf)) {
			warn("The certificate of {} for '{}' demands an OCSP response (must-staple): clients may refuse it without "
					+ "'ocsp.stapling: true'", name(leaf), spec.name());
		}
	}

	/**
	 * Thousands of hosts may have the same problem.
	 */
	private void warn(String text, Object... values) {
		int count = this.warnings.incrementAndGet();
		if (count <= MAX_WARNINGS) {
			logger.warn(text, values);
		}
		else if (count == MAX_WARNINGS + 1) {
			logger.warn("There are more such certificates; they are shown at debug level");
		}
		if (count > MAX_WARNINGS) {
			logger.debug(text, values);
		}
	}

	private static String name(X509Certificate leaf) {
		return EscapedText.of(leaf.getSubjectX500Principal().getName(), LONGEST_NAME);
	}

}
