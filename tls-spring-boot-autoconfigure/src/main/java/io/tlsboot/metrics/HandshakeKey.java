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

package io.tlsboot.metrics;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Tags;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.verify.Verdict;

/**
 * What handshakes of an endpoint have in common that are counted together.
 *
 * @param context the name of the context
 * @param reason why they failed, or {@code none}
 * @param protocol the TLS version, or {@code none}
 * @param cipher the cipher suite, or {@code none}
 * @param group the key exchange group, {@code none} or {@code unknown}
 * @param resumed whether a session was resumed, or {@code none}
 * @param authorized whether the peer was authorized, or {@code none} when it was not
 * judged
 */
record HandshakeKey(String context, String reason, String protocol, String cipher, String group, String resumed,
		String authorized) {

	private static final Map<HandshakeFailureReason, String> REASONS = reasons();

	private static final String TRUE = "true";

	private static final String FALSE = "false";

	private static final String TLS_1_2 = "TLSv1.2";

	static HandshakeKey of(String context, HandshakeFailure failure) {
		String reason = REASONS.getOrDefault(failure.reason(), TlsMeters.UNKNOWN);
		return new HandshakeKey(context, reason, TlsMeters.NONE, TlsMeters.NONE, TlsMeters.NONE, TlsMeters.NONE,
				(failure.verdict() != null) ? FALSE : TlsMeters.NONE);
	}

	static HandshakeKey of(String context, SecureConnection connection, NegotiatedValues values) {
		boolean resumed = connection.sessionReused();
		String protocol = values.protocol(connection.protocol());
		String withoutGroup = (resumed && TLS_1_2.equals(protocol)) ? TlsMeters.NONE : TlsMeters.UNKNOWN;
		return new HandshakeKey(context, TlsMeters.NONE, protocol, values.cipher(connection.cipher()),
				connection.namedGroup().map(values::group).orElse(withoutGroup), resumed ? TRUE : FALSE,
				authorized(connection.verdict()));
	}

	HandshakeKey withContext(String other) {
		return new HandshakeKey(other, this.reason, this.protocol, this.cipher, this.group, this.resumed,
				this.authorized);
	}

	Tags tags() {
		return Tags.of(TlsMeters.CONTEXT, this.context, TlsMeters.OUTCOME,
				this.reason.equals(TlsMeters.NONE) ? "success" : "failure", TlsMeters.REASON, this.reason,
				TlsMeters.PROTOCOL, this.protocol, TlsMeters.CIPHER, this.cipher, TlsMeters.GROUP, this.group,
				TlsMeters.RESUMED, this.resumed, TlsMeters.AUTHORIZED, this.authorized);
	}

	private static String authorized(Verdict verdict) {
		if (verdict.authorized()) {
			return TRUE;
		}
		return (verdict.error() != null || verdict == Verdict.NO_CERTIFICATE) ? FALSE : TlsMeters.NONE;
	}

	private static Map<HandshakeFailureReason, String> reasons() {
		Map<HandshakeFailureReason, String> reasons = new EnumMap<>(HandshakeFailureReason.class);
		for (HandshakeFailureReason reason : HandshakeFailureReason.values()) {
			reasons.put(reason, TlsMeters.value(reason));
		}
		return reasons;
	}

}
