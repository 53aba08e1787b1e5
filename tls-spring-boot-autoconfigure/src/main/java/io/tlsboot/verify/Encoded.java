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

import org.jspecify.annotations.Nullable;

/**
 * Some DER that is compared by its bytes, and so can be a key of a map.
 */
final class Encoded {

	private final byte[] bytes;

	private final int hash;

	/**
	 * Take over some bytes.
	 * @param bytes the bytes; nobody may change them from now on
	 */
	Encoded(byte[] bytes) {
		this.bytes = bytes;
		this.hash = Arrays.hashCode(bytes);
	}

	/**
	 * Return the bytes themselves, which must not be changed.
	 * @return the bytes
	 */
	byte[] bytes() {
		return this.bytes;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Encoded encoded && this.hash == encoded.hash
				&& Arrays.equals(this.bytes, encoded.bytes));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
