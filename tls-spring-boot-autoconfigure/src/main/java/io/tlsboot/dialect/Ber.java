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

package io.tlsboot.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the elements of a piece of BER, one after the other, as LDAP restricts it (RFC
 * 4511, section 5.1): definite lengths and tags of one byte only. Never reads beyond the
 * piece.
 */
final class Ber {

	static final int BOOLEAN = 0x01;

	static final int INTEGER = 0x02;

	static final int OCTET_STRING = 0x04;

	static final int ENUMERATED = 0x0a;

	static final int SEQUENCE = 0x30;

	private static final int LONG_FORM = 0x80;

	private static final int MAX_LENGTH_BYTES = 4;

	private final byte[] bytes;

	private int position;

	private final int end;

	Ber(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private Ber(byte[] bytes, int position, int end) {
		this.bytes = bytes;
		this.position = position;
		this.end = end;
	}

	/**
	 * Return how many bytes of the length follow the first one.
	 */
	static int lengthBytes(int first) throws BerException {
		int count = (first < LONG_FORM) ? 0 : first - LONG_FORM;
		if (first == LONG_FORM || count > MAX_LENGTH_BYTES) {
			throw new BerException("a length is not definite");
		}
		return count;
	}

	/**
	 * Return a length of the long form.
	 */
	static int length(byte[] bytes) throws BerException {
		long length = 0;
		for (byte each : bytes) {
			length = length << 8 | each & 0xff;
		}
		if (length > Integer.MAX_VALUE) {
			throw new BerException("a length is too large");
		}
		return (int) length;
	}

	boolean isNext(int tag) {
		return this.position < this.end && (this.bytes[this.position] & 0xff) == tag;
	}

	/**
	 * Return the tag of the next element.
	 */
	int tag() throws BerException {
		if (this.position == this.end) {
			throw new BerException("it ends too early");
		}
		return this.bytes[this.position] & 0xff;
	}

	/**
	 * Take the next element.
	 * @return its content
	 */
	Ber element(int tag) throws BerException {
		if (next() != tag) {
			throw new BerException("an element is not of the type that it should be");
		}
		int first = next();
		int count = lengthBytes(first);
		int length = (count == 0) ? first : length(take(count));
		if (length > this.end - this.position) {
			throw new BerException("an element is longer than what it is in");
		}
		this.position += length;
		return new Ber(this.bytes, this.position - length, this.position);
	}

	/**
	 * Take a number that is not negative.
	 */
	int integer(int tag) throws BerException {
		byte[] content = element(tag).rest();
		if (content.length == 0 || content.length > Integer.BYTES || content[0] < 0) {
			throw new BerException("a number is not in its range");
		}
		return length(content);
	}

	/**
	 * Return whether the content is a text.
	 */
	boolean is(String text) {
		return Arrays.equals(rest(), text.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Return whether the content is the truth value that is true.
	 */
	boolean isTrue() throws BerException {
		byte[] content = rest();
		if (content.length != 1) {
			throw new BerException("a truth value is not in its range");
		}
		return content[0] != 0;
	}

	/**
	 * Check that nothing is left.
	 */
	void end() throws BerException {
		if (this.position != this.end) {
			throw new BerException("something follows its end");
		}
	}

	boolean ended() {
		return this.position == this.end;
	}

	byte[] rest() {
		return Arrays.copyOfRange(this.bytes, this.position, this.end);
	}

	private int next() throws BerException {
		int tag = tag();
		this.position++;
		return tag;
	}

	private byte[] take(int count) throws BerException {
		if (count > this.end - this.position) {
			throw new BerException("it ends too early");
		}
		this.position += count;
		return Arrays.copyOfRange(this.bytes, this.position - count, this.position);
	}

	static byte[] encode(int tag, String text) {
		return encode(tag, text.getBytes(StandardCharsets.US_ASCII));
	}

	static byte[] encode(int tag, int number) {
		int size = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number)) / Byte.SIZE + 1);
		byte[] content = new byte[size];
		for (int i = 0; i < size; i++) {
			content[i] = (byte) (number >> Byte.SIZE * (size - 1 - i));
		}
		return encode(tag, content);
	}

	/**
	 * Encode an element whose content is shorter than 128 bytes.
	 */
	static byte[] encode(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] each : contents) {
			content.writeBytes(each);
		}
		if (content.size() >= LONG_FORM) {
			throw new IllegalArgumentException("The content is too long");
		}
		ByteArrayOutputStream element = new ByteArrayOutputStream();
		element.write(tag);
		element.write(content.size());
		element.writeBytes(content.toByteArray());
		return element.toByteArray();
	}

}
