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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.Environment;

/**
 * Explains a value where a server, host or client with keys of its own is expected: most
 * likely its name was left out. Boot's own analyzer would speak of converters.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ValueInPlaceOfKeysFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private final PropertyOrigins origins;

	ValueInPlaceOfKeysFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		if (!TlsContextProperties.class.isAssignableFrom(type)
				|| !(cause.getCause() instanceof ConverterNotFoundException)) {
			return null;
		}
		String kind = TlsSniContextProperties.class.equals(type) ? "host"
				: (TlsClientProperties.class.equals(type) ? "client" : "server");
		return new FailureAnalysis(
				"The configuration property " + this.origins.describe(cause.getName().toString())
						+ " cannot be used:\n\n    It stands where the name of a " + kind + " is expected.",
				"Put it below the name of a " + kind + ".", cause);
	}

}
