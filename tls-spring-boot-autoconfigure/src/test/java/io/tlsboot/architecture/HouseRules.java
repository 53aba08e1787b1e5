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
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * All rules, for a base package. A rule whose subjects do not exist yet holds.
 */
final class HouseRules {

	private static final String[] CORE_LIBRARIES = { "java..", "javax.net..", "javax.security..", "javax.crypto..",
			"org.jspecify..", "org.slf4j..", "io.netty..", "reactor..", "org.reactivestreams..", "org.bouncycastle..",
			"org.springframework.core..", "org.springframework.util.." };

	private final PackageTable table;

	private final String base;

	HouseRules(String base) {
		this.base = base;
		this.table = new PackageTable(base);
	}

	/**
	 * Return all rules.
	 * @return the rules by the name of the package with the fixture that breaks them
	 */
	Map<String, ArchRule> all() {
		Map<String, ArchRule> rules = new LinkedHashMap<>();
		rules.put("table", this.table.rule());
		rules.put("cycles", slices().matching(this.base + ".(**)").should().beFreeOfCycles());
		rules.put("libraries", coreUsesItsLibraries());
		rules.put("names", noClasses().should().resideInAnyPackage("..impl..", "..internal..", "..util.."));
		rules.put("nullness", classes().should(Conditions.resideInAPackageWith(NullMarked.class)));
		rules.put("autoconfiguration", autoConfigurationsArePublicAndFinal());
		rules.put("members", autoConfigurationsHaveNoPublicMembers());
		rules.put("conditions",
				noMethods().that().areAnnotatedWith(Bean.class).should().beAnnotatedWith(ConditionalOnClass.class));
		rules.put("beans", beansHaveVisibleTypes());
		rules.put("trust", trustManagersAreExtended());
		rules.put("statics", fields().that().areStatic().should().beFinal());
		rules.put("holders", constantsHoldNoState());
		rules.put("threadlocals", noThreadLocals());
		rules.put("tcnative", classes().should(Conditions.callFromOneClassOnly(this.base + ".context")));
		rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
		return rules;
	}

	private ArchRule coreUsesItsLibraries() {
		return classes().that()
			.resideInAnyPackage(this.table.corePackages())
			.should()
			.onlyDependOnClassesThat(
					DescribedPredicate.describe("the core may use", (type) -> mayUse(type.getBaseComponentType())))
			.as("the core uses only the JDK, JSpecify, SLF4J, Netty, Reactor, Bouncy Castle and spring-core");
	}

	private boolean mayUse(JavaClass type) {
		return type.isPrimitive() || this.table.ours().test(type) || resideInAnyPackage(CORE_LIBRARIES).test(type);
	}

	private static ArchRule autoConfigurationsArePublicAndFinal() {
		return classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL);
	}

	private static ArchRule autoConfigurationsHaveNoPublicMembers() {
		return members().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.and(DescribedPredicate.describe("are not constructors", (member) -> !member.getName().equals("<init>")))
			.should()
			.notBePublic();
	}

	private static ArchRule beansHaveVisibleTypes() {
		return methods().that()
			.areAnnotatedWith(Bean.class)
			.should()
			.notHaveRawReturnType(DescribedPredicate.describe("private",
					(type) -> type.getModifiers().contains(JavaModifier.PRIVATE)));
	}

	/**
	 * JSSE and Netty wrap a plain trust manager, and the check of the host name may be
	 * lost or doubled in the wrapping.
	 */
	private static ArchRule trustManagersAreExtended() {
		return classes().that()
			.areAssignableTo(X509TrustManager.class)
			.and()
			.areNotInterfaces()
			.should()
			.beAssignableTo(X509ExtendedTrustManager.class);
	}

	private static ArchRule constantsHoldNoState() {
		return fields().that()
			.areStatic()
			.should()
			.notHaveRawType(DescribedPredicate.describe("a holder of state", HouseRules::holdsState));
	}

	private static boolean holdsState(JavaClass type) {
		boolean atomic = type.getPackageName().equals("java.util.concurrent.atomic")
				&& !type.getSimpleName().endsWith("FieldUpdater");
		return atomic || type.isAssignableTo(ConcurrentMap.class) || type.isAssignableTo(Executor.class);
	}

	private static ArchRule noThreadLocals() {
		return noClasses().should()
			.dependOnClassesThat()
			.areAssignableTo(ThreadLocal.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(FastThreadLocal.class);
	}

}
