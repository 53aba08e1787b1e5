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

import java.util.Locale;

/**
 * Compares a host name with the name in a certificate, which may have one wildcard in its
 * first label when at least two labels follow (RFC 6125, section 6.4.3, as Node reads
 * it).
 */
final class HostPattern {

	private HostPattern() {
	}

	/**
	 * Return whether a name stands for a host.
	 * @param host the host, in ASCII, without a final dot
	 * @param pattern the name, without a final dot
	 * @return whether it does
	 */
	static boolean matches(String host, String pattern) {
		if (!ascii(host) || !ascii(pattern)) {
			return false;
		}
		String[] wanted = host.toLowerCase(Locale.ROOT).split("\\.", -1);
		String[] offered = pattern.toLowerCase(Locale.ROOT).split("\\.", -1);
		if (wanted.length != offered.length) {
			return false;
		}
		for (int i = wanted.length - 1; i >= 0; i--) {
			if (wanted[i].isEmpty() || offered[i].isEmpty() || (i > 0 && !wanted[i].equals(offered[i]))) {
				return false;
			}
		}
		return label(wanted[0], offered[0], offered.length);
	}

	private static boolean label(String wanted, String offered, int labels) {
		int star = offered.indexOf('*');
		if (star < 0 || offered.contains("xn--")) {
			return wanted.equals(offered);
		}
		if (labels <= 2 || star != offered.lastIndexOf('*')) {
			return false;
		}
		String prefix = offered.substring(0, star);
		String suffix = offered.substring(star + 1);
		return wanted.length() >= prefix.length() + suffix.length() && wanted.startsWith(prefix)
				&& wanted.endsWith(suffix);
	}

	/**
	 * Return whether a name is visible ASCII only.
	 * @param name the name
	 * @return whether no character is a control character, white space, or beyond
	 */
	static boolean ascii(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 0x7f) {
				return false;
			}
		}
		return true;
	}

}
