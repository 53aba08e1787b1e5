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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@link ServerNameIndex} with {@link ReferenceMatcher} for random patterns and
 * names of so few characters that they often meet.
 */
class ServerNameIndexPropertyTests {

	/** The form of the label ü. */
	private static final String INTERNATIONAL = "xn--tda";

	private static final int SETS = Integer.getInteger("io.tlsboot.sni.sets", 3000);

	@Test
	void findsWhatTheReferenceFinds() {
		int found = 0;
		int missed = 0;
		for (long seed = 0; seed < SETS; seed++) {
			Random random = new Random(seed);
			Map<String, Integer> values = new HashMap<>();
			Map<ServerNamePattern, Integer> patterns = new HashMap<>();
			int size = 1 + random.nextInt(12);
			for (int i = 0; i < size; i++) {
				String pattern = pattern(random);
				values.put(pattern, i);
				patterns.put(ServerNamePattern.parse(disguised(pattern, random, true)), i);
			}
			ServerNameIndex<Integer> index = ServerNameIndex.of(patterns);
			ReferenceMatcher reference = new ReferenceMatcher(values);
			for (int i = 0; i < 20; i++) {
				String name = name(random);
				String received = received(disguised(name, random, false));
				assertThat(HostNames.normal(received)).as("seed %d", seed).isEqualTo(name);
				Integer expected = reference.find(name);
				assertThat(index.find(name)).as("seed %d: %s among %s", seed, name, values).isEqualTo(expected);
				found += (expected != null) ? 1 : 0;
				missed += (expected == null) ? 1 : 0;
			}
		}
		assertThat(found).isGreaterThan(SETS);
		assertThat(missed).isGreaterThan(SETS);
	}

	@Test
	void staysRightThroughUpdates() {
		for (long seed = 0; seed < SETS / 20; seed++) {
			Random random = new Random(seed);
			Map<String, Integer> values = new HashMap<>();
			ServerNameIndex<Integer> index = ServerNameIndex.empty();
			List<Supplier<String>> checks = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				String pattern = (random.nextInt(3) == 0 && !values.isEmpty()) ? values.keySet()
					.stream()
					.sorted()
					.skip(random.nextInt(values.size()))
					.findFirst()
					.orElseThrow() : pattern(random);
				ServerNamePattern parsed = ServerNamePattern.parse(disguised(pattern, random, true));
				if (random.nextInt(5) < 2) {
					values.remove(pattern);
					index = index.without(parsed);
				}
				else {
					values.put(pattern, i);
					index = index.with(parsed, i);
				}
				checks.add(check(index, new ReferenceMatcher(values), random));
				assertThat(listed(index)).as("seed %d", seed).isEqualTo(listed(values));
			}
			for (String pattern : values.keySet()) {
				index = index.without(ServerNamePattern.parse(pattern));
			}
			assertThat(index.isEmpty()).as("seed %d", seed).isTrue();
			assertThat(index.wildcards().isEmpty()).as("seed %d", seed).isTrue();
			// Only now: an index must not change when others are made from it.
			for (Supplier<String> check : checks) {
				assertThat(check.get()).as("seed %d", seed).isEmpty();
			}
		}
	}

	@Test
	void findsNothingForWhatIsNoName() {
		ServerNameIndex<String> index = Stream.of("*", "*.*", "*.*.*", "a*", "*a.*", "127.*.0.*")
			.reduce(ServerNameIndex.empty(), (made, pattern) -> made.with(ServerNamePattern.parse(pattern), pattern),
					(one, other) -> one);
		for (long seed = 0; seed < SETS; seed++) {
			Random random = new Random(seed);
			assertThat(HostNames.normal(broken(received(disguised(name(random), random, false)), random)))
				.as("seed %d", seed)
				.isNull();
			// Whatever it finds, it must not throw.
			String text = HostileText.of(random);
			index.find(text);
			String name = HostNames.normal(text);
			if (name != null && name.split("\\.").length <= 3) {
				assertThat(index.find(name)).as("seed %d", seed).isNotNull();
			}
		}
	}

	private static Supplier<String> check(ServerNameIndex<Integer> index, ReferenceMatcher reference, Random random) {
		List<String> names = Stream.generate(() -> name(random)).limit(5).toList();
		return () -> names.stream()
			.filter((name) -> !String.valueOf(index.find(name)).equals(String.valueOf(reference.find(name))))
			.collect(Collectors.joining(", "));
	}

	private static String listed(ServerNameIndex<Integer> index) {
		return index.patterns().entrySet().stream().map(Object::toString).sorted().toList().toString();
	}

	private static String listed(Map<String, Integer> values) {
		return values.entrySet().stream().map(Object::toString).sorted().toList().toString();
	}

	private static String pattern(Random random) {
		return labels(random, "ab*");
	}

	private static String name(Random random) {
		return labels(random, "ab");
	}

	private static String labels(Random random, String characters) {
		return Stream.generate(() -> label(random, characters))
			.limit(1 + random.nextInt(3))
			.collect(Collectors.joining("."));
	}

	private static String label(Random random, String characters) {
		if (random.nextInt(12) == 0) {
			return INTERNATIONAL;
		}
		StringBuilder label = new StringBuilder();
		int length = 1 + random.nextInt(5);
		for (int i = 0; i < length; i++) {
			label.append(characters.charAt(random.nextInt(characters.length())));
		}
		return label.toString().replaceAll("\\*+", "*");
	}

	/** Write something that has a form in another way. */
	private static String disguised(String form, Random random, boolean pattern) {
		String text = form;
		if (random.nextInt(2) == 0) {
			text = text.replace(INTERNATIONAL, (random.nextInt(2) == 0) ? "\u00fc" : "u\u0308");
		}
		if (pattern && random.nextInt(4) == 0) {
			text = text.replace("*", "**");
		}
		if (random.nextInt(2) == 0) {
			text = text.chars()
				.mapToObj(Character::toString)
				.map((c) -> random.nextBoolean() ? c.toUpperCase(Locale.ROOT) : c)
				.collect(Collectors.joining());
		}
		return (random.nextInt(4) == 0) ? text + "." : text;
	}

	private static String received(String name) {
		return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private static String broken(String received, Random random) {
		int at = random.nextInt(received.length() + 1);
		String start = received.substring(0, at);
		String end = received.substring(at);
		return switch (random.nextInt(6)) {
			case 0 -> start + "\u0000 \t*:/@\u00e9\u00ff".charAt(random.nextInt(9)) + end;
			case 1 -> start + "x".repeat(300) + end;
			case 2 -> start + ".." + end;
			case 3 -> "." + received;
			case 4 ->
				random.nextInt(300) + "." + random.nextInt(300) + "." + random.nextInt(300) + "." + random.nextInt(300);
			default -> received + (received.endsWith(".") ? "" : ".") + ((random.nextInt(2) == 0) ? "7" : "0x7F");
		};
	}

}
