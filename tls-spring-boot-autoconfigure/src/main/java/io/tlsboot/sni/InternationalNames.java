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

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Converts labels outside ASCII to A-labels (RFC 3490), as far as IDNA 2003, which the
 * JDK has, and IDNA 2008, which clients have, agree.
 */
final class InternationalNames {

	/**
	 * What both know but convert differently: the sharp s, the final sigma and the two
	 * joiners (UTS 46, "deviation characters").
	 */
	private static final String AMBIGUOUS = "\u00df\u03c2\u200c\u200d";

	/** The dots of RFC 3490, section 3.1. */
	private static final String DOTS = "[.\u3002\uff0e\uff61]";

	private InternationalNames() {
	}

	/**
	 * Convert a name.
	 * @param bytes its bytes, decoded as ISO-8859-1
	 * @return the name in ASCII, not checked in other ways; {@code null} when it cannot
	 * be converted
	 */
	static @Nullable String fromUtf8(String bytes) {
		// Characters beyond a byte become question marks, which no name has.
		ByteBuffer encoded = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
		String name;
		try {
			name = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
		StringJoiner converted = new StringJoiner(".");
		for (String label : labels(name)) {
			String ascii = HostNames.ascii(label) ? label : label(label);
			if (ascii == null) {
				return null;
			}
			converted.add(ascii);
		}
		return converted.toString();
	}

	static String[] labels(String name) {
		return name.split(DOTS, -1);
	}

	/**
	 * Convert a label.
	 * @param label a label that is not ASCII
	 * @return the label in lower case, made of characters of a name only; {@code null}
	 * when it cannot be converted
	 */
	static @Nullable String label(String label) {
		if (ambiguous(label)) {
			return null;
		}
		try {
			String ascii = IDN.toASCII(label, 0);
			// Some characters stand for a dot, a star or a colon.
			return ascii.chars().allMatch((c) -> HostNames.character((char) c)) ? ascii : null;
		}
		catch (RuntimeException ex) {
			// Only IllegalArgumentException is documented, but a name may come from
			// anyone.
			return null;
		}
	}

	static boolean ambiguous(String label) {
		return label.chars().anyMatch((c) -> AMBIGUOUS.indexOf(c) >= 0);
	}

	/**
	 * Convert something that needs all tables: for mapping, for composing, for writing
	 * from right to left; then something that cannot be converted.
	 */
	static void prepare() {
		for (String name : new String[] { "A\u030a\uff21\u0323\u00e4.\u05d0\u05d1", "a\u05d0" }) {
			fromUtf8(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
		}
	}

}
