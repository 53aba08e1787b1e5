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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.event.ConnectionRejectedEvent;
import io.tlsboot.event.HandshakeFailedEvent;
import io.tlsboot.event.SecureConnectEvent;
import io.tlsboot.event.SecureConnectionClosedEvent;
import io.tlsboot.event.SecureConnectionEvent;
import io.tlsboot.event.SecureContextReloadFailedEvent;
import io.tlsboot.event.SecureContextReloadedEvent;
import io.tlsboot.event.TlsServerClosedEvent;
import io.tlsboot.event.TlsServerListeningEvent;
import io.tlsboot.material.EscapedText;
import io.tlsboot.sample.LiveEvent.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Puts the library's events into words.
 */
@Component
class LiveEventListener {

	private static final int LONGEST = 100;

	private final LiveEvents events;

	LiveEventListener(LiveEvents events) {
		this.events = events;
	}

	@EventListener
	void listening(TlsServerListeningEvent event) {
		add(Kind.LISTENING, event.server().name(), Role.SERVER, null, "accepts connections", null);
	}

	@EventListener
	void stopped(TlsServerClosedEvent event) {
		add(Kind.STOPPED, event.server().name(), Role.SERVER, null, "has stopped", null);
	}

	@EventListener
	void accepted(SecureConnectionEvent event) {
		secure(event.connection());
	}

	@EventListener
	void connected(SecureConnectEvent event) {
		secure(event.connection());
	}

	@EventListener
	void closed(SecureConnectionClosedEvent event) {
		SecureConnection connection = event.connection();
		ConnectionEnd end = event.end();
		add(Kind.CLOSED, connection.endpoint(), connection.role(), connection.remoteAddress(),
				"by %s after %d ms, %d bytes in, %d bytes out".formatted(lower(end.cause()).replace('_', ' '),
						end.duration().toMillis(), end.bytesRead(), end.bytesWritten()),
				null);
	}

	@EventListener
	void failed(HandshakeFailedEvent event) {
		List<String> facts = new ArrayList<>(List.of(event.reason().name()));
		event.verdict().map((verdict) -> verdict.error()).map(Enum::name).ifPresent(facts::add);
		event.serverName().ifPresent((name) -> facts.add("server name " + cut(name)));
		event.detail().ifPresent((detail) -> facts.add(cut(detail)));
		add(Kind.FAILED, event.endpoint(), event.role(), event.remoteAddress().orElse(null),
				facts.stream().distinct().collect(Collectors.joining(", ")), event.fix() + ".");
	}

	@EventListener
	void rejected(ConnectionRejectedEvent event) {
		add(Kind.REJECTED, event.endpoint(), Role.SERVER, event.remoteAddress().orElse(null),
				"'" + event.limit() + "' was reached", null);
	}

	@EventListener
	void reloaded(SecureContextReloadedEvent event) {
		String changes = event.changes()
			.stream()
			.map(LiveEventListener::lower)
			.sorted()
			.collect(Collectors.joining(", "));
		add(Kind.RELOADED, event.endpoint(), event.role(), null,
				"context " + event.contextName() + " has another " + changes.replace('_', ' '), null);
	}

	@EventListener
	void notReloaded(SecureContextReloadFailedEvent event) {
		add(Kind.NOT_RELOADED, event.endpoint(), event.role(), null,
				"context " + event.contextName() + " stays as it was: " + event.problem(), event.fix());
	}

	private void secure(SecureConnection connection) {
		List<String> facts = new ArrayList<>(List.of(connection.protocol(), connection.cipher()));
		connection.namedGroup().ifPresent(facts::add);
		if (connection.sessionReused()) {
			facts.add("resumed");
		}
		connection.serverName().ifPresent((name) -> facts.add("server name " + cut(name)));
		connection.peerCertificate()
			.ifPresent((certificate) -> facts
				.add("peer " + EscapedText.of(certificate.certificate().getSubjectX500Principal().getName(), LONGEST)));
		if (connection.authorized()) {
			facts.add("authorized");
		}
		connection.authorizationError().ifPresent((error) -> facts.add("not authorized: " + error.name()));
		add(Kind.SECURE, connection.endpoint(), connection.role(), connection.remoteAddress(), String.join(", ", facts),
				null);
	}

	private void add(Kind kind, String endpoint, Role role, @Nullable SocketAddress peer, String text,
			@Nullable String fix) {
		this.events.add(new LiveEvent(Instant.now(), kind, endpoint, lower(role), address(peer), text, fix));
	}

	private static @Nullable String address(@Nullable SocketAddress address) {
		return (address instanceof InetSocketAddress inet && inet.getAddress() != null)
				? inet.getAddress().getHostAddress() + " port " + inet.getPort() : null;
	}

	private static String cut(String text) {
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) + "…" : text;
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
