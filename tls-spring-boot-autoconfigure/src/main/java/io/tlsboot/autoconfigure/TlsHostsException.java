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

import java.util.List;

/**
 * Several hosts of a server that cannot be set up.
 */
class TlsHostsException extends RuntimeException {

	private final String server;

	private final List<TlsConfigurationException> first;

	private final int total;

	TlsHostsException(String server, List<TlsConfigurationException> first, int total) {
		super(total + " hosts of the TLS server '" + server + "' cannot be set up", first.get(0));
		this.server = server;
		this.first = first;
		this.total = total;
	}

	String server() {
		return this.server;
	}

	/**
	 * Return why the first of them cannot.
	 */
	List<TlsConfigurationException> first() {
		return this.first;
	}

	int total() {
		return this.total;
	}

}
