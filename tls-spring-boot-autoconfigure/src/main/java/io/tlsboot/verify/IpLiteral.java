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

import org.jspecify.annotations.Nullable;

/**
 * Addresses written as text, read strictly and without ever asking a resolver.
 */
final class IpLiteral {

	private static final int GROUPS = 8;

	private IpLiteral() {
	}

	/**
	 * Read an address.
	 * @param text the text: four decimal numbers, or RFC 4291's forms without a zone
	 * @return its 4 or 16 bytes, or {@code null} when it is not an address
	 */
	static byte @Nullable [] parse(String text) {
		return (text.indexOf(':') < 0) ? v4(text) : v6(text);
	}

	private static byte @Nullable [] v4(String text) {
		String[] parts = text.split("\\.", -1);
		if (parts.length != 4) {
			return null;
		}
		byte[] address = new byte[4];
		for (int i = 0; i < 4; i++) {
			String part = parts[i];
			if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')
					|| !onlyOf(part, 10)) {
				return null;
			}
			int value = Integer.parseInt(part);
			if (value > 255) {
				return null;
			}
			address[i] = (byte) value;
		}
		return address;
	}

	private static byte @Nullable [] v6(String text) {
		int gap = text.indexOf("::");
		if (gap != text.lastIndexOf("::")) {
			return null;
		}
		byte[] head = groups((gap < 0) ? text : text.substring(0, gap), gap < 0);
		byte[] tail = (gap < 0) ? new byte[0] : groups(text.substring(gap + 2), true);
		if (head == null || tail == null) {
			return null;
		}
		int length = head.length + tail.length;
		if ((gap < 0) ? length != 2 * GROUPS : length > 2 * (GROUPS - 1)) {
			return null;
		}
		byte[] address = new byte[2 * GROUPS];
		System.arraycopy(head, 0, address, 0, head.length);
		System.arraycopy(tail, 0, address, address.length - tail.length, tail.length);
		return address;
	}

	private static byte @Nullable [] groups(String text, boolean last) {
		if (text.isEmpty()) {
			return new byte[0];
		}
		String[] parts = text.split(":", -1);
		if (parts.length > GROUPS) {
			return null;
		}
		byte[] embedded = (last && parts[parts.length - 1].indexOf('.') >= 0) ? v4(parts[parts.length - 1]) : null;
		int count = (embedded != null) ? parts.length - 1 : parts.length;
		byte[] bytes = new byte[2 * count + ((embedded != null) ? 4 : 0)];
		for (int i = 0; i < count; i++) {
			if (parts[i].isEmpty() || parts[i].length() > 4 || !onlyOf(parts[i], 16)) {
				return null;
			}
			int value = Integer.parseInt(parts[i], 16);
			bytes[2 * i] = (byte) (value >> 8);
			bytes[2 * i + 1] = (byte) value;
		}
		if (embedded != null) {
			System.arraycopy(embedded, 0, bytes, 2 * count, 4);
		}
		return bytes;
	}

	private static boolean onlyOf(String digits, int radix) {
		for (int i = 0; i < digits.length(); i++) {
			char c = digits.charAt(i);
			if (c >= 0x7f || Character.digit(c, radix) < 0) {
				return false;
			}
		}
		return true;
	}

}
