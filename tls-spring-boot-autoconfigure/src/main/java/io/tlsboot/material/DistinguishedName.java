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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subject or issuer of a certificate: its attributes in order, with the short names
 * that OpenSSL and Node give them.
 */
final class DistinguishedName {

	private static final Map<String, String> SHORT_NAMES = Map.ofEntries(Map.entry("2.5.4.3", "CN"),
			Map.entry("2.5.4.4", "SN"), Map.entry("2.5.4.5", "serialNumber"), Map.entry("2.5.4.6", "C"),
			Map.entry("2.5.4.7", "L"), Map.entry("2.5.4.8", "ST"), Map.entry("2.5.4.9", "street"),
			Map.entry("2.5.4.10", "O"), Map.entry("2.5.4.11", "OU"), Map.entry("2.5.4.12", "title"),
			Map.entry("2.5.4.13", "description"), Map.entry("2.5.4.15", "businessCategory"),
			Map.entry("2.5.4.16", "postalAddress"), Map.entry("2.5.4.17", "postalCode"),
			Map.entry("2.5.4.18", "postOfficeBox"), Map.entry("2.5.4.20", "telephoneNumber"),
			Map.entry("2.5.4.41", "name"), Map.entry("2.5.4.42", "GN"), Map.entry("2.5.4.43", "initials"),
			Map.entry("2.5.4.44", "generationQualifier"), Map.entry("2.5.4.45", "x500UniqueIdentifier"),
			Map.entry("2.5.4.46", "dnQualifier"), Map.entry("2.5.4.65", "pseudonym"),
			Map.entry("2.5.4.97", "organizationIdentifier"), Map.entry("1.2.840.113549.1.9.1", "emailAddress"),
			Map.entry("1.2.840.113549.1.9.2", "unstructuredName"),
			Map.entry("1.2.840.113549.1.9.8", "unstructuredAddress"), Map.entry("0.9.2342.19200300.100.1.1", "UID"),
			Map.entry("0.9.2342.19200300.100.1.3", "mail"), Map.entry("0.9.2342.19200300.100.1.25", "DC"),
			Map.entry("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
			Map.entry("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
			Map.entry("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"));

	private final List<List<Attribute>> parts;

	private DistinguishedName(List<List<Attribute>> parts) {
		this.parts = parts;
	}

	static DistinguishedName of(Der name) {
		List<List<Attribute>> parts = new ArrayList<>();
		for (Der part : name.children()) {
			parts.add(part.children().stream().map((each) -> new Attribute(each.child(0), each.child(1))).toList());
		}
		return new DistinguishedName(parts);
	}

	/**
	 * Return the attributes.
	 * @return the values by short name or dotted number, in the order of the name
	 */
	Map<String, List<String>> attributes() {
		Map<String, List<String>> attributes = new LinkedHashMap<>();
		for (List<Attribute> part : this.parts) {
			for (Attribute attribute : part) {
				attributes.computeIfAbsent(attribute.name(), (name) -> new ArrayList<>()).add(attribute.value().text());
			}
		}
		attributes.replaceAll((name, values) -> List.copyOf(values));
		return Collections.unmodifiableMap(attributes);
	}

	/**
	 * Return the name as text, as OpenSSL writes it for RFC 2253: the last part first,
	 * without escapes for control characters and for what is not ASCII.
	 * @return the text
	 */
	String rfc2253() {
		List<String> texts = new ArrayList<>();
		for (List<Attribute> part : this.parts) {
			List<String> attributes = new ArrayList<>(part.stream().map(Attribute::rfc2253).toList());
			Collections.reverse(attributes);
			texts.add(String.join("+", attributes));
		}
		Collections.reverse(texts);
		return String.join(",", texts);
	}

	private record Attribute(Der type, Der value) {

		String name() {
			String dotted = this.type.objectIdentifier();
			return SHORT_NAMES.getOrDefault(dotted, dotted);
		}

		String rfc2253() {
			boolean known = SHORT_NAMES.containsKey(this.type.objectIdentifier());
			String text = known ? this.value.text() : this.value.hex();
			boolean dumped = !known || text.equals(this.value.hex());
			return name() + "=" + (dumped ? text : escaped(text));
		}

		private static String escaped(String text) {
			StringBuilder escaped = new StringBuilder();
			for (int i = 0; i < text.length(); i++) {
				char c = text.charAt(i);
				boolean edge = (c == ' ' && (i == 0 || i == text.length() - 1)) || (c == '#' && i == 0);
				if (edge || ",+\"\\<>;".indexOf(c) >= 0) {
					escaped.append('\\');
				}
				escaped.append(c);
			}
			return escaped.toString();
		}

	}

}
