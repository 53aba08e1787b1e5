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

package io.tlsboot.handshake;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that a peer controls fit for logs and events.
 */
public final class ServerNames {

	private static final int MAX = 300;

	private ServerNames() {
	}

	/**
	 * Escape all but printable ASCII and cut what is too long.
	 * @param text the text as received, or {@code null}
	 * @return the text fit to show, or {@code null}
	 */
	public static @Nullable String printable(@Nullable String text) {
		if (text == null) {
			return null;
		}
		StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX));
		for (int i = 0; i < text.length() && shown.length() < MAX; i++) {
			char c = text.charAt(i);
			if (c >= 0x20 && c < 0x7f && c != '\\') {
				shown.append(c);
			}
			else {
				shown.append(String.format("\\u%04x", (int) c));
			}
		}
		return shown.toString();
	}

}
