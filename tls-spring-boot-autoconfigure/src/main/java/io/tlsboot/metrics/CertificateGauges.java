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

package io.tlsboot.metrics;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tlsboot.connection.Role;
import io.tlsboot.material.PackedIdentity;

/**
 * Tells how long our own certificates are still valid. Certificates whose tags are the
 * same are one, which expires when the first of them does.
 */
final class CertificateGauges {

	private static final int LONGEST_SUBJECT = 200;

	/** The kind of a subjectAltName that is a DNS name (RFC 5280, section 4.2.1.6). */
	private static final int DNS_NAME = 2;

	private final MultiGauge gauge;

	private final Clock clock;

	/** By owner; guarded by this. */
	private final Map<Object, Map<Tags, Instant>> expiries = new LinkedHashMap<>();

	CertificateGauges(MeterRegistry registry, Clock clock) {
		this.gauge = MultiGauge.builder(TlsMeters.CERTIFICATE_EXPIRY)
			.description("Time until our own certificates expire; negative when they have")
			.baseUnit("seconds")
			.register(registry);
		this.clock = clock;
	}

	/**
	 * Show the certificates of an owner, in place of those shown so far. Of contexts that
	 * are not told apart, which may be many, it looks at the dates only.
	 * @param owner whose they are
	 * @param role which side it is
	 * @param endpoint the name of the endpoint
	 * @param contexts which contexts are told apart
	 * @param certificates the certificates by the name of their context
	 */
	void show(Object owner, Role role, String endpoint, ContextTags contexts,
			Map<String, List<PackedIdentity>> certificates) {
		Map<Tags, Instant> shown = new HashMap<>();
		Tags tags = Tags.of(TlsMeters.ROLE, TlsMeters.value(role), TlsMeters.ENDPOINT, endpoint);
		certificates.forEach((name, identities) -> {
			String context = contexts.of(name);
			identities.forEach((identity) -> shown.merge(
					tags.and(TlsMeters.CONTEXT, context, TlsMeters.SUBJECT,
							context.equals(TlsMeters.OTHER) ? TlsMeters.OTHER : subject(identity.leaf())),
					identity.validTo(), CertificateGauges::earlier));
		});
		replace(owner, shown);
	}

	private synchronized void replace(Object owner, Map<Tags, Instant> shown) {
		if (shown.isEmpty()) {
			this.expiries.remove(owner);
		}
		else {
			this.expiries.put(owner, shown);
		}
		Map<Tags, Instant> all = new LinkedHashMap<>();
		this.expiries.values()
			.forEach((each) -> each.forEach((tags, expiry) -> all.merge(tags, expiry, CertificateGauges::earlier)));
		List<MultiGauge.Row<?>> rows = new ArrayList<>();
		all.forEach((tags, expiry) -> rows.add(MultiGauge.Row.of(tags, expiry, this::secondsUntil)));
		this.gauge.register(rows, true);
	}

	private double secondsUntil(Instant expiry) {
		return Duration.between(this.clock.instant(), expiry).toSeconds();
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	/**
	 * Return the subject, or the first host name of a certificate that has none.
	 */
	private static String subject(X509Certificate certificate) {
		String subject = certificate.getSubjectX500Principal().getName();
		String shown = subject.isEmpty() ? firstHost(certificate) : subject;
		return (shown.length() > LONGEST_SUBJECT) ? shown.substring(0, LONGEST_SUBJECT) : shown;
	}

	private static String firstHost(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return (names == null) ? TlsMeters.NONE
					: names.stream()
						.filter((name) -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
						.findFirst()
						.map((name) -> String.valueOf(name.get(1)))
						.orElse(TlsMeters.NONE);
		}
		catch (CertificateParsingException ex) {
			return TlsMeters.UNKNOWN;
		}
	}

}
