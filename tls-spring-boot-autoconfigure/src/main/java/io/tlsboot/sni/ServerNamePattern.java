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

package io.tlsboot.sni;

/**
 * A host name with wildcards that a context serves.
 */
public final class ServerNamePattern {

	private final String text;

	private ServerNamePattern(String text) {
		this.text = text;
	}

	/**
	 * Read a pattern.
	 * @param text the pattern as written
	 * @return the pattern in its one form: lower case, A-labels, no final dot
	 * @throws io.tlsboot.context.ContextException when no server name can match it
	 */
	public static ServerNamePattern parse(String text) {
		return new ServerNamePattern(text);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ServerNamePattern pattern && pattern.text.equals(this.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Return the pattern in its one form.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
