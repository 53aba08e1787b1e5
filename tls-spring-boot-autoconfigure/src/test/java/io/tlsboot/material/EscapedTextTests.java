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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EscapedTextTests {

	@Test
	void ordinaryTextIsLeftAlone() {
		String text = "C=HU, O=\"Árvíztűrő\" Kft. 日本 😀";
		assertThat(EscapedText.of(text)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource({ "0", "7", "9", "a", "d", "1b", "7f", "85", "9b", "ad", "61c", "200b", "200e", "200f", "2028", "2029",
			"202a", "202e", "2066", "2069", "feff", "d800", "dc00", "e000", "ffff" })
	void whatHidesOrTurnsTextIsEscaped(String hex) {
		char c = (char) Integer.parseInt(hex, 16);
		assertThat(EscapedText.of("Á" + c + "b")).isEqualTo(String.format("Á\\u%04xb", (int) c));
	}

	@Test
	void aBackslashIsDoubledSoThatNothingCanLookEscaped() {
		assertThat(EscapedText.of("\\u000a")).isEqualTo("\\\\u000a");
	}

	@Test
	void tagCharactersBeyondTheBasicPlaneAreEscaped() {
		assertThat(EscapedText.of("a\udb40\udc41")).isEqualTo("a\\udb40\\udc41");
	}

	@Test
	void longTextIsCut() {
		assertThat(EscapedText.of("abcdef", 6)).isEqualTo("abcdef");
		assertThat(EscapedText.of("abc\ndef", 4)).isEqualTo("abc\\u000a…");
		assertThat(EscapedText.of("a\ud83d\ude00b", 2)).isEqualTo("a…");
	}

}
