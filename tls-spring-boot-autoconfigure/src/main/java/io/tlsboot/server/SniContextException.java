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
 * The context of a host name cannot be built. The cause says why. It may carry others of
 * its kind as suppressed ones, when several hosts are wrong.
 */
public class SniContextException extends RuntimeException {

	private final String pattern;

	/**
	 * Create an exception.
	 * @param pattern the name of the context: the host pattern in its one form
	 * @param cause why it cannot be built
	 */
	public SniContextException(String pattern, RuntimeException cause) {
		super("The context of '" + pattern + "' cannot be built: " + cause.getMessage(), cause);
		this.pattern = pattern;
	}

	/**
	 * Return which host it is.
	 * @return the name of the context: the host pattern in its one form
	 */
	public String pattern() {
		return this.pattern;
	}

}
