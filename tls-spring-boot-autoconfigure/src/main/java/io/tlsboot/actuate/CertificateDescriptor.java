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

package io.tlsboot.actuate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.material.EscapedText;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.material.SubjectAltName;

/**
 * A certificate of ours, without anything that is secret.
 *
 * @param subject whose it is
 * @param alternativeNames the names it is for; of more than a hundred the first
 * @param issuer who issued it
 * @param serialNumber its serial number in hex
 * @param validFrom from when it is valid
 * @param validTo until when it is valid
 * @param daysLeft how many whole days are left; negative when it has expired
 * @param validity {@code valid}, {@code expired} or {@code not-yet-valid}
 * @param publicKey the algorithm of its key
 * @param fingerprint256 its SHA-256 fingerprint
 * @param intermediates the certificates that are sent with it
 */
public record CertificateDescriptor(String subject, List<String> alternativeNames, String issuer, String serialNumber,
		Instant validFrom, Instant validTo, long daysLeft, String validity, String publicKey, String fingerprint256,
		List<Intermediate> intermediates) {

	private static final int LONGEST = 500;

	private static final int MOST = 100;

	static CertificateDescriptor of(List<X509Certificate> chain, Instant now) {
		X509Certificate leaf = chain.get(0);
		PeerCertificate facts = PeerCertificate.of(chain);
		Instant from = facts.validFrom();
		Instant to = facts.validTo();
		return new CertificateDescriptor(text(leaf.getSubjectX500Principal().getName()),
				alternativeNames(facts.subjectAltNames()), text(leaf.getIssuerX500Principal().getName()),
				facts.serialNumber(), from, to, ExpiryDescriptor.daysLeft(to, now), validity(from, to, now),
				facts.publicKeyAlgorithm(), facts.fingerprint256(),
				chain.stream().skip(1).limit(MOST).map((one) -> Intermediate.of(one, now)).toList());
	}

	private static List<String> alternativeNames(List<SubjectAltName> names) {
		List<String> shown = new ArrayList<>();
		names.stream().limit(MOST).forEach((name) -> shown.add(text(name.text())));
		if (names.size() > MOST) {
			shown.add("... and " + (names.size() - MOST) + " more");
		}
		return shown;
	}

	private static String validity(Instant from, Instant to, Instant now) {
		if (CertificateSurvey.validAt(from, to, now)) {
			return "valid";
		}
		return now.isBefore(from) ? "not-yet-valid" : "expired";
	}

	private static String text(String text) {
		return EscapedText.of(text, LONGEST);
	}

	/**
	 * A certificate that is sent with another.
	 *
	 * @param subject whose it is
	 * @param validTo until when it is valid
	 * @param daysLeft how many whole days are left; negative when it has expired
	 * @param fingerprint256 its SHA-256 fingerprint
	 */
	public record Intermediate(String subject, Instant validTo, long daysLeft, String fingerprint256) {

		static Intermediate of(X509Certificate certificate, Instant now) {
			PeerCertificate facts = PeerCertificate.of(List.of(certificate));
			return new Intermediate(text(certificate.getSubjectX500Principal().getName()), facts.validTo(),
					ExpiryDescriptor.daysLeft(facts.validTo(), now), facts.fingerprint256());
		}

	}

}
