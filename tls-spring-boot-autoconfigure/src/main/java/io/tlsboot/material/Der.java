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

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One element of DER that somebody else wrote: reads what is well-formed, stops where it
 * is not, and never throws. Elements are opened on demand, so that depth costs nothing.
 */
final class Der {

	static final int BOOLEAN = 0x01;

	static final int INTEGER = 0x02;

	static final int BIT_STRING = 0x03;

	static final int OCTET_STRING = 0x04;

	static final int OBJECT_IDENTIFIER = 0x06;

	static final int UTF8_STRING = 0x0c;

	static final int NUMERIC_STRING = 0x12;

	static final int PRINTABLE_STRING = 0x13;

	static final int T61_STRING = 0x14;

	static final int IA5_STRING = 0x16;

	static final int UTC_TIME = 0x17;

	static final int GENERALIZED_TIME = 0x18;

	static final int VISIBLE_STRING = 0x1a;

	static final int UNIVERSAL_STRING = 0x1c;

	static final int BMP_STRING = 0x1e;

	static final int SEQUENCE = 0x30;

	private static final Der NOTHING = new Der(new byte[] { 5, 0 }, 0, 2, 2);

	private final byte[] bytes;

	private final int start;

	private final int content;

	private final int end;

	private Der(byte[] bytes, int start, int content, int end) {
		this.bytes = bytes;
		this.start = start;
		this.content = content;
		this.end = end;
	}

	/**
	 * Open some DER.
	 * @param bytes the bytes
	 * @return the first element, a NULL if there is none
	 */
	static Der of(byte[] bytes) {
		return read(bytes, 0, bytes.length).orElse(NOTHING);
	}

	int tag() {
		return this.bytes[this.start] & 0xff;
	}

	/**
	 * Return the elements within this one.
	 * @return the elements up to the first that is malformed
	 */
	List<Der> children() {
		List<Der> children = new ArrayList<>();
		int position = this.content;
		while (position < this.end) {
			Optional<Der> child = read(this.bytes, position, this.end);
			if (child.isEmpty()) {
				break;
			}
			children.add(child.get());
			position = child.get().end;
		}
		return children;
	}

	/**
	 * Return an element within this one.
	 * @param index its place
	 * @return the element, a NULL if there is none
	 */
	Der child(int index) {
		List<Der> children = children();
		return (index < children.size()) ? children.get(index) : NOTHING;
	}

	byte[] content() {
		return Arrays.copyOfRange(this.bytes, this.content, this.end);
	}

	/**
	 * Return the content as DER of its own, as it stands in an OCTET STRING.
	 * @return the element
	 */
	Der opened() {
		return read(this.bytes, this.content, this.end).orElse(NOTHING);
	}

	/**
	 * Return the content of a BIT STRING as DER of its own.
	 * @return the element
	 */
	Der openedBits() {
		return read(this.bytes, this.content + 1, this.end).orElse(NOTHING);
	}

	BigInteger integer() {
		return (tag() == INTEGER && this.content < this.end) ? new BigInteger(content()) : BigInteger.ZERO;
	}

	/**
	 * Return the element as hexadecimal text (RFC 4514 section 2.4).
	 * @return a number sign and the bytes
	 */
	String hex() {
		return "#" + HexFormat.of().withUpperCase().formatHex(this.bytes, this.start, this.end);
	}

	String latin1() {
		return new String(this.bytes, this.content, this.end - this.content, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the text of a string of whatever type, as OpenSSL reads it.
	 * @return the text, or {@link #hex()} if this is no string or cannot be one
	 */
	String text() {
		int length = this.end - this.content;
		return switch (tag()) {
			case UTF8_STRING -> new String(this.bytes, this.content, length, StandardCharsets.UTF_8);
			case NUMERIC_STRING, PRINTABLE_STRING, T61_STRING, IA5_STRING, VISIBLE_STRING, UTC_TIME, GENERALIZED_TIME ->
				latin1();
			case BMP_STRING ->
				(length % 2 == 0) ? new String(this.bytes, this.content, length, StandardCharsets.UTF_16BE) : hex();
			case UNIVERSAL_STRING -> universal(length);
			default -> hex();
		};
	}

	/**
	 * Return the dotted form of an object identifier.
	 * @return the numbers, or {@link #hex()} if it is malformed
	 */
	String objectIdentifier() {
		return dotted(content()).orElseGet(this::hex);
	}

	private static Optional<String> dotted(byte[] content) {
		if (content.length == 0 || content[content.length - 1] < 0 || content.length > 128) {
			return Optional.empty();
		}
		StringBuilder text = new StringBuilder();
		BigInteger number = BigInteger.ZERO;
		for (byte part : content) {
			number = number.shiftLeft(7).or(BigInteger.valueOf(part & 0x7f));
			if (part >= 0) {
				if (text.isEmpty()) {
					int first = Math.min(2, number.divide(BigInteger.valueOf(40)).min(BigInteger.TWO).intValue());
					text.append(first);
					number = number.subtract(BigInteger.valueOf(40L * first));
				}
				text.append('.').append(number);
				number = BigInteger.ZERO;
			}
		}
		return Optional.of(text.toString());
	}

	private String universal(int length) {
		ByteBuffer buffer = ByteBuffer.wrap(this.bytes, this.content, length);
		StringBuilder text = new StringBuilder();
		while (buffer.remaining() >= Integer.BYTES) {
			int codePoint = buffer.getInt();
			text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xfffd);
		}
		return buffer.hasRemaining() ? hex() : text.toString();
	}

	private static Optional<Der> read(byte[] bytes, int start, int limit) {
		if (limit - start < 2 || (bytes[start] & 0x1f) == 0x1f) {
			return Optional.empty();
		}
		int content = start + 2;
		long length = bytes[start + 1] & 0xff;
		if (length >= 0x80) {
			int count = (int) length - 0x80;
			if (count == 0 || count > 4 || limit - content < count) {
				return Optional.empty();
			}
			length = 0;
			for (int i = 0; i < count; i++) {
				length = length << 8 | bytes[content++] & 0xff;
			}
		}
		return (length <= limit - content) ? Optional.of(new Der(bytes, start, content, (int) (content + length)))
				: Optional.empty();
	}

}
