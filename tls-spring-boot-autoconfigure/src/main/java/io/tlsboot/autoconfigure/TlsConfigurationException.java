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

/**
 * A TLS property that cannot be honoured. It names the property as the user wrote it and
 * never holds a secret.
 */
class TlsConfigurationException extends RuntimeException {

	private final String property;

	private final String problem;

	private final String action;

	TlsConfigurationException(String property, String problem, String action, @Nullable Throwable cause) {
		super(property + ": " + problem, cause);
		this.property = property;
		this.problem = problem;
		this.action = action;
	}

	String property() {
		return this.property;
	}

	String problem() {
		return this.problem;
	}

	String action() {
		return this.action;
	}

}
