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

import java.util.Locale;

import io.tlsboot.context.ContextException;
import io.tlsboot.material.MaterialException;

/**
 * Gives failures of the core the name of the property that a user wrote.
 */
final class StartFailures {

	private StartFailures() {
	}

	static TlsConfigurationException of(String prefix, MaterialException failure) {
		String where = (failure.location() != null) ? " (" + failure.location() + ")" : "";
		return new TlsConfigurationException(prefix + failure.part().name().toLowerCase(Locale.ROOT),
				failure.problem() + where + ".", failure.action(), failure);
	}

	static TlsConfigurationException of(String prefix, ContextException failure) {
		return new TlsConfigurationException(prefix + failure.key(), failure.problem() + ".", failure.action(),
				failure);
	}

}
