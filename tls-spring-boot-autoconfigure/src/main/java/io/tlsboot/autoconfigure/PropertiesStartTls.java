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

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.dialect.StartTlsDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;

/**
 * Turns the STARTTLS properties of a server or client into a specification, finds the
 * dialogue, or says what contradicts.
 */
class PropertiesStartTls {

	private static final String ENABLED = "start-tls";

	private static final String DIALECT = "start-tls-dialect";

	private static final String DIALOGUE = "start-tls-dialogue";

	private static final String TIMEOUT = "plaintext-timeout";

	private final String endpoint;

	private final String prefix;

	private final TlsEndpointProperties properties;

	private final NamedBeans<StartTlsDialogue> beans;

	/**
	 * Create one for an endpoint.
	 * @param endpoint its name
	 * @param prefix its properties' common prefix, with the final dot
	 * @param properties its properties
	 * @param beans the beans of the application
	 */
	PropertiesStartTls(String endpoint, String prefix, TlsEndpointProperties properties, ListableBeanFactory beans) {
		this.endpoint = endpoint;
		this.prefix = prefix;
		this.properties = properties;
		this.beans = new NamedBeans<>(beans, StartTlsDialogue.class);
	}

	/**
	 * Return the specification.
	 * @param dialect makes the dialogue of a dialect, for the role of the endpoint
	 * @return the specification, or {@code null} when connections begin with TLS
	 */
	@Nullable StartTlsSpec toSpec(Function<StartTlsDialect, StartTlsDialogue> dialect) {
		if (!this.properties.isStartTls()) {
			checkUnused(DIALECT, this.properties.getStartTlsDialect());
			checkUnused(DIALOGUE, dialogue());
			checkUnused(TIMEOUT, this.properties.getPlaintextTimeout());
			return null;
		}
		StartTlsDialect ready = this.properties.getStartTlsDialect();
		if (ready != null && dialogue() != null) {
			Set<String> both = Set.of(this.prefix + DIALECT, this.prefix + DIALOGUE);
			throw new MutuallyExclusiveConfigurationPropertiesException(both, both);
		}
		return new StartTlsSpec((ready != null) ? dialect.apply(ready) : bean(), limits());
	}

	private PlaintextLimits limits() {
		Duration timeout = this.properties.getPlaintextTimeout();
		if (timeout == null) {
			return PlaintextLimits.DEFAULTS;
		}
		if (timeout.toMillis() < 1) {
			throw failure(TIMEOUT, "Nothing could be said in plaintext", "Use a time above zero.");
		}
		return PlaintextLimits.DEFAULTS.withTimeout(timeout);
	}

	private StartTlsDialogue bean() {
		String named = dialogue();
		String wanted = (named != null) ? named : this.endpoint + StartTlsDialogue.class.getSimpleName();
		List<String> matches = this.beans.meantBy(wanted);
		if (matches.size() == 1) {
			return this.beans.get(matches.get(0));
		}
		String choose = "'" + this.prefix + DIALOGUE + "' to the name of ";
		throw failure((named != null) ? DIALOGUE : ENABLED, problem(wanted, matches),
				!matches.isEmpty() ? "Set " + choose + "the one to use."
						: "Set '" + this.prefix + DIALECT + "' to one of " + dialects() + ", or declare a bean '"
								+ wanted + "' of type " + StartTlsDialogue.class.getName() + ", or set " + choose
								+ "another one.");
	}

	private String problem(String wanted, List<String> matches) {
		String problem = this.beans.problem(wanted, matches);
		return "Nobody leads the plaintext part of connections. " + problem.substring(0, problem.length() - 1);
	}

	private static String dialects() {
		return java.util.Arrays.stream(StartTlsDialect.values())
			.map((dialect) -> "'" + dialect.name().toLowerCase(Locale.ROOT) + "'")
			.toList()
			.toString()
			.replaceAll("[\\[\\]]", "");
	}

	private @Nullable String dialogue() {
		return PropertiesCredentials.text(this.properties.getStartTlsDialogue());
	}

	private void checkUnused(String key, @Nullable Object value) {
		if (value != null) {
			throw failure(key, "It belongs to '" + this.prefix + ENABLED + ": true', which is not set",
					"Set '" + this.prefix + ENABLED + ": true', or remove '" + this.prefix + key + "'.");
		}
	}

	private TlsConfigurationException failure(String key, String problem, String action) {
		return new TlsConfigurationException(this.prefix + key, problem + ".", action, null);
	}

}
