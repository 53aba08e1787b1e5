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

package io.tlsboot.test.peer;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON.
 */
final class Json {

	private Json() {
	}

	static String write(@Nullable Object value) {
		if (value == null || value instanceof Number || value instanceof Boolean) {
			return String.valueOf(value);
		}
		if (value instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.map((entry) -> write(entry.getKey().toString()) + ":" + write(entry.getValue()))
				.collect(Collectors.joining(",", "{", "}"));
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
		}
		return value.toString().chars().mapToObj(Json::escape).collect(Collectors.joining("", "\"", "\""));
	}

	private static String escape(int unit) {
		boolean plain = unit >= ' ' && unit < 127 && unit != '"' && unit != '\\';
		return plain ? Character.toString(unit) : String.format("\\u%04x", unit);
	}

}
