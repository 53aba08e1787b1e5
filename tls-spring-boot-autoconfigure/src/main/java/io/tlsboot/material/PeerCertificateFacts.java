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

package io.tlsboot.material;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a certificate says, read without trusting that it is well-formed.
 *
 * @param subject the attributes of the subject
 * @param issuer the attributes of the issuer
 * @param subjectAltNames the alternative names
 * @param validFrom the start, or {@code null} if it cannot be read
 * @param validTo the end, or {@code null} if it cannot be read
 * @param serialNumber the serial number
 * @param publicKey what its key is like
 * @param extendedKeyUsage the dotted purposes
 * @param infoAccess where more is to be had, by method
 * @param ca whether it is the certificate of an authority
 */
record PeerCertificateFacts(Map<String, List<String>> subject, Map<String, List<String>> issuer,
		List<SubjectAltName> subjectAltNames, @Nullable Instant validFrom, @Nullable Instant validTo,
		BigInteger serialNumber, PublicKeyFacts publicKey, List<String> extendedKeyUsage,
		Map<String, List<String>> infoAccess, boolean ca) {

	private static final int VERSION = 0xa0;

	private static final int EXTENSIONS = 0xa3;

	private static final String TIME_AFTER_YEAR = "(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(?:\\.\\d+)?(Z|[+-]\\d{4})";

	private static final Pattern UTC_TIME = Pattern.compile("(\\d\\d)" + TIME_AFTER_YEAR);

	private static final Pattern GENERALIZED_TIME = Pattern.compile("(\\d{4})" + TIME_AFTER_YEAR);

	private static final Map<String, String> METHODS = Map.of("1.3.6.1.5.5.7.48.1", "OCSP", "1.3.6.1.5.5.7.48.2",
			"CA Issuers", "1.3.6.1.5.5.7.48.3", "AD Time Stamping", "1.3.6.1.5.5.7.48.5", "CA Repository");

	static PeerCertificateFacts of(byte[] encoded) {
		Der signed = Der.of(encoded).child(0);
		int first = (signed.child(0).tag() == VERSION) ? 1 : 0;
		Der validity = signed.child(first + 3);
		Map<String, Der> extensions = extensions(signed);
		return new PeerCertificateFacts(DistinguishedName.of(signed.child(first + 4)).attributes(),
				DistinguishedName.of(signed.child(first + 2)).attributes(),
				SubjectAltNames.of(extension(extensions, "2.5.29.17")), time(validity.child(0)),
				time(validity.child(1)), signed.child(first).integer(), PublicKeyFacts.of(signed.child(first + 5)),
				extension(extensions, "2.5.29.37").children().stream().map(Der::objectIdentifier).toList(),
				infoAccess(extension(extensions, "1.3.6.1.5.5.7.1.1")), isAuthority(extensions));
	}

	private static Map<String, Der> extensions(Der signed) {
		Map<String, Der> extensions = new HashMap<>();
		for (Der field : signed.children()) {
			if (field.tag() == EXTENSIONS) {
				for (Der extension : field.child(0).children()) {
					List<Der> parts = extension.children();
					if (parts.size() >= 2) {
						extensions.putIfAbsent(parts.get(0).objectIdentifier(), parts.get(parts.size() - 1).opened());
					}
				}
			}
		}
		return extensions;
	}

	private static Der extension(Map<String, Der> extensions, String identifier) {
		return extensions.getOrDefault(identifier, Der.of(new byte[0]));
	}

	private static boolean isAuthority(Map<String, Der> extensions) {
		Der flag = extension(extensions, "2.5.29.19").child(0);
		boolean authority = flag.tag() == Der.BOOLEAN && !new BigInteger(1, flag.content()).equals(BigInteger.ZERO);
		byte[] usage = extensions.containsKey("2.5.29.15") ? extension(extensions, "2.5.29.15").content() : null;
		return authority && (usage == null || usage.length > 1 && (usage[1] & 0x04) != 0);
	}

	private static Map<String, List<String>> infoAccess(Der descriptions) {
		Map<String, List<String>> access = new LinkedHashMap<>();
		for (Der description : descriptions.children()) {
			String method = description.child(0).objectIdentifier();
			SubjectAltName place = SubjectAltNames.name(description.child(1));
			if (place != null) {
				String kind = place.text().substring(0, place.text().indexOf(':'));
				access.computeIfAbsent(METHODS.getOrDefault(method, method) + " - " + kind, (key) -> new ArrayList<>())
					.add(place.value());
			}
		}
		access.replaceAll((key, values) -> List.copyOf(values));
		return Collections.unmodifiableMap(access);
	}

	private static @Nullable Instant time(Der time) {
		Pattern form = (time.tag() == Der.UTC_TIME) ? UTC_TIME : GENERALIZED_TIME;
		Matcher parts = form.matcher(time.latin1());
		if (!parts.matches()) {
			return null;
		}
		int year = Integer.parseInt(parts.group(1));
		if (time.tag() == Der.UTC_TIME) {
			year += (year < 50) ? 2000 : 1900;
		}
		try {
			ZoneOffset offset = ZoneOffset.of(parts.group(7));
			return LocalDateTime
				.of(year, number(parts.group(2)), number(parts.group(3)), number(parts.group(4)),
						number(parts.group(5)), number(parts.group(6)))
				.toInstant(offset);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static int number(@Nullable String digits) {
		return (digits != null) ? Integer.parseInt(digits) : 0;
	}

}
