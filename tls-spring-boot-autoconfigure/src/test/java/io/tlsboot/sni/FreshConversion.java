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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Prepares and then converts names in a process that has done neither before.
 */
final class FreshConversion {

	static final String MARK = "prepared, now converting";

	static final String DONE = "converted";

	/** Names that need each of the tables, and some that cannot be converted. */
	static final List<String> NAMES = List.of("B\u00dcCHER.de", "\u4f8b\u3048.jp", "\u05d0\u05d1.il", "\u212b.x",
			"e\u0301\u0316.fr", "\u0627\u0644.eg", "\u0923\u094d.in", "\uac00\u1100\u1161.kr", "\ud835\udd1e.x",
			"a\u2488.x", "\u05d0a.il", "\ud83d\ude00.ws", "\u00fc\u3002de", "\u00df.de");

	private FreshConversion() {
	}

	public static void main(String[] arguments) {
		HostNames.prepare();
		byte[][] received = NAMES.stream().map((name) -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
		System.out.println(MARK);
		for (byte[] bytes : received) {
			convert(bytes);
		}
		System.out.println(DONE);
	}

	static @Nullable String convert(byte[] received) {
		return HostNames.normal(new String(received, StandardCharsets.ISO_8859_1));
	}

}
