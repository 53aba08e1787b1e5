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

package io.tlsboot.server;

import java.util.Locale;

import javax.net.ssl.SNIHostName;

import org.jspecify.annotations.Nullable;

/**
 * A host name that a pattern matches, to ask a server for the context of the pattern.
 */
final class SampleName {

	private static final String LABEL = "tls-self-check";

	private static final int MAX_LABEL = 63;

	private SampleName() {
	}

	private static boolean canBeAskedFor(String name) {
		try {
			new SNIHostName(name);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Make a name.
	 * @param pattern the pattern in its one form
	 * @return the name, or {@code null} when no client on Java can ask for it, as it has
	 * an underscore for one
	 */
	static @Nullable String of(String pattern) {
		StringBuilder name = new StringBuilder();
		for (String label : pattern.toLowerCase(Locale.ROOT).split("\\.")) {
			String filled = label.replaceFirst("\\*", LABEL).replace("*", "");
			name.append((name.isEmpty()) ? "" : ".")
				.append((filled.length() <= MAX_LABEL) ? filled : label.replace("*", ""));
		}
		return canBeAskedFor(name.toString()) ? name.toString() : null;
	}

}
