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

package io.tlsboot.server;

/**
 * The context of a host cannot be prepared. Further hosts with which something is wrong
 * are suppressed exceptions of the same type.
 */
public class SniContextException extends RuntimeException {

	private final String pattern;

	/**
	 * Create an exception.
	 * @param pattern the host pattern in its one form
	 * @param cause what is wrong: a {@link io.tlsboot.context.ContextException} or a
	 * {@link io.tlsboot.material.MaterialException}
	 */
	public SniContextException(String pattern, RuntimeException cause) {
		super("The context of '" + pattern + "': " + cause.getMessage(), cause);
		this.pattern = pattern;
	}

	/**
	 * Return which context it is.
	 * @return the host pattern in its one form
	 */
	public String pattern() {
		return this.pattern;
	}

}
