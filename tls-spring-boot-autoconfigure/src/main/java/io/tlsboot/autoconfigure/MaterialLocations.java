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

package io.tlsboot.autoconfigure;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Locations of key material as one text gives them: PEM text is one entry whatever its
 * comments say, other text is separated at its commas as everywhere in Spring.
 */
final class MaterialLocations {

	private MaterialLocations() {
	}

	static @Nullable List<String> of(@Nullable List<String> bound) {
		if (bound == null || bound.size() != 1 || bound.get(0).contains("-----BEGIN")) {
			return bound;
		}
		return Arrays.stream(StringUtils.commaDelimitedListToStringArray(bound.get(0))).map(String::trim).toList();
	}

}
