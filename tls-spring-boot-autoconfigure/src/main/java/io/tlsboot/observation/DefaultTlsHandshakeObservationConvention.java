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

package io.tlsboot.observation;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.material.EscapedText;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The usual names: those of OpenTelemetry's {@code tls} and {@code network} attributes
 * where there is one. The keys of low cardinality are always complete, and no peer can
 * choose their values.
 */
public class DefaultTlsHandshakeObservationConvention implements TlsHandshakeObservationConvention {

	private static final int LONGEST_SUBJECT = 200;

	private static final String VERSION_PREFIX = "TLSv";

	@Override
	public String getName() {
		return "tls.handshake";
	}

	@Override
	public String getContextualName(TlsHandshakeContext context) {
		return "tls handshake " + context.endpoint();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(TlsHandshakeContext context) {
		SecureConnection connection = context.connection();
		FailedHandshake failed = context.failed();
		KeyValues shared = KeyValues.of("tls.role", word(context.role()), "tls.endpoint", context.endpoint(),
				"tls.protocol.name", "tls", "tls.established", String.valueOf(connection != null), "tls.failure.reason",
				(failed != null) ? word(failed.failure().reason()) : KeyValue.NONE_VALUE);
		if (connection == null) {
			return shared.and("tls.protocol.version", KeyValue.NONE_VALUE, "tls.cipher", KeyValue.NONE_VALUE,
					"tls.curve", KeyValue.NONE_VALUE, "tls.resumed", KeyValue.NONE_VALUE, "tls.authorized",
					KeyValue.NONE_VALUE);
		}
		return shared.and("tls.protocol.version", version(connection.protocol()), "tls.cipher", connection.cipher(),
				"tls.curve", connection.namedGroup().orElse(KeyValue.NONE_VALUE), "tls.resumed",
				String.valueOf(connection.sessionReused()), "tls.authorized", String.valueOf(connection.authorized()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(TlsHandshakeContext context) {
		SecureConnection connection = context.connection();
		FailedHandshake failed = context.failed();
		if (connection != null) {
			return ofConnection(context.role(), connection);
		}
		return (failed != null) ? ofFailure(failed) : KeyValues.empty();
	}

	private static KeyValues ofConnection(Role role, SecureConnection connection) {
		KeyValues values = peer(connection.remoteAddress());
		values = and(values, "tls.context", connection.contextName());
		values = and(values, "tls.client.server_name", connection.serverName().orElse(null));
		values = and(values, "tls.next_protocol", connection.applicationProtocol().orElse(null));
		PeerCertificate certificate = connection.peerCertificate().orElse(null);
		if (certificate != null) {
			String peer = (role == Role.SERVER) ? "tls.client." : "tls.server.";
			values = and(values, peer + "subject", EscapedText.of(certificate.subject().toString(), LONGEST_SUBJECT));
			values = and(values, peer + "hash.sha256", certificate.fingerprint256().replace(":", ""));
		}
		return and(values, "tls.authorization.error", error(connection.verdict()));
	}

	private static KeyValues ofFailure(FailedHandshake failed) {
		HandshakeFailure failure = failed.failure();
		KeyValues values = peer(failed.remoteAddress());
		values = and(values, "tls.context", failure.contextName());
		values = and(values, "tls.client.server_name", failure.serverName());
		values = and(values, "tls.alert.sent", (failure.alertSent() != null) ? word(failure.alertSent()) : null);
		values = and(values, "tls.alert.received",
				(failure.alertReceived() != null) ? word(failure.alertReceived()) : null);
		return and(values, "tls.authorization.error", (failure.verdict() != null) ? error(failure.verdict()) : null);
	}

	private static KeyValues peer(@Nullable SocketAddress address) {
		return (address instanceof InetSocketAddress peer) ? KeyValues.of("network.peer.address",
				peer.isUnresolved() ? peer.getHostString() : peer.getAddress().getHostAddress(), "network.peer.port",
				String.valueOf(peer.getPort())) : KeyValues.empty();
	}

	private static KeyValues and(KeyValues values, String key, @Nullable String value) {
		return (value != null) ? values.and(key, value) : values;
	}

	private static @Nullable String error(Verdict verdict) {
		return (verdict.error() != null) ? verdict.error().name() : null;
	}

	private static String version(String protocol) {
		return protocol.startsWith(VERSION_PREFIX) ? protocol.substring(VERSION_PREFIX.length()) : protocol;
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
