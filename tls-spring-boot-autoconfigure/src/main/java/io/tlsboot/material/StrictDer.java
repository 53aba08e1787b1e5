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

import java.util.Arrays;

/**
 * Reads DER from front to back and takes only what is expected, in its shortest form.
 * Whatever else there is ends the reading with {@link NotPlainException}.
 */
final class StrictDer {

	private static final int MAX_IDENTIFIER = 32;

	private final byte[] bytes;

	private final int end;

	private int position;

	private StrictDer(byte[] bytes, int position, int end) {
		this.bytes = bytes;
		this.position = position;
		this.end = end;
	}

	static StrictDer of(byte[] bytes) {
		return new StrictDer(bytes, 0, bytes.length);
	}

	boolean isEmpty() {
		return this.position == this.end;
	}

	int size() {
		return this.end - this.position;
	}

	/**
	 * Return a byte that was not read yet.
	 * @param index how many bytes come before it
	 * @return the byte, or -1 when there is none
	 */
	int peek(int index) {
		return (index < size()) ? this.bytes[this.position + index] & 0xff : -1;
	}

	/**
	 * Go past an element.
	 * @param tag its tag
	 * @return reads its content
	 */
	StrictDer open(int tag) {
		NotPlainException.unless(peek(0) == tag);
		int length = peek(1);
		int header = 2;
		if (length >= 0x80) {
			header += length & 0x7f;
			length = longLength(header);
		}
		NotPlainException.unless(length >= 0 && length <= size() - header);
		int content = this.position + header;
		this.position = content + length;
		return new StrictDer(this.bytes, content, this.position);
	}

	private int longLength(int header) {
		if (header == 3) {
			return (peek(2) >= 0x80) ? peek(2) : -1;
		}
		return (header == 4 && peek(2) > 0 && peek(3) >= 0) ? peek(2) << 8 | peek(3) : -1;
	}

	/**
	 * Go past an object identifier.
	 * @return reads its content
	 */
	StrictDer openIdentifier() {
		StrictDer identifier = open(Der.OBJECT_IDENTIFIER);
		boolean first = true;
		for (int i = 0; i < identifier.size(); i++) {
			NotPlainException.unless(!first || identifier.peek(i) != 0x80);
			first = identifier.peek(i) < 0x80;
		}
		NotPlainException.unless(first && !identifier.isEmpty() && identifier.size() <= MAX_IDENTIFIER);
		return identifier;
	}

	/**
	 * Go past some bytes if they come next.
	 * @param expected the bytes
	 * @return whether they came
	 */
	boolean take(byte[] expected) {
		if (!startsWith(expected)) {
			return false;
		}
		this.position += expected.length;
		return true;
	}

	/**
	 * Go past some bytes that must come next.
	 * @param expected the bytes
	 */
	void require(byte[] expected) {
		NotPlainException.unless(take(expected));
	}

	boolean startsWith(byte[] expected) {
		return expected.length <= size() && Arrays.equals(this.bytes, this.position, this.position + expected.length,
				expected, 0, expected.length);
	}

	/**
	 * Go past a number of bytes.
	 * @param count the number
	 * @return a copy of them
	 */
	byte[] bytes(int count) {
		NotPlainException.unless(count <= size());
		this.position += count;
		return Arrays.copyOfRange(this.bytes, this.position - count, this.position);
	}

	boolean hasSameRest(StrictDer other) {
		return Arrays.equals(this.bytes, this.position, this.end, other.bytes, other.position, other.end);
	}

	void requireEnd() {
		NotPlainException.unless(isEmpty());
	}

}
