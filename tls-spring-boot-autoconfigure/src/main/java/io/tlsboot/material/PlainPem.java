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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * PEM text that has blocks of one kind, line ends and nothing else.
 */
final class PlainPem {

	private final byte[] text;

	private int position;

	PlainPem(byte[] text) {
		this.text = text;
	}

	/**
	 * Return the first and the last line of a kind of blocks.
	 * @param label the label
	 */
	static Borders borders(String label) {
		return new Borders(("-----BEGIN " + label + "-----").getBytes(StandardCharsets.US_ASCII),
				("-----END " + label + "-----").getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Return whether the text begins with a block of a kind.
	 * @param borders the kind
	 */
	boolean startsWith(Borders borders) {
		return at(borders.begin());
	}

	/**
	 * Return all blocks.
	 * @param borders their kind
	 * @return the decoded blocks, at least one
	 */
	List<byte[]> blocks(Borders borders) {
		List<byte[]> blocks = new ArrayList<>(2);
		while (this.position < this.text.length) {
			border(borders.begin());
			byte[] body = body();
			border(borders.end());
			NotPlainException.unless(body.length > 0 && body.length % 4 == 0);
			blocks.add(decoded(body));
		}
		NotPlainException.unless(!blocks.isEmpty());
		return blocks;
	}

	private static byte[] decoded(byte[] body) {
		try {
			return Base64.getDecoder().decode(body);
		}
		catch (IllegalArgumentException ex) {
			throw NotPlainException.of();
		}
	}

	/**
	 * Go past a line and the empty ones after it.
	 */
	private void border(byte[] line) {
		NotPlainException.unless(at(line));
		this.position += line.length;
		NotPlainException.unless(this.position == this.text.length || isLineEnd(this.position));
		while (this.position < this.text.length && isLineEnd(this.position)) {
			this.position++;
		}
	}

	/**
	 * Go past the lines before the next border.
	 * @return them without their ends
	 */
	private byte[] body() {
		byte[] body = new byte[this.text.length - this.position];
		int length = 0;
		boolean lineEnd = false;
		while (this.position < this.text.length && this.text[this.position] != '-') {
			lineEnd = isLineEnd(this.position);
			if (!lineEnd) {
				body[length++] = this.text[this.position];
			}
			this.position++;
		}
		NotPlainException.unless(lineEnd);
		return Arrays.copyOf(body, length);
	}

	private boolean isLineEnd(int index) {
		return this.text[index] == '\n' || this.text[index] == '\r';
	}

	private boolean at(byte[] line) {
		int end = this.position + line.length;
		return end <= this.text.length && Arrays.equals(this.text, this.position, end, line, 0, line.length);
	}

	/**
	 * The first and the last line of a block.
	 */
	record Borders(byte[] begin, byte[] end) {
	}

}
