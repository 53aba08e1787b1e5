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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Looks for what is declared below {@code tls.servers} and {@code tls.clients}.
 */
abstract class OnTlsEndpointsCondition extends SpringBootCondition {

	private final List<String> prefixes;

	OnTlsEndpointsCondition(String... prefixes) {
		this.prefixes = List.of(prefixes);
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Set<String> names = new LinkedHashSet<>();
		DeclaredNames declared = new DeclaredNames(context.getEnvironment());
		this.prefixes.forEach((prefix) -> names.addAll(declared.below(prefix)));
		ConditionMessage.Builder message = ConditionMessage.forCondition("TLS endpoints below " + this.prefixes);
		return names.isEmpty() ? ConditionOutcome.noMatch(message.didNotFind("endpoint").atAll())
				: ConditionOutcome.match(message.found("endpoint", "endpoints").items(names));
	}

	/** Servers. */
	static final class Servers extends OnTlsEndpointsCondition {

		Servers() {
			super("tls.servers");
		}

	}

	/** Clients. */
	static final class Clients extends OnTlsEndpointsCondition {

		Clients() {
			super("tls.clients");
		}

	}

	/** Servers or clients. */
	static final class Any extends OnTlsEndpointsCondition {

		Any() {
			super("tls.servers", "tls.clients");
		}

	}

}
