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

package io.tlsboot.sni;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The one form of the names that clients ask for (RFC 6066, section 3): lower case,
 * A-labels, no final dot.
 */
public final class HostNames {

	/** The longest name without its final dot (RFC 1035, section 2.3.4). */
	static final int MAX_NAME = 253;

	/** The longest label (RFC 1035, section 2.3.4). */
	static final int MAX_LABEL = 63;

	private HostNames() {
	}

	/**
	 * Bring a received name into its one form. Returns the same object when it is in that
	 * form already. A name with an underscore is a name, because there are such hosts; an
	 * address is none, and neither is a name whose last label is a number, because much
	 * software reads it as an address (WHATWG URL, section 3.5). UTF-8, which should not
	 * be received, becomes A-labels where that has only one meaning.
	 * <p>
	 * Never throws, and never blocks once {@link #prepare()} was called.
	 * @param received the bytes of the name, decoded as ISO-8859-1, or {@code null}
	 * @return the name, or {@code null} when it is no host name
	 */
	public static @Nullable String normal(@Nullable String received) {
		if (received == null || received.length() > MAX_NAME + 1) {
			return null;
		}
		String name = withoutFinalDot(received);
		if (name.length() > MAX_NAME) {
			return null;
		}
		String ascii = ascii(name) ? name : InternationalNames.fromUtf8(name);
		if (ascii == null) {
			return null;
		}
		String lower = ascii.toLowerCase(Locale.ROOT);
		return wellFormed(lower) ? lower : null;
	}

	/**
	 * Read what the conversion of names outside ASCII needs: tables in resources of the
	 * JDK. Blocks, so the first call must not be on an event loop; costs little later.
	 */
	public static void prepare() {
		InternationalNames.prepare();
	}

	static String withoutFinalDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

	static boolean ascii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	/** Whether a character is one of a name in lower case, apart from the dot. */
	static boolean character(char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
	}

	/** Whether a last label makes an address of its name. */
	static boolean number(String label) {
		boolean hex = label.startsWith("0x");
		for (int i = hex ? 2 : 0; i < label.length(); i++) {
			char c = label.charAt(i);
			boolean digit = (c >= '0' && c <= '9') || (hex && c >= 'a' && c <= 'f');
			if (!digit) {
				return false;
			}
		}
		return true;
	}

	/** Whether a name is in its one form. */
	static boolean wellFormed(String name) {
		int start = 0;
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c == '.') {
				if (i == start || i - start > MAX_LABEL) {
					return false;
				}
				start = i + 1;
			}
			else if (!character(c)) {
				return false;
			}
		}
		int last = name.length() - start;
		return last > 0 && last <= MAX_LABEL && name.length() <= MAX_NAME && !lastIsNumber(name, start);
	}

	/** Looks at the first character before it allocates. */
	private static boolean lastIsNumber(String name, int start) {
		char c = name.charAt(start);
		return c >= '0' && c <= '9' && number(name.substring(start));
	}

}
