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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Reads alternative names and shows them as Node does since 16.13.2, so that no name can
 * pass for two or for another (CVE-2021-44532, CVE-2021-44533).
 */
final class SubjectAltNames {

	private static final String SRV_NAME = "SRVName";

	private static final Map<String, String> OTHER_NAMES = Map.of("1.3.6.1.5.5.7.8.9", "SmtpUTF8Mailbox",
			"1.3.6.1.5.5.7.8.5", "XmppAddr", "1.3.6.1.5.5.7.8.7", SRV_NAME, "1.3.6.1.4.1.311.20.2.3", "UPN",
			"1.3.6.1.5.5.7.8.8", "NAIRealm");

	private SubjectAltNames() {
	}

	/**
	 * Read the content of the extension.
	 * @param names the content
	 * @return the names in order, without those of unknown kinds
	 */
	static List<SubjectAltName> of(Der names) {
		return names.children().stream().map(SubjectAltNames::name).filter(Objects::nonNull).toList();
	}

	static @Nullable SubjectAltName name(Der name) {
		return switch (name.tag()) {
			case 0xa0 -> otherName(name.child(0).objectIdentifier(), name.child(1).child(0));
			case 0x81 -> latin1(SubjectAltName.Type.EMAIL, "email:", name.latin1());
			case 0x82 -> latin1(SubjectAltName.Type.DNS, "DNS:", name.latin1());
			case 0xa3 ->
				new SubjectAltName(SubjectAltName.Type.X400_ADDRESS, name.hex(), null, "X400Name:<unsupported>");
			case 0xa4 -> directoryName(DistinguishedName.of(name.child(0)).rfc2253());
			case 0xa5 ->
				new SubjectAltName(SubjectAltName.Type.EDI_PARTY_NAME, name.hex(), null, "EdiPartyName:<unsupported>");
			case 0x86 -> latin1(SubjectAltName.Type.URI, "URI:", name.latin1());
			case 0x87 -> address(name);
			case 0x88 -> new SubjectAltName(SubjectAltName.Type.REGISTERED_ID, name.objectIdentifier(), null,
					"Registered ID:" + name.objectIdentifier());
			default -> null;
		};
	}

	private static SubjectAltName latin1(SubjectAltName.Type type, String prefix, String value) {
		return new SubjectAltName(type, value, null, prefix + quoted("", value, false));
	}

	private static SubjectAltName directoryName(String value) {
		return new SubjectAltName(SubjectAltName.Type.DIRECTORY_NAME, value, null,
				"DirName:" + quoted("", value, true));
	}

	private static SubjectAltName otherName(String type, Der value) {
		String prefix = OTHER_NAMES.get(type);
		boolean utf8 = !SRV_NAME.equals(prefix);
		boolean supported = prefix != null && value.tag() == (utf8 ? Der.UTF8_STRING : Der.IA5_STRING);
		String text = supported ? quoted(prefix + ":", value.text(), utf8) : "<unsupported>";
		return new SubjectAltName(SubjectAltName.Type.OTHER_NAME, value.text(), type, "othername:" + text);
	}

	private static SubjectAltName address(Der name) {
		byte[] bytes = name.content();
		try {
			// A mapped IPv4 address stays what it is: sixteen bytes.
			InetAddress address = (bytes.length == 16) ? Inet6Address.getByAddress(null, bytes, -1)
					: InetAddress.getByAddress(bytes);
			return new SubjectAltName(SubjectAltName.Type.IP_ADDRESS, address.getHostAddress(), null,
					"IP Address:" + ((bytes.length == 4) ? address.getHostAddress() : groups(bytes)));
		}
		catch (UnknownHostException ex) {
			return new SubjectAltName(SubjectAltName.Type.IP_ADDRESS, name.hex(), null,
					"IP Address:<invalid length=" + bytes.length + ">");
		}
	}

	private static String groups(byte[] address) {
		StringJoiner text = new StringJoiner(":");
		for (int i = 0; i < address.length; i += 2) {
			text.add(String.format("%X", (address[i] & 0xff) << 8 | address[i + 1] & 0xff));
		}
		return text.toString();
	}

	/**
	 * Show a name, as a JSON string if it could be misread.
	 * @param prefix what precedes the name within the quotes
	 * @param value the name
	 * @param utf8 whether characters that are not ASCII may stand as they are
	 * @return the text
	 */
	private static String quoted(String prefix, String value, boolean utf8) {
		if (value.chars().allMatch((c) -> isSafe(c, utf8))) {
			return prefix + value;
		}
		StringBuilder text = new StringBuilder("\"").append(prefix);
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '\\' || c == '"') {
				text.append('\\').append(c);
			}
			else if (c >= ' ' && c != ',' && c <= '~' || utf8 && c > 0x7f) {
				text.append(c);
			}
			else {
				text.append(String.format("\\u%04x", (int) c));
			}
		}
		return text.append('"').toString();
	}

	private static boolean isSafe(int c, boolean utf8) {
		return switch (c) {
			case '"', '\\', ',', '\'' -> false;
			default -> c >= ' ' && c != 0x7f && (utf8 || c <= '~');
		};
	}

}
