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

import org.jspecify.annotations.Nullable;

/**
 * One alternative name of a certificate as a peer presented it.
 *
 * @param type the kind of name
 * @param value the name as data: whatever the peer put there, NUL and control characters
 * included. An address is written as {@link java.net.InetAddress#getHostAddress()} does;
 * what is no text stands as a number sign and hexadecimal DER.
 * @param otherNameType the dotted type of an {@link Type#OTHER_NAME}, {@code null} for
 * others
 * @param text the name with its kind as Node shows it, {@code DNS:example.com}; quoted
 * and escaped when it could be taken for something else
 */
public record SubjectAltName(Type type, String value, @Nullable String otherNameType, String text) {

	@Override
	public String toString() {
		return EscapedText.of(this.text);
	}

	/**
	 * A kind of alternative name (RFC 5280 section 4.2.1.6).
	 */
	public enum Type {

		/** A host name. */
		DNS,

		/** An IPv4 or IPv6 address. */
		IP_ADDRESS,

		/** A URI. */
		URI,

		/** An e-mail address. */
		EMAIL,

		/** A name of a type that an object identifier tells. */
		OTHER_NAME,

		/** An object identifier. */
		REGISTERED_ID,

		/** A distinguished name. */
		DIRECTORY_NAME,

		/** An X.400 address. */
		X400_ADDRESS,

		/** An EDI party. */
		EDI_PARTY_NAME

	}

}
