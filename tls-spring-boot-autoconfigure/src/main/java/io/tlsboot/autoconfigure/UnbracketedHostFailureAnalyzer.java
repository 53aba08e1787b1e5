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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains host names below {@code sni} that are not written in brackets. Binding says of
 * them that keys are not known, or shows a value that may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnbracketedHostFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final int SHOWN = 10;

	private final Environment environment;

	UnbracketedHostFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		List<UnbracketedHost> hosts = cause.getName().toString().startsWith("tls")
				? UnbracketedHost.in(this.environment) : List.of();
		if (hosts.isEmpty()) {
			return null;
		}
		StringBuilder description = new StringBuilder("Hosts below 'sni' that have dots or wildcards in their names "
				+ "are not written in brackets, so that they are no hosts:\n");
		hosts.stream()
			.limit(SHOWN)
			.forEach((host) -> description.append("\n    tls.servers.")
				.append(host.server())
				.append(".sni: ")
				.append(host.problem()));
		if (hosts.size() > SHOWN) {
			description.append("\n    and ").append(hosts.size() - SHOWN).append(" more");
		}
		return new FailureAnalysis(description.toString(), hosts.get(0).action(), cause);
	}

}
