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

package io.tlsboot.context;

import org.jspecify.annotations.Nullable;

/**
 * A specification that cannot become a context. It names the key that is wrong as users
 * write it.
 */
public class ContextException extends RuntimeException {

	private final String key;

	private final @Nullable Object value;

	private final String problem;

	private final String action;

	/**
	 * Create an exception.
	 * @param key the key below the endpoint, in kebab case
	 * @param value the value as written, or {@code null}; never a secret
	 * @param problem what is wrong
	 * @param action what to do, a sentence
	 * @param cause the cause, or {@code null}
	 */
	public ContextException(String key, @Nullable Object value, String problem, String action,
			@Nullable Throwable cause) {
		super(key + ": " + problem, cause);
		this.key = key;
		this.value = value;
		this.problem = problem;
		this.action = action;
	}

	/**
	 * Return the key at fault.
	 * @return the key below the endpoint, in kebab case
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Return the value at fault.
	 * @return the value as written, or {@code null}
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * Return what is wrong.
	 * @return a sentence
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * Return what to do.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
