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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.material.PeerCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/**
 * What we know of a connection, as one line of JSON.
 */
final class ConnectionView {

	private ConnectionView() {
	}

	static String json(SecureConnection connection) {
		return JsonWriter.standard().writeToString(of(connection));
	}

	static Map<String, @Nullable Object> of(SecureConnection connection) {
		Map<String, @Nullable Object> view = new LinkedHashMap<>();
		view.put("authorized", connection.authorized());
		view.put("authorizationError", connection.authorizationError().map(Enum::name).orElse(null));
		view.put("serverName", connection.serverName().orElse(null));
		view.put("context", connection.contextName());
		view.put("applicationProtocol", connection.applicationProtocol().orElse(null));
		view.put("protocol", connection.protocol());
		view.put("cipher", connection.cipher());
		view.put("group", connection.namedGroup().orElse(null));
		view.put("sessionReused", connection.sessionReused());
		view.put("remoteAddress", connection.remoteAddress().getAddress().getHostAddress());
		view.put("remotePort", connection.remotePort());
		view.put("peer", connection.peerCertificate().map(ConnectionView::peer).orElse(null));
		return view;
	}

	private static Map<String, Object> peer(PeerCertificate certificate) {
		Map<String, Object> view = new LinkedHashMap<>();
		view.put("subject", name(certificate.subject()));
		view.put("issuer", name(certificate.issuer()));
		view.put("subjectAltNames", certificate.subjectAltNamesText());
		view.put("validFrom", certificate.validFrom().toString());
		view.put("validTo", certificate.validTo().toString());
		view.put("serialNumber", certificate.serialNumber());
		view.put("fingerprint", certificate.fingerprint());
		view.put("fingerprint256", certificate.fingerprint256());
		return view;
	}

	/**
	 * Show a name as Node does: an attribute that is there once as text, a repeated one
	 * as a list.
	 */
	private static Map<String, Object> name(Map<String, List<String>> attributes) {
		Map<String, Object> view = new LinkedHashMap<>();
		attributes.forEach((type, values) -> view.put(type, (values.size() == 1) ? values.get(0) : values));
		return view;
	}

}
