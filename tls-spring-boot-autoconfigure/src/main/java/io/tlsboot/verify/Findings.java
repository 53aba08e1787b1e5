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

package io.tlsboot.verify;

import org.jspecify.annotations.Nullable;

/**
 * What the checks of one path found. The last finding decides the verdict, as in OpenSSL
 * and Node. Not thread-safe.
 */
final class Findings {

	private final Path path;

	private @Nullable AuthorizationError error;

	private int at;

	private String words = "";

	Findings(Path path) {
		this.path = path;
	}

	/**
	 * Note that something is wrong.
	 * @param error the error
	 * @param at the index of the certificate at fault
	 * @param words what this certificate does, to follow its name; without text of the
	 * peer
	 */
	void add(AuthorizationError error, int at, String words) {
		this.error = error;
		this.at = at;
		this.words = words;
	}

	/**
	 * Return what decides.
	 * @return the error, or {@code null} when nothing is wrong
	 */
	@Nullable AuthorizationError error() {
		return this.error;
	}

	Verdict verdict() {
		if (this.error == null) {
			return Verdict.AUTHORIZED;
		}
		return Verdict.refused(this.error, VerdictTexts.sentence(this.path, this.at, this.words));
	}

}
