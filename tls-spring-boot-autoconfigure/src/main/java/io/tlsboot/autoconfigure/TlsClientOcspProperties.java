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

/**
 * Properties of what a client does with OCSP.
 */
public class TlsClientOcspProperties {

	/**
	 * Whether a server is only authorized when it staples a good OCSP response to its
	 * certificate (OpenSSL engine).
	 */
	private boolean requireStaple;

	public boolean isRequireStaple() {
		return this.requireStaple;
	}

	public void setRequireStaple(boolean requireStaple) {
		this.requireStaple = requireStaple;
	}

}
