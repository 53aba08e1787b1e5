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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests {@link ServerNameIndex}.
 */
class ServerNameIndexTests {

	@ParameterizedTest
	@CsvSource({ "*.example.com, a.example.com, true", "*.example.com, A.Example.COM, true",
			"*.EXAMPLE.com., a.example.com., true", "*.example.com, xn--4ca.example.com, true",
			"*.example.com, a_b.example.com, true", "*.example.com, example.com, false",
			"*.example.com, a.b.example.com, false", "*.example.com, .example.com, false",
			"*.example.com, *.example.com, false", "*.example.com, a.example.org, false", "*, localhost, true",
			"*, LOCALHOST., true", "*, a.b, false", "*, *, false", "*, 1, false",
			"w*.example.com, www.example.com, true", "w*.example.com, w.example.com, true",
			"w*.example.com, x.example.com, false", "w*.example.com, w.w.example.com, false",
			"*w.example.com, w.example.com, true", "*w.example.com, aw.example.com, true",
			"*w.example.com, wa.example.com, false", "w*w.a, w.a, false", "w*w.a, ww.a, true", "w*w.a, wxw.a, true",
			"a.*.com, a.b.com, true", "a.*.com, a.b.c.com, false", "a.*.com, b.b.com, false", "a.*.com, a.com, false",
			"*.*.com, a.b.com, true", "*.*.com, b.com, false", "*.*.com, a.b.c.com, false", "a*b*c.x, abc.x, true",
			"a*b*c.x, a1b2c.x, true", "a*b*c.x, abbc.x, true", "a*b*c.x, ac.x, false", "a*b*c.x, acb.x, false",
			"a*b*c.x, a.b.c.x, false", "*a*.x, a.x, true", "*a*.x, bab.x, true", "*a*.x, bb.x, false",
			"*ab*ab*.x, abab.x, true", "*ab*ab*.x, aab-ab-.x, true", "*ab*ab*.x, aba.x, false",
			"*aa*aa*.x, aaa.x, false", "a*aa*a.x, aaaa.x, true", "a*aa*a.x, aaa.x, false", "*.com, a.com, true",
			"a.*, a.com, true", "a.*, a.1, false", "xn--*.x, xn--4ca.x, true", "example.com, EXAMPLE.com., true",
			"example.com, a.example.com, false" })
	void matches(String pattern, String received, boolean expected) {
		ServerNameIndex<String> index = ServerNameIndex.<String>empty().with(ServerNamePattern.parse(pattern), "found");
		assertThat(find(index, received)).isEqualTo(expected ? "found" : null);
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, www.example.com", "wwx.example.com, ww*.example.com",
			"wx.example.com, w*.example.com", "xw.example.com, *w.example.com", "ww.example.com, ww*.example.com",
			"x.example.com, *.example.com", "wxw.example.com, w*w.example.com", "www.other.com, www.*.com",
			"wwx.other.com, *.*.com", "www.example.org, www.*.*", "example.com, *.com", "host, *",
			"a.b.example.com, none" })
	void findsTheMostSpecificWhateverTheOrder(String name, String expected) {
		List<String> patterns = new ArrayList<>(
				List.of("*", "*.com", "*.*.com", "www.*.com", "www.*.*", "*.example.com", "w*.example.com",
						"*w.example.com", "w*w.example.com", "ww*.example.com", "www.example.com"));
		for (int seed = 0; seed < 50; seed++) {
			Collections.shuffle(patterns, new Random(seed));
			ServerNameIndex<String> index = ServerNameIndex.of(values(patterns));
			assertThat(String.valueOf(find(index, name))).as("seed %d", seed)
				.isEqualTo(expected.equals("none") ? "null" : expected);
		}
	}

	@Test
	void goesBackWhenAMoreSpecificLabelLeadsNowhere() {
		ServerNameIndex<String> index = ServerNameIndex
			.of(values(List.of("a.b.com", "a.b*.com", "c.*b.com", "d.*.com", "*.*.*", "e.f.b.com")));
		assertThat(find(index, "a.b.com")).isEqualTo("a.b.com");
		assertThat(find(index, "c.b.com")).isEqualTo("c.*b.com");
		assertThat(find(index, "d.b.com")).isEqualTo("d.*.com");
		assertThat(find(index, "f.b.com")).isEqualTo("*.*.*");
	}

	@Test
	void leavesTheOldIndexAsItIs() {
		ServerNamePattern exact = ServerNamePattern.parse("a.com");
		ServerNamePattern wildcard = ServerNamePattern.parse("*.com");
		ServerNameIndex<String> empty = ServerNameIndex.empty();
		ServerNameIndex<String> first = empty.with(wildcard, "one");
		ServerNameIndex<String> second = first.with(wildcard, "two").with(exact, "exact");
		ServerNameIndex<String> third = second.without(wildcard);
		assertThat(empty.find("a.com")).isNull();
		assertThat(first.find("a.com")).isEqualTo("one");
		assertThat(second.find("a.com")).isEqualTo("exact");
		assertThat(second.find("b.com")).isEqualTo("two");
		assertThat(third.find("a.com")).isEqualTo("exact");
		assertThat(third.find("b.com")).isNull();
		assertThat(third.without(wildcard)).isSameAs(third);
		assertThat(third.without(exact).isEmpty()).isTrue();
		assertThat(third.without(exact).wildcards().isEmpty()).isTrue();
		assertThat(third.isEmpty()).isFalse();
	}

	@Test
	void listsItsPatternsInTheOrderOfPrecedence() {
		Map<ServerNamePattern, String> patterns = ServerNameIndex
			.of(values(List.of("*", "*.com", "b.com", "w*.com", "a.com")))
			.patterns();
		assertThat(patterns.keySet()).extracting(Object::toString)
			.containsExactly("a.com", "b.com", "w*.com", "*.com", "*");
		assertThat(patterns).containsEntry(ServerNamePattern.parse("w*.com"), "w*.com");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(patterns::clear);
	}

	@Test
	void returnsTheValueOfAPattern() {
		ServerNameIndex<String> index = ServerNameIndex.of(values(List.of("*.com", "a.com")));
		assertThat(index.get(ServerNamePattern.parse("*.COM."))).isEqualTo("*.com");
		assertThat(index.get(ServerNamePattern.parse("a.com"))).isEqualTo("a.com");
		assertThat(index.get(ServerNamePattern.parse("b.com"))).isNull();
	}

	@Test
	void searchesNoLongerAmongMorePatterns() {
		ServerNameIndex<String> few = many(10);
		ServerNameIndex<String> all = many(10_000);
		for (String name : List.of("h00007.exact.example.com", "none.exact.example.com", "a.h00007.example.com",
				"a.b.h00007.example.com", "w00007x.example.org", "x.example.org", "a--m00007--c.example.net",
				"amc.example.net", "abz.p00007.example", "ab.p00007.example", "a", "a.b", "nothing.at.all")) {
			assertThat(all.find(name)).as(name).isEqualTo(few.find(name));
			assertThat(lookups(all, name)).as(name).isEqualTo(lookups(few, name)).isLessThan(100);
		}
	}

	@Test
	void searchesAtMostOncePerLabelOfAPattern() {
		ServerNameIndex<String> index = ServerNameIndex.empty();
		int labels = 11;
		for (int mask = 0; mask < 1 << (labels - 1); mask++) {
			StringBuilder pattern = new StringBuilder("z*");
			for (int i = 0; i < labels - 1; i++) {
				pattern.append(((mask >> i & 1) != 0) ? ".*" : ".a");
			}
			index = index.with(ServerNamePattern.parse(pattern.toString()), "found");
		}
		assertThat(lookups(index, "x" + ".a".repeat(labels - 1))).isLessThan(1 << (labels + 1));
		assertThat(lookups(index, "a.".repeat(126) + "a")).isZero();
		assertThat(index.find("x" + ".a".repeat(labels - 1))).isNull();
		assertThat(index.find("z" + ".a".repeat(labels - 1))).isEqualTo("found");
	}

	@Test
	void searchesLittleInOneLabelOfHostilePatterns() {
		Map<ServerNamePattern, String> values = new HashMap<>();
		for (int before = 0; before < 63; before++) {
			for (int after = 0; before + after < 63; after++) {
				String pattern = "a".repeat(before) + "*" + "a".repeat(after) + ".com";
				values.put(ServerNamePattern.parse(pattern), pattern);
			}
		}
		ServerNameIndex<String> index = ServerNameIndex.of(values);
		String name = "a".repeat(63) + ".com";
		assertThat(lookups(index, name)).isLessThan(2100);
		assertThat(index.find(name)).isEqualTo("a".repeat(62) + "*.com");
	}

	@Test
	void searchesEachPartOnceWhereItOccursOften() {
		String pattern = "*" + "a*".repeat(20) + "b.com";
		ServerNameIndex<String> index = ServerNameIndex.of(values(List.of(pattern)));
		assertThat(lookups(index, "a".repeat(62) + "b.com")).isLessThan(30);
		assertThat(index.find("a".repeat(62) + "b.com")).isEqualTo(pattern);
		assertThat(index.find("a".repeat(19) + "b.com")).isNull();
	}

	@Test
	void findsAnExactNameWithoutAllocating() {
		ServerNameIndex<String> index = many(1000);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		String name = HostNames.normal("h00007.exact.example.com");
		assertThat(name).isNotNull();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < 10_000; i++) {
			if (index.find(HostNames.normal(name)) == null) {
				throw new AssertionError();
			}
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
	}

	private static ServerNameIndex<String> many(int count) {
		ServerNameIndex<String> index = ServerNameIndex.empty();
		for (int i = 0; i < count; i++) {
			String number = String.format("%05d", i);
			for (String pattern : List.of("h#.exact.example.com", "*.h#.example.com", "*.*.h#.example.com",
					"w#*.example.org", "a*m#*c.example.net", "a*z.p#.example")) {
				index = index.with(ServerNamePattern.parse(pattern.replace("#", number)), pattern);
			}
		}
		return index;
	}

	private static int lookups(ServerNameIndex<String> index, String name) {
		WildcardSearch<String> search = new WildcardSearch<>(name);
		search.find(index.wildcards());
		return search.lookups();
	}

	private static Map<ServerNamePattern, String> values(List<String> patterns) {
		Map<ServerNamePattern, String> values = new HashMap<>();
		patterns.forEach((pattern) -> values.put(ServerNamePattern.parse(pattern), pattern));
		return values;
	}

	private static @Nullable String find(ServerNameIndex<String> index, String received) {
		String name = HostNames.normal(received);
		return (name != null) ? index.find(name) : null;
	}

}
