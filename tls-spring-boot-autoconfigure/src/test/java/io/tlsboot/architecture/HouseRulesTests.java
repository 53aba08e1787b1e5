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

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.tlsboot.material.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the main code to the rules of the house, and proves of each rule that it can
 * fail.
 */
class HouseRulesTests {

	private static final String FIXTURES = "io.tlsboot.architecture.fixture.";

	private static final Map<String, ArchRule> RULES = new HouseRules("io.tlsboot").all();

	private static final JavaClasses MAIN = importMain();

	@ParameterizedTest
	@MethodSource("rules")
	void mainCodeKeepsTheRule(String name) {
		RULES.get(name).check(MAIN);
	}

	static Set<String> rules() {
		return RULES.keySet();
	}

	@Test
	void mainCodeIsThere() {
		assertThat(MAIN.contain(Identity.class)).isTrue();
		assertThat(MAIN.contain(HouseRulesTests.class)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			table | material must not use context: Class <io.tlsboot.architecture.fixture.table.material.UsesContext>
			table | pki must not use material: Class <io.tlsboot.architecture.fixture.table.pki.UsesSameLevel>
			table | verify must not use unknown: Class <io.tlsboot.architecture.fixture.table.verify.UsesUnknown>
			table | fixture.table.unknown.Unknown> is in no package of the table
			table | fixture.table.AtTheBase> is in no package of the table
			cycles | Cycle detected: Slice one
			libraries | fixture.libraries.verify.UsesSpringContext.context()>
			libraries | fixture.libraries.server.UsesMicrometer.registry()>
			names | <io.tlsboot.architecture.fixture.names.util.Helper>
			nullness | <io.tlsboot.architecture.fixture.nullness.Unmarked> is in a package without @NullMarked
			autoconfiguration | <io.tlsboot.architecture.fixture.autoconfiguration.NotFinal>
			autoconfiguration | <io.tlsboot.architecture.fixture.autoconfiguration.NotPublic>
			members | fixture.members.PublicMethod.open()>
			members | fixture.members.PublicField.OPEN>
			conditions | fixture.conditions.ConditionOnBean.bean()>
			beans | fixture.beans.PrivateBean.bean()>
			trust | <io.tlsboot.architecture.fixture.trust.PlainTrustManager>
			statics | fixture.statics.Counter.count>
			holders | fixture.holders.Cache.COUNT>
			holders | fixture.holders.Cache.ENTRIES>
			threadlocals | fixture.threadlocals.Holder.ofTheJdk>
			threadlocals | fixture.threadlocals.Holder.ofNetty>
			tcnative | fixture.tcnative.context.First, io.tlsboot.architecture.fixture.tcnative.context.Second
			tcnative | fixture.tcnative.server.Elsewhere> calls io.netty.internal.tcnative outside
			""")
	void ruleFindsItsViolation(String name, String violation) {
		List<String> details = violations(name);
		assertThat(details).anySatisfy((detail) -> assertThat(detail).contains(violation));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			table | UsesLower
			libraries | UsesItsLibraries
			members | FineConfiguration
			beans | FineBean
			trust | ExtendedTrustManager
			statics | Counter.FINE
			holders | Cache.FINE
			nullness | Marked
			""")
	void ruleAcceptsWhatIsRight(String name, String fine) {
		assertThat(classes(name).stream().anyMatch((type) -> type.getSimpleName().equals(fine.split("\\.")[0])))
			.isTrue();
		assertThat(violations(name)).noneSatisfy((detail) -> assertThat(detail)
			.containsPattern("(^|: )[A-Z][a-z]+ <[^>]*\\b" + Pattern.quote(fine) + "[.>]"));
	}

	@Test
	void eachRuleHasAFixtureThatBreaksIt() {
		assertThat(RULES.keySet()).allSatisfy((name) -> assertThat(violations(name)).isNotEmpty());
	}

	private static List<String> violations(String name) {
		ArchRule rule = new HouseRules(FIXTURES + name).all().get(name);
		return rule.evaluate(classes(name)).getFailureReport().getDetails();
	}

	private static JavaClasses classes(String name) {
		return new ClassFileImporter().importPackages(FIXTURES + name);
	}

	private static JavaClasses importMain() {
		try {
			return new ClassFileImporter()
				.importPath(Path.of(Identity.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
