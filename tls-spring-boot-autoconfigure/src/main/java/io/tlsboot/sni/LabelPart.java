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

package io.tlsboot.sni;

/**
 * A part of a label with {@code *}, in a form that is found by hash: all parts of the
 * same shape that a label could have follow from the label.
 *
 * @param shape a number for the lengths of its texts
 * @param text its texts
 */
record LabelPart(int shape, String text) {

	/** More than a label has characters (RFC 1035, section 2.3.4). */
	private static final int BASE = HostNames.MAX_LABEL + 1;

	/** The texts before the first and after the last {@code *}. */
	static LabelPart ends(String before, String after) {
		return new LabelPart(before.length() * BASE + after.length(), before + '*' + after);
	}

	/** A text between two {@code *}. */
	static LabelPart middle(String text) {
		return new LabelPart(text.length(), text);
	}

	/** Return how long the text before the first {@code *} is, for a shape of ends. */
	static int before(int shape) {
		return shape / BASE;
	}

	/** Return how long the text after the last {@code *} is, for a shape of ends. */
	static int after(int shape) {
		return shape % BASE;
	}

}
