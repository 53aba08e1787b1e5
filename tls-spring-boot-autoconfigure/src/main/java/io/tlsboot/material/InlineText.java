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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Knows material that stands in the property itself instead of a location, also in the
 * shapes that environment variables and folded YAML give it.
 */
final class InlineText {

	private static final String BASE64_PREFIX = "base64:";

	private static final Pattern BEGIN_ON_ITS_LINE = Pattern
		.compile("(?m)^[ \\t]*-----BEGIN [^-\\r\\n]+-----[ \\t]*\\r?$");

	private static final Pattern BORDER = Pattern.compile("[ \\t]*(-----(?:BEGIN|END) [^-]+-----)[ \\t]*");

	private static final Pattern HEADER = Pattern.compile("(Proc-Type:|DEK-Info:)[ \\t]*(\\S+)[ \\t]+");

	private static final Pattern ONLY_BASE64 = Pattern.compile("[A-Za-z0-9+=_-][A-Za-z0-9+/=_-]{39,}");

	private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+=]{40}");

	private InlineText() {
	}

	static boolean isPem(String location) {
		return location.contains("-----BEGIN");
	}

	static boolean isBase64(String location) {
		return location.trim().toLowerCase(Locale.ROOT).startsWith(BASE64_PREFIX);
	}

	/**
	 * Return PEM text with a line for each line of it, whether it came so, with
	 * {@code \n} written out, or with spaces for line ends. None of these is a character
	 * of base64, so nothing can be mistaken.
	 * @param text the text of the property
	 * @return the bytes of the PEM text
	 */
	static byte[] pem(String text) {
		String lines = text.replace("\\r", "").replace("\\n", "\n");
		if (!BEGIN_ON_ITS_LINE.matcher(lines).find()) {
			lines = BORDER.matcher(lines).replaceAll("\n$1\n");
			lines = HEADER.matcher(lines).replaceAll("$1 $2\n");
		}
		return lines.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Return what base64 text stands for.
	 * @param text the text of the property, with its prefix
	 * @return the bytes
	 * @throws IllegalArgumentException when it is not base64
	 */
	static byte[] base64(String text) {
		String body = text.trim().substring(BASE64_PREFIX.length());
		return Base64.getDecoder().decode(body.replaceAll("\\s+|\\\\n", ""));
	}

	/**
	 * Return whether a text is the location of a file or of a resource on the class path
	 * and nothing else.
	 * @param location the text of the property
	 * @return whether it may be shown
	 */
	static boolean isPlainLocation(String location) {
		return (location.startsWith("file:") || location.startsWith("classpath:")) && !mayBeMaterial(location);
	}

	/**
	 * Return whether a location that leads nowhere may be material that was put there
	 * without a mark, and must not be shown therefore.
	 * @param location the text of the property
	 * @return whether to keep it out of every text
	 */
	static boolean mayBeMaterial(String location) {
		String rest = location.substring(location.indexOf(':') + 1);
		return location.indexOf('\n') >= 0 || location.contains("---") || location.length() > 1024
				|| ONLY_BASE64.matcher(rest).matches() || LONG_RUN.matcher(rest).find();
	}

}
