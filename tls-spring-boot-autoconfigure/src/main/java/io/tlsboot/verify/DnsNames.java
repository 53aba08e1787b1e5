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

import org.jspecify.annotations.Nullable;

/**
 * Host names as name constraints see them.
 */
final class DnsNames {

	private static final int MAX_LENGTH = 255;

	private DnsNames() {
	}

	/**
	 * Check and bring into one form the base of a constraint. A dot in front is accepted,
	 * as by OpenSSL, and means what is below the name but not the name.
	 */
	static String constraint(String base) {
		String normal = normal(base);
		String name = normal.startsWith(".") ? normal.substring(1) : normal;
		if (name.indexOf('*') >= 0 || (!name.isEmpty() && !wellFormed(name))) {
			throw new IllegalArgumentException("Not a host name");
		}
		return normal;
	}

	/** In lower case, without one final dot. */
	static String normal(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return (lower.length() > 1 && lower.endsWith(".")) ? lower.substring(0, lower.length() - 1) : lower;
	}

	/** Visible ASCII in labels that are not empty. */
	static boolean wellFormed(String name) {
		if (name.isEmpty() || name.length() > MAX_LENGTH || name.startsWith(".") || name.endsWith(".")
				|| name.contains("..")) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 0x7f || c == '@' || c == '/' || c == ':') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a name, or all that a name with a wildcard stands for, is at or below a
	 * base.
	 */
	static boolean within(String name, String base) {
		if (base.isEmpty() || base.equals(".")) {
			return true;
		}
		if (base.startsWith(".")) {
			return name.endsWith(base);
		}
		return name.equals(base) || (name.endsWith(base) && name.charAt(name.length() - base.length() - 1) == '.');
	}

	/**
	 * Whether a name with a wildcard may stand for something at or below a base, although
	 * not all of it is (RFC 5280 is silent; see CVE-2025-61727).
	 */
	static boolean mayStandFor(String name, String base) {
		int dot = name.indexOf('.');
		String label = (dot < 0) ? name : name.substring(0, dot);
		if (label.indexOf('*') < 0) {
			return false;
		}
		String parent = (dot < 0) ? "" : name.substring(dot);
		int end = base.length() - parent.length();
		return end > 0 && base.endsWith(parent) && base.lastIndexOf('.', end - 1) < 0;
	}

	/**
	 * As constraints for mail and resources: a host is itself, ".domain" what is below.
	 */
	static boolean hostWithin(String host, String base) {
		if (base.isEmpty()) {
			return true;
		}
		return base.startsWith(".") ? (host.length() > base.length() && host.endsWith(base)) : host.equals(base);
	}

	/** The host of an absolute URI, or {@code null} when it names no host by a name. */
	static @Nullable String hostOf(String uri) {
		int start = uri.indexOf("://");
		if (start <= 0) {
			return null;
		}
		String authority = uri.substring(start + 3);
		for (char end : new char[] { '/', '?', '#' }) {
			int at = authority.indexOf(end);
			authority = (at < 0) ? authority : authority.substring(0, at);
		}
		authority = authority.substring(authority.lastIndexOf('@') + 1);
		int port = authority.indexOf(':');
		String host = normal((port < 0) ? authority : authority.substring(0, port));
		return (wellFormed(host) && !host.startsWith("[") && IpLiteral.parse(host) == null) ? host : null;
	}

}
