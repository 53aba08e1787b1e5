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

/**
 * Makes text that a peer controls fit for logs and JSON: nothing in it can start a new
 * line, hide, or turn around what follows. Quotation marks are left to the writer of
 * JSON.
 */
public final class EscapedText {

	private EscapedText() {
	}

	/**
	 * Escape a text. Control characters, invisible and bidirectional format characters,
	 * line and paragraph separators, lone surrogates and code points that are not
	 * assigned become <code>&#92;uXXXX</code>, a backslash is doubled.
	 * @param text the text
	 * @return the text on one line
	 */
	public static String of(String text) {
		StringBuilder escaped = null;
		for (int i = 0; i < text.length();) {
			int codePoint = text.codePointAt(i);
			int length = Character.charCount(codePoint);
			if (isPlain(codePoint)) {
				if (escaped != null) {
					escaped.appendCodePoint(codePoint);
				}
			}
			else {
				escaped = (escaped != null) ? escaped : new StringBuilder(text.length() + 16).append(text, 0, i);
				append(escaped, text.substring(i, i + length));
			}
			i += length;
		}
		return (escaped != null) ? escaped.toString() : text;
	}

	/**
	 * Escape a text and cut it short.
	 * @param text the text
	 * @param limit how many characters of the text to show at most, counted before it is
	 * escaped
	 * @return the text on one line, with an ellipsis if it was cut
	 */
	public static String of(String text, int limit) {
		if (text.length() <= limit) {
			return of(text);
		}
		boolean splits = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
		return of(text.substring(0, splits ? limit - 1 : limit)) + "…";
	}

	private static boolean isPlain(int codePoint) {
		if (codePoint >= ' ' && codePoint < 0x7f) {
			return codePoint != '\\';
		}
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
				false;
			default -> true;
		};
	}

	private static void append(StringBuilder escaped, String characters) {
		if (characters.equals("\\")) {
			escaped.append("\\\\");
			return;
		}
		characters.chars().forEach((c) -> escaped.append(String.format("\\u%04x", c)));
	}

}
