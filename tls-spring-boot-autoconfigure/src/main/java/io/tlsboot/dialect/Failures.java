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

package io.tlsboot.dialect;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.material.EscapedText;
import reactor.core.publisher.Mono;

/**
 * Why a dialogue does not lead to a secure connection, in words fit for logs.
 */
final class Failures {

	private static final int MAX_SHOWN = 120;

	private Failures() {
	}

	static StartTlsException notOffered(String detail) {
		return new StartTlsException(Reason.NOT_OFFERED, detail);
	}

	static StartTlsException refused(String detail) {
		return new StartTlsException(Reason.REFUSED, detail);
	}

	static StartTlsException protocolError(String detail) {
		return new StartTlsException(Reason.PROTOCOL_ERROR, detail);
	}

	/**
	 * Return what a peer said as it may be shown.
	 */
	static String shown(String text) {
		return "'" + EscapedText.of(text, MAX_SHOWN) + "'";
	}

	static Mono<SecureConnection> error(StartTlsException failure) {
		return Mono.error(failure);
	}

}
