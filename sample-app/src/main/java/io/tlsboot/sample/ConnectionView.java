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

package io.tlsboot.sample;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/**
 * What we know of a connection, as one line of JSON.
 */
final class ConnectionView {

	private static final JsonWriter<PeerCertificate> PEER = JsonWriter.of((members) -> {
		members.add("subject", (peer) -> peer.subject().toMap());
		members.add("issuer", (peer) -> peer.issuer().toMap());
		members.add("subjectAltNames", PeerCertificate::subjectAltNamesText);
		members.add("validFrom", (peer) -> peer.validFrom().toString());
		members.add("validTo", (peer) -> peer.validTo().toString());
		members.add("serialNumber", PeerCertificate::serialNumber);
		members.add("fingerprint", PeerCertificate::fingerprint);
		members.add("fingerprint256", PeerCertificate::fingerprint256);
	});

	private static final JsonWriter<SecureConnection> CONNECTION = JsonWriter.of((members) -> {
		members.add("authorized", SecureConnection::authorized);
		members.add("authorizationError", (connection) -> connection.authorizationError().map(AuthorizationError::name).orElse(null));
		members.add("serverName", (connection) -> connection.serverName().orElse(null));
		members.add("context", SecureConnection::contextName);
		members.add("applicationProtocol", (connection) -> connection.applicationProtocol().orElse(null));
		members.add("protocol", SecureConnection::protocol);
		members.add("cipher", SecureConnection::cipher);
		members.add("group", (connection) -> connection.namedGroup().orElse(null));
		members.add("sessionReused", SecureConnection::sessionReused);
		members.add("remoteAddress", (connection) -> connection.remoteAddress().getAddress().getHostAddress());
		members.add("remotePort", SecureConnection::remotePort);
		members.add("peer", ConnectionView::peer).using(PEER);
	});

	private final SecureConnection connection;

	private ConnectionView(SecureConnection connection) {
		this.connection = connection;
	}

	static ConnectionView of(SecureConnection connection) {
		return new ConnectionView(connection);
	}

	String toJson() {
		return CONNECTION.writeToString(this.connection);
	}

	private static @Nullable PeerCertificate peer(SecureConnection connection) {
		return connection.peerCertificate().orElse(null);
	}

}
