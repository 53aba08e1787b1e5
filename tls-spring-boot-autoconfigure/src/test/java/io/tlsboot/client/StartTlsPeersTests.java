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

package io.tlsboot.client;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.peer.server.ServerTls;
import io.tlsboot.test.peer.server.StartTlsServer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that people run and whose connections begin in plaintext: Postfix, Dovecot,
 * OpenLDAP, PostgreSQL. After TLS each is really used.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartTlsPeersTests {

	private static final List<TlsProvider> PROVIDERS = List.of(TlsProvider.OPENSSL, TlsProvider.JDK);

	private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

	// The slapd of Debian reads no EC key that the JDK has written.
	private static final ServerTls TLS = ServerTls.of(TestPki.serverRsa());

	private final Map<StartTlsPeer, StartTlsServer> servers = new EnumMap<>(StartTlsPeer.class);

	@AfterAll
	void close() {
		this.servers.values().forEach(StartTlsServer::close);
	}

	static Stream<Arguments> combinations() {
		return Stream.of(StartTlsPeer.values())
			.flatMap((peer) -> PROVIDERS.stream()
				.flatMap((provider) -> VERSIONS.stream().map((version) -> Arguments.of(peer, provider, version))));
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void isUsed(StartTlsPeer peer, TlsProvider provider, String version) {
		int port = peer.port(server(peer));
		try (TestClient client = TestClient.with(provider).version(version).make()) {
			for (int i = 0; i < 2; i++) {
				SecureConnection connection = connect(client, peer, port);
				assertThat(connection.authorized()).isTrue();
				assertThat(connection.protocol()).isEqualTo(version);
				assertThat(connection.peerCertificate().orElseThrow().subject()).containsEntry("CN",
						List.of("localhost"));
				peer.use(new Conversation(connection));
				connection.close().block(TestClient.LIMIT);
				assertThat(connection.sessionReused()).as("the session is reused: " + i)
					.isEqualTo(i > 0 && peer.resumes(provider, version));
			}
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void isRefusedForAnUnknownAuthority(StartTlsPeer peer) {
		int port = peer.port(server(peer));
		for (TlsProvider provider : PROVIDERS) {
			try (TestClient client = TestClient.with(provider).trust(TestPki.otherCa()).make()) {
				TlsConnectException failure = refused(client, peer, port);
				assertThat(failure.phase()).as(failure.toString()).isEqualTo(TlsConnectException.Phase.VERIFY);
				assertThat(failure.verdict().orElseThrow().error())
					.isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
				assertThat(client.recorder().secured()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void isNotUsedWithoutTls(StartTlsPeer peer) {
		try (StartTlsServer server = peer.start(ServerTls.off())) {
			for (TlsProvider provider : PROVIDERS) {
				try (TestClient client = TestClient.of(provider)) {
					TlsConnectException failure = refused(client, peer, peer.port(server));
					assertThat(failure.phase()).as(failure.toString()).isEqualTo(TlsConnectException.Phase.START_TLS);
					assertThat(failure.reason()).isEmpty();
					assertThat(failure).hasCauseInstanceOf(StartTlsException.class)
						.satisfies((it) -> assertThat(((StartTlsException) it.getCause()).reason())
							.isEqualTo(peer.withoutTls()));
					assertThat(client.recorder().secured()).isEmpty();
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void acceptsOurCertificate(StartTlsPeer peer) {
		try (StartTlsServer server = peer.start(TLS.demand(TestPki.ca()))) {
			for (TlsProvider provider : PROVIDERS) {
				try (TestClient client = TestClient.with(provider).present(TestPki.client()).make()) {
					SecureConnection connection = connect(client, peer, peer.port(server));
					peer.use(new Conversation(connection));
					connection.close().block(TestClient.LIMIT);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesUsWithoutACertificate(StartTlsPeer peer) {
		try (StartTlsServer server = peer.start(TLS.demand(TestPki.ca()))) {
			for (TlsProvider provider : PROVIDERS) {
				try (TestClient client = TestClient.with(provider).version("TLSv1.2").make()) {
					if (peer == StartTlsPeer.SLAPD) {
						TlsConnectException failure = refused(client, peer, peer.port(server));
						assertThat(failure.phase()).as(failure.toString())
							.isEqualTo(TlsConnectException.Phase.HANDSHAKE);
					}
					else {
						SecureConnection connection = connect(client, peer, peer.port(server));
						peer.useWithoutCertificate(new Conversation(connection));
						connection.close().block(TestClient.LIMIT);
					}
				}
			}
		}
	}

	private StartTlsServer server(StartTlsPeer peer) {
		return this.servers.computeIfAbsent(peer, (missing) -> missing.start(TLS));
	}

	private static SecureConnection connect(TestClient client, StartTlsPeer peer, int port) {
		return client.client()
			.connect("localhost", port, peer.dialogue())
			.blockOptional(TestClient.LIMIT)
			.orElseThrow();
	}

	private static TlsConnectException refused(TestClient client, StartTlsPeer peer, int port) {
		return TestClient.refused(client.client().connect("localhost", port, peer.dialogue()));
	}

}
