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

package io.tlsboot.connection;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.tlsboot.verify.TlsAlert;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;

/**
 * The peer ended a secure connection with an alert. With TLS 1.3 a client learns only so
 * that the server refused its certificate, because its own handshake was done before (RFC
 * 8446, section 4.4.2.4).
 */
public final class TlsAlertException extends IOException {

	private final TlsAlert alert;

	/**
	 * Create an exception.
	 * @param alert the alert that was received
	 * @param cause what the engine threw
	 */
	public TlsAlertException(TlsAlert alert, Throwable cause) {
		super("The peer ended the connection with the alert " + alert.description(), cause);
		this.alert = alert;
	}

	/**
	 * Return the alert.
	 * @return the alert that was received
	 */
	public TlsAlert alert() {
		return this.alert;
	}

	/**
	 * Put the alert by which the peer ended the connection in the place of the failure to
	 * send that came of it.
	 */
	static Function<Throwable, Throwable> behind(Supplier<@Nullable Throwable> end) {
		return (failure) -> {
			boolean lost = failure instanceof IOException || failure instanceof AbortedException;
			Throwable known = lost ? end.get() : null;
			return (known instanceof TlsAlertException) ? known : failure;
		};
	}

}
