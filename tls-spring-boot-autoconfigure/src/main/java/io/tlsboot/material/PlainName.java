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

/**
 * Reads a distinguished name that is not empty and whose parts are ASCII text.
 */
final class PlainName {

	private static final int SET = 0x31;

	private PlainName() {
	}

	/**
	 * Read a name.
	 * @param name reads its content
	 */
	static void read(StrictDer name) {
		NotPlainException.unless(!name.isEmpty());
		while (!name.isEmpty()) {
			StrictDer part = name.open(SET);
			StrictDer attribute = part.open(Der.SEQUENCE);
			part.requireEnd();
			attribute.openIdentifier();
			NotPlainException.unless(isText(attribute.peek(0)));
			readText(attribute.open(attribute.peek(0)));
			attribute.requireEnd();
		}
	}

	private static boolean isText(int tag) {
		return tag == Der.UTF8_STRING || tag == Der.PRINTABLE_STRING || tag == Der.IA5_STRING;
	}

	private static void readText(StrictDer text) {
		NotPlainException.unless(!text.isEmpty());
		for (int i = 0; i < text.size(); i++) {
			NotPlainException.unless(text.peek(i) >= ' ' && text.peek(i) <= '~');
		}
	}

}
