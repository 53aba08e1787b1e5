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

import org.jspecify.annotations.Nullable;

/**
 * What we think of a peer. A verdict is final before anybody sees the connection that it
 * belongs to, and is judged anew on each resumption.
 *
 * @param asked whether a certificate was asked for
 * @param error why the peer is not authorized, or {@code null} when it is or was not
 * asked
 * @param detail one sentence that names the certificate at fault, for logs and events,
 * with peer-controlled text escaped; {@code null} when there is nothing to add
 */
public record Verdict(boolean asked, @Nullable AuthorizationError error, @Nullable String detail) {

	/** No certificate was asked for: not authorized, and no error. */
	public static final Verdict NOT_ASKED = new Verdict(false, null, null);

	/** A certificate was asked for and the peer's is good. */
	public static final Verdict AUTHORIZED = new Verdict(true, null, null);

	/** A certificate was asked for and none was sent. */
	public static final Verdict NO_CERTIFICATE = new Verdict(true, AuthorizationError.UNABLE_TO_GET_ISSUER_CERT,
			"The peer sent no certificate");

	/**
	 * State that a peer is not authorized.
	 * @param error the reason
	 * @param detail one sentence that names the certificate at fault, or {@code null}
	 * @return the verdict
	 */
	public static Verdict refused(AuthorizationError error, @Nullable String detail) {
		return new Verdict(true, error, detail);
	}

	/**
	 * Return whether the peer was asked for a certificate and has proved a good one.
	 * @return whether the peer is authorized
	 */
	public boolean authorized() {
		return this.asked && this.error == null;
	}

}
