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

package io.tlsboot.handshake;

import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;

/**
 * A client is refused with an alert before the engine sees its hello.
 */
public final class RefusedHelloException extends RuntimeException {

	private final transient TlsAlert alert;

	/**
	 * Refuse a client.
	 * @param alert what it is told
	 */
	public RefusedHelloException(TlsAlert alert) {
		this(alert, alert.description(), null);
	}

	RefusedHelloException(TlsAlert alert, @Nullable String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
		this.alert = alert;
	}

	TlsAlert alert() {
		return this.alert;
	}

}
