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

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file with one root key in base64 a line. What it says of a fault names the line
 * and never what stands there.
 */
final class TicketRootsParser {

	private static final int MIN_BYTES = 32;

	/** Each costs a handful of keys in every context. */
	private static final int LIMIT = 16;

	private static final String MAKE_ONE = "Write one key a line, each made by: openssl rand -base64 48.";

	private TicketRootsParser() {
	}

	static TicketRoots parse(Content content) {
		Place place = content.place();
		Map<ByteBuffer, Integer> lines = new LinkedHashMap<>();
		List<byte[]> keys = new ArrayList<>();
		int number = 0;
		for (String line : content.text().split("\r\n|\n|\r", -1)) {
			number++;
			int comment = line.indexOf('#');
			String text = ((comment < 0) ? line : line.substring(0, comment)).strip();
			if (text.isEmpty()) {
				continue;
			}
			byte[] key = key(place, text, number);
			Integer twin = lines.putIfAbsent(ByteBuffer.wrap(key), number);
			if (twin != null) {
				throw place.failure("Lines " + twin + " and " + number + " have the same key", "Remove one of them.");
			}
			keys.add(key);
			if (keys.size() > LIMIT) {
				throw place.failure("Line " + number + " has one key more than the " + LIMIT + " that are allowed",
						"Remove keys whose tickets have all expired.");
			}
		}
		if (keys.isEmpty()) {
			throw place.failure("There is no key in it", MAKE_ONE);
		}
		return new TicketRoots(place.description(), keys);
	}

	private static byte[] key(Place place, String text, int number) {
		byte[] key;
		try {
			key = Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw place.failure("Line " + number + " is not base64", MAKE_ONE);
		}
		if (key.length < MIN_BYTES) {
			throw place.failure("The key on line " + number + " has " + key.length + " bytes, fewer than " + MIN_BYTES,
					MAKE_ONE);
		}
		return key;
	}

}
