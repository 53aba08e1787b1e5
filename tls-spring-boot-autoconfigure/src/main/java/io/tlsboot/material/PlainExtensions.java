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

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads extensions of a certificate, each of which comes once. Critical are none but the
 * uses of the key and that it is of no authority. What stands in the others is no reason
 * to refuse a certificate.
 */
final class PlainExtensions {

	private static final byte[] CRITICAL = HexFormat.of().parseHex("0101ff");

	private static final byte[] KEY_USAGE = HexFormat.of().parseHex("551d0f");

	private static final byte[] BASIC_CONSTRAINTS = HexFormat.of().parseHex("551d13");

	private static final byte[] NO_AUTHORITY = HexFormat.of().parseHex("3000");

	private static final byte[] ONE_BYTE_OF_BITS = HexFormat.of().parseHex("0302");

	private PlainExtensions() {
	}

	/**
	 * Read extensions.
	 * @param tagged reads them
	 */
	static void read(StrictDer tagged) {
		StrictDer extensions = tagged.open(Der.SEQUENCE);
		tagged.requireEnd();
		NotPlainException.unless(!extensions.isEmpty());
		List<StrictDer> identifiers = new ArrayList<>();
		while (!extensions.isEmpty()) {
			StrictDer extension = extensions.open(Der.SEQUENCE);
			StrictDer identifier = extension.openIdentifier();
			for (StrictDer other : identifiers) {
				NotPlainException.unless(!identifier.hasSameRest(other));
			}
			identifiers.add(identifier);
			boolean critical = extension.take(CRITICAL);
			StrictDer value = extension.open(Der.OCTET_STRING);
			extension.requireEnd();
			if (critical) {
				readCritical(identifier, value);
			}
		}
	}

	private static void readCritical(StrictDer identifier, StrictDer value) {
		if (identifier.startsWith(BASIC_CONSTRAINTS)) {
			value.require(NO_AUTHORITY);
		}
		else {
			NotPlainException.unless(identifier.startsWith(KEY_USAGE));
			value.require(ONE_BYTE_OF_BITS);
			int unused = value.peek(0);
			NotPlainException.unless(unused >= 0 && unused < 8 && (value.peek(1) & ((1 << unused) - 1)) == 0);
			value.bytes(2);
		}
		NotPlainException.unless(identifier.size() == KEY_USAGE.length);
		value.requireEnd();
	}

}
