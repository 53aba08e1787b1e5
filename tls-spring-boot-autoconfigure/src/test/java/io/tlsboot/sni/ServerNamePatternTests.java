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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.tlsboot.context.ContextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests {@link ServerNamePattern}.
 */
class ServerNamePatternTests {

	private static final String LABEL = "a".repeat(63);

	/** 253 characters. */
	private static final String NAME = LABEL + "." + LABEL + "." + LABEL + "." + "b".repeat(61);

	/** A pattern for each rule of the order, in the order. */
	private static final List<String> ORDER = List.of("a.com", "b.com", "a.b.example.com", "a.net", "x.w*.example.com",
			"*b.example.com", "*.example.com", "abc*d.com", "ab*cd.com", "a*bcd.com", "*abcd.com", "a*b.com", "a*c.com",
			"*ac.com", "a.*.com", "b.*.com", "ab*.*.com", "*.*.com", "*.com", "a.b*", "*.b*", "b*", "a.*", "a.b.*",
			"*.*.*", "*");

	@ParameterizedTest
	@CsvSource({ "example.com, example.com", "WWW.Example.COM, www.example.com", "example.com., example.com",
			"*.Example.com., *.example.com", "*, *", "*., *", "**, *", "a***b**.c, a*b*.c",
			"w*.example.com, w*.example.com", "a.*.com, a.*.com", "a*b*c.x, a*b*c.x",
			"a_b.example.com, a_b.example.com", "-a-.b, -a-.b", "localhost, localhost", "bücher.de, xn--bcher-kva.de",
			"BÜCHER.DE, xn--bcher-kva.de", "*.bücher.de., *.xn--bcher-kva.de", "XN--BCHER-KVA.de, xn--bcher-kva.de",
			"例え。jp, xn--r8jz45g.jp", "xn--*.de, xn--*.de", "1.2.3.com, 1.2.3.com", "1*, 1*", "10.0.0.*, 10.0.0.*",
			"a.0x1g, a.0x1g" })
	void hasOneForm(String written, String form) {
		ServerNamePattern pattern = ServerNamePattern.parse(written);
		assertThat(pattern).hasToString(form);
		assertThat(pattern).isEqualTo(ServerNamePattern.parse(form)).hasSameHashCodeAs(ServerNamePattern.parse(form));
		assertThat(pattern).isEqualByComparingTo(ServerNamePattern.parse(form));
	}

	@Test
	void differsFromOtherPatterns() {
		assertThat(ServerNamePattern.parse("a.com")).isNotEqualTo(ServerNamePattern.parse("*.com"))
			.isNotEqualTo("a.com");
	}

	@Test
	void takesTheLongestLabelAndName() {
		assertThat(ServerNamePattern.parse(NAME)).hasToString(NAME);
		assertThat(ServerNamePattern.parse(NAME + ".")).hasToString(NAME);
		assertThat(ServerNamePattern.parse(LABEL + "*.com")).hasToString(LABEL + "*.com");
	}

	@ParameterizedTest(name = "[{index}] {1}")
	@MethodSource("refused")
	void refusesWhatNoNameMatches(String text, String problem) {
		assertThatExceptionOfType(ContextException.class).isThrownBy(() -> ServerNamePattern.parse(text))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("sni");
				assertThat(ex.value()).isEqualTo(text);
				assertThat(ex.problem()).contains(problem);
				assertThat(ex.problem()).hasSizeLessThan(700).matches("[^\\p{Cntrl}]+");
				assertThat(ex.action()).endsWith(".");
			});
	}

	static Stream<Arguments> refused() {
		String address = "is an IP address";
		String number = "ends in a number";
		String label = "has an empty label";
		String character = "has a character that no server name has: ";
		return Stream.of(arguments("", "is empty"), arguments("  \t", "is blank"), arguments("192.0.2.1", address),
				arguments("192.0.2.1.", address), arguments("::1", address), arguments("[2001:db8::1]", address),
				arguments("fe80::1%eth0", address), arguments("::ffff:192.0.2.1", address), arguments("127.1", number),
				arguments("2130706433", number), arguments("0x7f000001", number), arguments("a.0X7f", number),
				arguments("*.1", number), arguments("*.\uff11", number), arguments(".", label), arguments("..", label),
				arguments(".com", label), arguments("a..com", label), arguments("a.com..", label),
				arguments("\u00fc\u3002\u3002a", label), arguments(LABEL + "a.com", "label of more than 63"),
				arguments("*" + LABEL + "a.com", "label of more than 63"),
				arguments("a" + NAME.substring(1) + "b", "more than 253"),
				arguments("*.".repeat(127) + "a", "more than 253"), arguments("a b.com", character + "U+0020"),
				arguments(" a.com", character + "U+0020"), arguments("a/b.com", character + "'/'"),
				arguments("https://a.com", character + "':'"), arguments("a.com:443", character + "':'"),
				arguments("a?.com", character + "'?'"), arguments("a\u0000.com", character + "U+0000"),
				arguments("a\r\nb.com", character + "U+000D"), arguments("a\u007f", character + "U+007F"),
				arguments("a\u0085b", "cannot be converted"), arguments("\ud800", "cannot be converted"),
				arguments("\u2024", "cannot be converted"), arguments("\uff0a", "cannot be converted"),
				arguments("\u00fc\u0000", "cannot be converted"),
				arguments("\u00fc".repeat(200), "cannot be converted"),
				arguments("b*\u00fc.de", "'*' in a label with letters outside ASCII"),
				arguments("stra\u00dfe.de", "old and new clients convert differently"));
	}

	@Test
	void ordersByPrecedence() {
		List<ServerNamePattern> ordered = ORDER.stream().map(ServerNamePattern::parse).toList();
		for (int seed = 0; seed < 50; seed++) {
			List<ServerNamePattern> mixed = new ArrayList<>(ordered);
			Collections.shuffle(mixed, new Random(seed));
			Collections.sort(mixed);
			assertThat(mixed).as("seed %d", seed).isEqualTo(ordered);
		}
	}

	@Test
	void hasATotalOrder() {
		List<ServerNamePattern> patterns = ORDER.stream().map(ServerNamePattern::parse).toList();
		for (int i = 0; i < patterns.size(); i++) {
			for (int j = 0; j < patterns.size(); j++) {
				assertThat(Integer.signum(patterns.get(i).compareTo(patterns.get(j)))).isEqualTo(Integer.compare(i, j));
			}
		}
	}

}
