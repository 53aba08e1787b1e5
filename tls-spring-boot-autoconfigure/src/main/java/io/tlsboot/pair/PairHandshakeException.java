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

package io.tlsboot.pair;

import java.io.IOException;
import java.util.Optional;

import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;

/**
 * The handshake of a pair failed.
 */
public class PairHandshakeException extends IOException {

	private final String endpoint;

	private final transient HandshakeFailure failure;

	/**
	 * Create an exception.
	 * @param endpoint the name of the pair
	 * @param failure how the handshake failed
	 */
	public PairHandshakeException(String endpoint, HandshakeFailure failure) {
		super(text(endpoint, failure));
		this.endpoint = endpoint;
		this.failure = failure;
	}

	/**
	 * Return the name of the pair.
	 * @return the name as in its options
	 */
	public String endpoint() {
		return this.endpoint;
	}

	/**
	 * Return how the handshake failed.
	 * @return the failure, with the alerts
	 */
	public HandshakeFailure failure() {
		return this.failure;
	}

	/**
	 * Return why the handshake failed.
	 * @return the reason
	 */
	public HandshakeFailureReason reason() {
		return this.failure.reason();
	}

	/**
	 * Return what we think of the peer, when that is why it failed.
	 * @return the verdict; empty when it failed for another reason
	 */
	public Optional<Verdict> verdict() {
		return Optional.ofNullable(this.failure.verdict());
	}

	/**
	 * Return how to fix it.
	 * @return a sentence without a final stop
	 */
	public String fix() {
		Verdict verdict = this.failure.verdict();
		if (verdict != null && verdict.error() == AuthorizationError.ERR_TLS_CERT_ALTNAME_INVALID) {
			return "The peer's certificate is for other names: correct the target or the server name of the options, "
					+ "or give the peer a certificate for this one";
		}
		return this.failure.reason().fix();
	}

	private static String text(String endpoint, HandshakeFailure failure) {
		StringBuilder text = new StringBuilder("The handshake of the pair '").append(endpoint)
			.append("' failed: ")
			.append(failure.reason());
		if (failure.detail() != null) {
			text.append(" [").append(failure.detail()).append(']');
		}
		Verdict verdict = failure.verdict();
		if (verdict != null && verdict.error() != null) {
			text.append(", ").append(verdict.error());
		}
		if (failure.alertReceived() != null) {
			text.append(", the peer sent ").append(failure.alertReceived().description());
		}
		return text.toString();
	}

}
