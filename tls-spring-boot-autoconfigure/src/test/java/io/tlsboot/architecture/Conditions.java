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

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Conditions that ArchUnit does not bring along.
 */
final class Conditions {

	private static final String NATIVE = "io.netty.internal.tcnative";

	private Conditions() {
	}

	static ArchCondition<JavaClass> resideInAPackageWith(Class<? extends Annotation> annotation) {
		return new ArchCondition<>("reside in a package with @" + annotation.getSimpleName()) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!type.getPackage().isAnnotatedWith(annotation)) {
					events.add(SimpleConditionEvent.violated(type,
							type.getDescription() + " is in a package without @" + annotation.getSimpleName()));
				}
			}

		};
	}

	/**
	 * A wrong native call crashes the JVM, so all of them stand in one class that is
	 * reviewed as a whole.
	 */
	static ArchCondition<JavaClass> callFromOneClassOnly(String home) {
		return new ArchCondition<>("call " + NATIVE + " from one class of " + home + " only") {

			private final Set<String> callers = new TreeSet<>();

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean calls = type.getDirectDependenciesFromSelf()
					.stream()
					.anyMatch((dependency) -> dependency.getTargetClass().getPackageName().equals(NATIVE));
				if (calls) {
					this.callers.add(topLevel(type).getName());
					if (!type.getPackageName().equals(home)) {
						events.add(SimpleConditionEvent.violated(type,
								type.getDescription() + " calls " + NATIVE + " outside " + home));
					}
				}
			}

			@Override
			public void finish(ConditionEvents events) {
				if (this.callers.size() > 1) {
					events.add(SimpleConditionEvent.violated(this.callers,
							"several classes call " + NATIVE + ": " + this.callers));
				}
			}

		};
	}

	private static JavaClass topLevel(JavaClass type) {
		return type.getEnclosingClass().map(Conditions::topLevel).orElse(type);
	}

}
