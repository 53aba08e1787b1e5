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

package io.tlsboot.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.Nullable;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/**
 * The packages beneath a base package and their levels, lowest first. A package uses only
 * packages of lower levels; the table of {@code ARCHITECTURE.md} is this one.
 */
final class PackageTable {

	private static final List<List<String>> LEVELS = List.of(List.of("material", "pki"), List.of("verify"),
			List.of("ocsp"), List.of("context"), List.of("sni", "handshake"), List.of("connection"),
			List.of("reload", "lifetime"), List.of("server", "client", "dialect", "pair"),
			List.of("event", "metrics", "observation", "warmup"), List.of("actuate"), List.of("autoconfigure"));

	private static final int HIGHEST_CORE_LEVEL = 7;

	private final String base;

	private final Map<String, Integer> levels = new LinkedHashMap<>();

	PackageTable(String base) {
		this.base = base;
		for (int level = 0; level < LEVELS.size(); level++) {
			for (String name : LEVELS.get(level)) {
				this.levels.put(name, level);
			}
		}
	}

	ArchRule rule() {
		return classes().that()
			.resideInAPackage(this.base + "..")
			.should(new OnlyUseLowerLevels())
			.as("a package is in the table and uses only packages of lower levels");
	}

	String[] corePackages() {
		return this.levels.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() <= HIGHEST_CORE_LEVEL)
			.map((entry) -> this.base + "." + entry.getKey() + "..")
			.toArray(String[]::new);
	}

	DescribedPredicate<JavaClass> ours() {
		return DescribedPredicate.describe("ours", (type) -> name(type) != null);
	}

	/**
	 * Return the part of a package beneath the base that the table names.
	 */
	private @Nullable String name(JavaClass type) {
		String name = type.getBaseComponentType().getPackageName();
		if (!(name + ".").startsWith(this.base + ".")) {
			return null;
		}
		return Stream.of(name.substring(Math.min(name.length(), this.base.length() + 1)).split("\\."))
			.findFirst()
			.orElse("");
	}

	private final class OnlyUseLowerLevels extends ArchCondition<JavaClass> {

		OnlyUseLowerLevels() {
			super("be in the table and use only lower levels");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			String from = name(type);
			Integer level = PackageTable.this.levels.get(from);
			if (level == null) {
				events
					.add(SimpleConditionEvent.violated(type, type.getDescription() + " is in no package of the table"));
				return;
			}
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				String to = name(dependency.getTargetClass());
				if (to != null && !to.equals(from)
						&& PackageTable.this.levels.getOrDefault(to, Integer.MAX_VALUE) >= level) {
					events.add(SimpleConditionEvent.violated(dependency,
							from + " must not use " + to + ": " + dependency.getDescription()));
				}
			}
		}

	}

}
