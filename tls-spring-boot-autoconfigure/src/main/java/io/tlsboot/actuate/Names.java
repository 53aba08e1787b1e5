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

package io.tlsboot.actuate;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Names of constants as they are written in properties.
 */
final class Names {

	private Names() {
	}

	static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Set<String> all(Set<? extends Enum<?>> constants) {
		Set<String> names = new TreeSet<>();
		constants.forEach((constant) -> names.add(of(constant)));
		return names;
	}

	/**
	 * Return the constant that a text names, or {@code null} when it names none.
	 */
	static <E extends Enum<E>> @Nullable E find(Class<E> type, String text) {
		for (E constant : type.getEnumConstants()) {
			if (of(constant).equalsIgnoreCase(text)) {
				return constant;
			}
		}
		return null;
	}

}
