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

package io.tlsboot.autoconfigure;

import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains TLS properties that exclude one another in the words of Boot's own analyzer,
 * which finds no properties that are lists or were not written in their canonical form.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class TlsConflictFailureAnalyzer extends AbstractFailureAnalyzer<MutuallyExclusiveConfigurationPropertiesException> {

	private final PropertyOrigins origins;

	TlsConflictFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			MutuallyExclusiveConfigurationPropertiesException cause) {
		if (!cause.getConfiguredNames().stream().allMatch((name) -> name.startsWith("tls."))) {
			return null;
		}
		StringBuilder description = new StringBuilder(
				String.format("The following configuration properties are mutually exclusive:%n%n"));
		new TreeSet<>(cause.getMutuallyExclusiveNames()).forEach((name) -> line(description, name, null));
		description.append(String
			.format("%nHowever, more than one of those properties has been configured at the same time:%n%n"));
		new TreeSet<>(cause.getConfiguredNames()).forEach((name) -> line(description, name, this.origins.origin(name)));
		return new FailureAnalysis(description.toString(),
				"Update your configuration so that only one of the mutually exclusive properties is configured.",
				cause);
	}

	private static void line(StringBuilder description, String name, @Nullable String origin) {
		description
			.append(String.format("\t%s%s%n", name, (origin != null) ? " (originating from '" + origin + "')" : ""));
	}

}
