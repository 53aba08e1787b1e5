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

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link HostNames}.
 */
class HostNamesTests {

	private static final String LABEL = "a".repeat(63);

	/** 253 characters. */
	private static final String NAME = LABEL + "." + LABEL + "." + LABEL + "." + "b".repeat(61);

	@ParameterizedTest
	@CsvSource({ "example.com, example.com", "EXAMPLE.com, example.com", "example.com., example.com", "A, a",
			"a_b.example.com, a_b.example.com", "xn--bcher-kva.de, xn--bcher-kva.de",
			"XN--BCHER-KVA.de, xn--bcher-kva.de", "bücher.de, xn--bcher-kva.de", "BÜCHER.DE., xn--bcher-kva.de",
			"例え。jp, xn--r8jz45g.jp", "-a.b-, -a.b-", "1.2.3.4a, 1.2.3.4a", "1.2.3.4.com, 1.2.3.4.com", "0xg, 0xg",
			"a.x1, a.x1", "0x1.a, 0x1.a", "א.il, xn--4db.il" })
	void haveOneForm(String received, String form) {
		assertThat(HostNames.normal(bytes(received))).isEqualTo(form);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "example.com", "a_b.1.x", "xn--bcher-kva.de" })
	void areReturnedAsTheyAreInThatForm(String name) {
		assertThat(HostNames.normal(name)).isSameAs(name);
	}

	@Test
	void haveUpTo253Characters() {
		assertThat(HostNames.normal(NAME)).isSameAs(NAME);
		assertThat(HostNames.normal(NAME + ".")).isEqualTo(NAME);
		assertThat(HostNames.normal(NAME + "b")).isNull();
		assertThat(HostNames.normal(NAME + "b.")).isNull();
		assertThat(HostNames.normal(LABEL + "a.com")).isNull();
		assertThat(HostNames.normal("com." + LABEL + "a")).isNull();
		assertThat(HostNames.normal(bytes("\u00fc".repeat(126) + ".a"))).isNull();
		assertThat(HostNames.normal(bytes("\u4f8b.".repeat(50) + "a"))).isNull();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", ".", "..", ".a", "a..b", "a.b..", "..a", "*", "*.example.com", "a*", "a b", " a",
			"a\u0000", "\u0000", "a.com\u0000.evil.com", "a\n", "a\t", "\u007f", "a/b", "a@b", "a:1", "a:", "::1",
			"[::1]", "::ffff:1.2.3.4", "a%b", "a?", "a,b", "a\\b", "1.2.3.4", "1.2.3.4.", "127.1", "2130706433",
			"0x7f000001", "0X7F.1", "a.0x7f", "0x", "1.2.3.04", "256.256.256.256", "99999999999999999999", "a.1", "1",
			"\u00e4", "\u00fc.de", "\u00c3", "a\u00ff", "\u4f8b\u3048.jp", "\u0000\u0100" })
	void areNotThese(@Nullable String received) {
		assertThat(HostNames.normal(received)).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void areNotTheseInUtf8(String name) {
		assertThat(HostNames.normal(bytes(name))).isNull();
	}

	static Stream<String> areNotTheseInUtf8() {
		return Stream.of("stra\u00dfe.de", "\u03c2.gr", "a\u200db", "\u00ad", "\u2024", "a\u2024b", "\uff0a.com",
				"\uff1a\uff1a1", "\uff11", "1.2.3.\uff14", "\u3002", "\u00fc\u3002", "\u3002\u00fc", "\u0000\u00fc",
				"\u00fc.a b", "\u00fc.*", "\u00fc\uff0f", "\u0080", "\u2028", "\ue000", "\uffff", "\ufeff", "\u05d0a",
				"\ud83d\ude00.ws", "xn--\u00fc", "\u00fc".repeat(70));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00c0\u00ae", "\u00c1\u0081", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080",
			"a\u0080", "\u00c3.de" })
	void areNotMadeOfMalformedUtf8(String received) {
		assertThat(HostNames.normal(received)).isNull();
	}

	@Test
	void comeOutOfAnyStringOrDoNot() {
		for (long seed = 0; seed < 30_000; seed++) {
			String received = HostileText.of(new Random(seed));
			String name = HostNames.normal(received);
			if (name != null) {
				assertThat(name).as("seed %d", seed).matches("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
				assertThat(HostNames.normal(name)).as("seed %d", seed).isSameAs(name);
				assertThat(ServerNamePattern.parse(name)).as("seed %d", seed).hasToString(name);
			}
		}
	}

	@Test
	void arePreparedMoreThanOnce() {
		HostNames.prepare();
		HostNames.prepare();
		assertThat(HostNames.normal(bytes("\u00e4"))).isEqualTo("xn--4ca");
	}

	private static String bytes(String name) {
		return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
