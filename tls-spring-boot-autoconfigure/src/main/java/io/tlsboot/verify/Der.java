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

package io.tlsboot.verify;

import java.util.Arrays;

/**
 * Cuts the bytes that a signature covers out of the structure that carries it, as they
 * were sent: encoding them anew could make another text of them.
 */
final class Der {

	private Der() {
	}

	/**
	 * Return the first element of a sequence.
	 * @param sequence the DER of a sequence
	 * @return the whole first element with its tag and length
	 * @throws IllegalArgumentException if this is not DER
	 */
	static byte[] firstElement(byte[] sequence) {
		int start = content(sequence, 0);
		return Arrays.copyOfRange(sequence, start, end(sequence, start));
	}

	private static int content(byte[] bytes, int at) {
		int length = bytes[at + 1] & 0xff;
		return at + 2 + ((length < 0x80) ? 0 : length & 0x7f);
	}

	private static int end(byte[] bytes, int at) {
		int content = content(bytes, at);
		long length = bytes[at + 1] & 0xff;
		if (length >= 0x80) {
			length = 0;
			for (int i = at + 2; i < content; i++) {
				length = (length << 8) | (bytes[i] & 0xff);
			}
		}
		int octets = content - at - 2;
		if (octets > 4 || bytes[at + 1] == (byte) 0x80 || content + length > bytes.length) {
			throw new IllegalArgumentException("Not a definite length");
		}
		return (int) (content + length);
	}

}
