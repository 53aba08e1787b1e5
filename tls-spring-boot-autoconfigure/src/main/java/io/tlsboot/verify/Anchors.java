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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The trusted certificates, decoded and indexed once.
 */
final class Anchors {

	private final Map<Encoded, CertificateFacts> byBytes = new HashMap<>();

	private final Map<String, List<CertificateFacts>> bySubject = new HashMap<>();

	Anchors(List<X509Certificate> certificates) {
		for (X509Certificate certificate : certificates) {
			CertificateFacts facts = read(certificate);
			if (facts != null && this.byBytes.putIfAbsent(facts.encoded(), facts) == null) {
				this.bySubject.computeIfAbsent(facts.subject(), (subject) -> new ArrayList<>(1)).add(facts);
				facts.key().prepare();
			}
		}
	}

	private static @Nullable CertificateFacts read(X509Certificate certificate) {
		try {
			return CertificateFacts.read(new Encoded(certificate.getEncoded()));
		}
		catch (CertificateEncodingException ex) {
			// An anchor that is missing trusts nobody: the safe side.
			return null;
		}
	}

	@Nullable CertificateFacts find(Encoded encoded) {
		return this.byBytes.get(encoded);
	}

	boolean contains(CertificateFacts certificate) {
		return this.byBytes.get(certificate.encoded()) == certificate;
	}

	Collection<CertificateFacts> all() {
		return this.byBytes.values();
	}

	List<CertificateFacts> named(String subject) {
		return this.bySubject.getOrDefault(subject, List.of());
	}

}
