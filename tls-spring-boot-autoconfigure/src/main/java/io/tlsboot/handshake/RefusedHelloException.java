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

	private final @Nullable String contextName;

	/**
	 * Refuse a client.
	 * @param alert what it is told
	 * @param contextName the name of the context that it would have got, or {@code null}
	 * when there is none
	 */
	public RefusedHelloException(TlsAlert alert, @Nullable String contextName) {
		super(alert.description(), null, false, false);
		this.alert = alert;
		this.contextName = contextName;
	}

	/**
	 * Refuse a client because something failed on this side.
	 */
	RefusedHelloException(Throwable failure) {
		super(failure.getMessage(), failure, false, false);
		this.alert = TlsAlert.INTERNAL_ERROR;
		this.contextName = null;
	}

	TlsAlert alert() {
		return this.alert;
	}

	@Nullable String contextName() {
		return this.contextName;
	}

}
