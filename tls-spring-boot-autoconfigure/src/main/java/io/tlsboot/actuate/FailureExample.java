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

package io.tlsboot.actuate;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;

import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.material.EscapedText;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One failure, as little of it as helps to find out why: no connection, no certificate,
 * and texts that are short. It is made on an event loop and formatted when somebody
 * looks.
 *
 * @param millis when it happened
 * @param peer the peer's address, or {@code null}
 * @param serverName the name that the peer asked for, or {@code null}
 * @param context the context in use, or {@code null}
 * @param alertSent the alert that told the peer, or {@code null}
 * @param alertReceived the alert that the peer sent, or {@code null}
 * @param authorizationError why the peer was not authorized, or {@code null}
 * @param detail what is known besides, or {@code null}
 */
record FailureExample(long millis, @Nullable SocketAddress peer, @Nullable String serverName, @Nullable String context,
		@Nullable TlsAlert alertSent, @Nullable TlsAlert alertReceived, @Nullable AuthorizationError authorizationError,
		@Nullable String detail) {

	private static final int LONGEST = 300;

	static FailureExample of(FailedHandshake failed, long millis) {
		HandshakeFailure failure = failed.failure();
		Verdict verdict = failure.verdict();
		AuthorizationError error = (verdict != null) ? verdict.error() : null;
		String judged = (verdict != null) ? verdict.detail() : null;
		return new FailureExample(millis, failed.remoteAddress(), cut(failure.serverName()), failure.contextName(),
				failure.alertSent(), failure.alertReceived(), error, cut((judged != null) ? judged : failure.detail()));
	}

	static FailureExample of(@Nullable SocketAddress peer, long millis) {
		return new FailureExample(millis, peer, null, null, null, null, null, null);
	}

	FailureDescriptor.Example describe() {
		return new FailureDescriptor.Example(Instant.ofEpochMilli(this.millis), text(this.peer), shown(this.serverName),
				shown(this.context), text(this.alertSent), text(this.alertReceived),
				(this.authorizationError != null) ? this.authorizationError.name() : null, shown(this.detail));
	}

	/**
	 * Keep no more of a text than is shown, so that a ring of them has a size.
	 */
	private static @Nullable String cut(@Nullable String text) {
		return (text == null || text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "…";
	}

	/**
	 * What comes here is escaped already; what is not, for once, must not pass either.
	 */
	private static @Nullable String shown(@Nullable String text) {
		if (text == null || text.chars().allMatch((c) -> (c >= ' ' && c < 0x7f) || c == '…')) {
			return text;
		}
		return EscapedText.of(text);
	}

	private static @Nullable String text(@Nullable TlsAlert alert) {
		return (alert != null) ? alert.description() : null;
	}

	/**
	 * Return an address as it is written, without asking anybody for its name.
	 */
	static @Nullable String text(@Nullable SocketAddress address) {
		if (!(address instanceof InetSocketAddress inet)) {
			return (address != null) ? EscapedText.of(address.toString(), LONGEST) : null;
		}
		String host = (inet.getAddress() != null) ? inet.getAddress().getHostAddress()
				: EscapedText.of(inet.getHostString(), LONGEST);
		return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + inet.getPort();
	}

}
