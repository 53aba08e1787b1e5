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

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Texts that somebody might send as a server name.
 */
final class HostileText {

	private static final String[] PIECES = { "a", "B", "xn--", "XN--tda", "-", "_", ".", "..", "*", "\u0000", " ", "\n",
			":", "[", "]", "%", "/", "@", "1", "0x", "127.0.0.1", "::1", "\u00fc", "\u00df", "\u200d", "\u3002",
			"\uff0e", "\u2024", "\uff0a", "\u4f8b", "\u05d0", "\u0661", "\u0301", "\ud83d\ude00", "\ufeff", "com",
			".com", "www." };

	private HostileText() {
	}

	static String of(Random random) {
		int kind = random.nextInt(4);
		if (kind == 0) {
			return random.ints(random.nextInt(20), 0, 0x10000)
				.collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
				.toString();
		}
		if (kind == 1) {
			byte[] bytes = new byte[random.nextInt(300)];
			random.nextBytes(bytes);
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}
		StringBuilder text = new StringBuilder();
		int count = random.nextInt((random.nextInt(20) == 0) ? 300 : 8);
		for (int i = 0; i < count; i++) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return (kind == 2) ? text.toString()
				: new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
