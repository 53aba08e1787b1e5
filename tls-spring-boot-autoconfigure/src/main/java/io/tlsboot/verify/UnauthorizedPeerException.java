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

import java.security.cert.CertificateException;

/**
 * A peer was refused for its verdict. It is thrown inside the handshake and carries the
 * verdict to whoever reports the failure.
 */
public final class UnauthorizedPeerException extends CertificateException {

	private final transient Verdict verdict;

	/**
	 * Create an exception.
	 * @param verdict the verdict, not authorized
	 */
	public UnauthorizedPeerException(Verdict verdict) {
		super((verdict.error() != null) ? verdict.error().name() : "not authorized");
		this.verdict = verdict;
	}

	/**
	 * Return the verdict.
	 * @return the verdict
	 */
	public Verdict verdict() {
		return this.verdict;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
