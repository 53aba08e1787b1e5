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

/**
 * An OCSP response that says nothing about a certificate, whatever stands in it.
 */
public class StatusException extends Exception {

	private final AuthorizationError error;

	StatusException(AuthorizationError error, String message) {
		super(message);
		this.error = error;
	}

	/**
	 * Return why it says nothing.
	 * @return one of the errors that begin with {@code OCSP}
	 */
	public AuthorizationError error() {
		return this.error;
	}

}
