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

import java.util.regex.Pattern;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a TLS property that cannot be honoured: which one, where it stands, what is
 * wrong, what to do. It never shows the value, which may be a secret.
 */
class TlsConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<TlsConfigurationException> {

	private static final String PREFIX = "tls.servers.";

	private static final Pattern SERVER = Pattern.compile("tls\\.servers\\.[^.]+");

	/** A host itself, which has no origin as its properties have. */
	private static final Pattern HOST = Pattern.compile("tls\\.servers\\.[^.]+\\.sni\\[.*]");

	private final PropertyOrigins origins;

	TlsConfigurationFailureAnalyzer(Environment environment) {
		this.origins = new PropertyOrigins(environment);
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TlsConfigurationException cause) {
		return new FailureAnalysis(heading(cause.property()) + ":\n\n    " + cause.problem(), cause.action(), cause);
	}

	private String heading(String property) {
		if (SERVER.matcher(property).matches()) {
			return "The TLS server '" + property.substring(PREFIX.length()) + "' cannot be set up";
		}
		boolean missing = !HOST.matcher(property).matches() && property.startsWith(PREFIX)
				&& this.origins.origin(property) == null;
		return "The configuration property " + this.origins.describe(property)
				+ (missing ? " is not set" : " cannot be used");
	}

}
