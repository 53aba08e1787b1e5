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

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains what is wrong with several hosts of a server at once. It comes before the
 * analyzer that would explain the first of them only.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class TlsHostsFailureAnalyzer extends AbstractFailureAnalyzer<TlsHostsException> {

	private final PropertyOrigins origins;

	TlsHostsFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TlsHostsException cause) {
		List<TlsConfigurationException> first = cause.first();
		String shown = (first.size() < cause.total()) ? "; the first " + first.size() + " are" : "";
		String description = first.stream()
			.map((failure) -> "    " + this.origins.describe(failure.property()) + ": " + failure.problem())
			.collect(Collectors.joining("\n", cause.total() + " hosts of the TLS server '" + cause.server()
					+ "' cannot be set up" + shown + ":\n\n", ""));
		String action = first.stream()
			.map(TlsConfigurationException::action)
			.distinct()
			.collect(Collectors.joining("\n    ", "Correct each of them:\n\n    ", ""));
		return new FailureAnalysis(description, action, cause);
	}

}
