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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One block of PEM text, or a whole DER file under the label it would have. Its bytes
 * never show in a text.
 */
final class PemBlock {

	private final String label;

	private final int line;

	private final Map<String, String> headers;

	private final byte[] der;

	/**
	 * Create a block.
	 * @param label what stands after {@code BEGIN}
	 * @param line the line of {@code BEGIN}, or 0 for a DER file
	 * @param headers the encapsulated headers of RFC 1421
	 * @param der the decoded bytes
	 */
	PemBlock(String label, int line, Map<String, String> headers, byte[] der) {
		this.label = label;
		this.line = line;
		this.headers = Map.copyOf(headers);
		this.der = der;
	}

	String label() {
		return this.label;
	}

	int line() {
		return this.line;
	}

	BlockKind kind() {
		return BlockKind.of(this.label);
	}

	@Nullable String header(String name) {
		return this.headers.get(name);
	}

	byte[] der() {
		return this.der;
	}

	/**
	 * Return where the block stands.
	 * @return {@code " at line 7"}, or nothing for a DER file
	 */
	String at() {
		return (this.line > 0) ? " at line " + this.line : "";
	}

	@Override
	public String toString() {
		return this.label + at();
	}

}
