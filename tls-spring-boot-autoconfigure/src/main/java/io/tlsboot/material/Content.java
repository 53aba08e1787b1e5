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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What was read from one location. Its bytes never show in a text.
 */
final class Content {

	private final Place place;

	private final byte[] bytes;

	Content(Place place, byte[] bytes) {
		this.place = place;
		this.bytes = bytes;
	}

	Place place() {
		return this.place;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return the content as text. A byte order mark says which encoding it has; without
	 * one every byte is a character, which is enough for PEM.
	 * @return the text without a byte order mark
	 */
	String text() {
		if (startsWith(0xEF, 0xBB, 0xBF)) {
			return decode(3, StandardCharsets.UTF_8);
		}
		if (startsWith(0xFF, 0xFE)) {
			return decode(2, StandardCharsets.UTF_16LE);
		}
		if (startsWith(0xFE, 0xFF)) {
			return decode(2, StandardCharsets.UTF_16BE);
		}
		return decode(0, StandardCharsets.ISO_8859_1);
	}

	boolean startsWith(int... prefix) {
		if (this.bytes.length < prefix.length) {
			return false;
		}
		for (int i = 0; i < prefix.length; i++) {
			if ((this.bytes[i] & 0xFF) != prefix[i]) {
				return false;
			}
		}
		return true;
	}

	private String decode(int offset, Charset charset) {
		return new String(this.bytes, offset, this.bytes.length - offset, charset);
	}

	@Override
	public String toString() {
		return this.place.description();
	}

}
