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

package io.tlsboot.dialect;

import java.util.ArrayList;
import java.util.List;

import io.tlsboot.client.RawServer;
import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plaintext that is put where it could be taken for protected ("NO STARTTLS", USENIX
 * Security 2021; CVE-2011-0411, CVE-2021-23214 and CVE-2021-23222; security rule R17).
 */
class InjectionTests {

	@ParameterizedTest
	@MethodSource("io.tlsboot.dialect.Combination#all")
	void aCommandBehindTheRequestEndsTheConnectionOfAServer(Combination combination) {
		List<byte[]> said = Messages.client(combination.dialect());
		try (DialectServer server = DialectServer.of(combination.provider(), combination.dialect())) {
			try (RawClient client = server.connect()) {
				client.send(Messages.join(Messages.join(said.toArray(new byte[0][])),
						Messages.injected(combination.dialect())));
				client.awaitEnd();
			}
			assertThat(server.running().recorder().awaitFailure().reason())
				.isEqualTo(HandshakeFailureReason.START_TLS_INJECTION);
			server.assertFailed(StartTlsException.Reason.HANDSHAKE_FAILED);
		}
	}

	@ParameterizedTest
	@MethodSource("io.tlsboot.dialect.Combination#all")
	void anAnswerBehindTheGoAheadEndsTheConnectionOfAClient(Combination combination) {
		List<byte[]> says = new ArrayList<>(Messages.server(combination.dialect()));
		int last = says.size() - 1;
		says.set(last, Messages.join(says.get(last), Messages.injectedByServer(combination.dialect())));
		try (RawServer server = ScriptedServer.of(combination.dialect(), says);
				TestClient client = TestClient.with(combination.provider()).version(combination.version()).make()) {
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), combination.dialect().client()));
			assertThat(failure.reason()).contains(HandshakeFailureReason.START_TLS_INJECTION);
			server.awaitEnd();
			assertThat(client.recorder().secured()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("io.tlsboot.dialect.Combination#all")
	void aServerThatGoesOnInPlaintextIsNotFollowed(Combination combination) {
		List<byte[]> says = new ArrayList<>(Messages.server(combination.dialect()));
		try (RawServer server = RawServer.of((socket) -> {
			ScriptedServer.play(combination.dialect(), says, socket);
			// The first byte of the ClientHello has come: the client is in its handshake.
			socket.getInputStream().read();
			socket.getOutputStream().write(Messages.injectedByServer(combination.dialect()));
		}); TestClient client = TestClient.with(combination.provider()).version(combination.version()).make()) {
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), combination.dialect().client()));
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.HANDSHAKE);
			server.awaitEnd();
			assertThat(client.recorder().secured()).isEmpty();
		}
	}

}
