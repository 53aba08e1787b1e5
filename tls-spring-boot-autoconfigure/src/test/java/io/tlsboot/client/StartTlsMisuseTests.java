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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dialogues of clients that do not do what they should, and clients that are closed at
 * the wrong time.
 */
class StartTlsMisuseTests {

	private static final StartTlsDialogue SERVER = (connection) -> connection
		.eachLine((line) -> line.equals("STARTTLS") ? connection.startTls("go\r\n") : Mono.empty());

	@Test
	void aDialogueThatGivesNothingAtAllFails() {
		try (RawServer server = RawServer.silent(); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), (connection) -> null));
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.START_TLS);
			assertThat(server.awaitEnd()).isZero();
		}
	}

	@Test
	void aClientThatIsClosedDuringTheDialogueStartsNoHandshake() {
		TlsProvider provider = TlsProvider.OPENSSL;
		try (RunningServer server = RunningServer.with(provider).startTls(new StartTlsSpec(SERVER)).start();
				TestClient client = TestClient.of(provider)) {
			TlsConnectException failure = TestClient.refused(client.client()
				.connect("localhost", server.port(),
						(connection) -> connection.sendString("STARTTLS\r\n")
							.then(connection.readLine())
							.flatMap((go) -> {
								client.client().close();
								return connection.startTls();
							})));
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.START_TLS);
			assertThat(failure).hasMessageContaining("is closed");
			assertThat(client.recorder().accepted()).isZero();
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	@Test
	void aHandshakeThatTheDialogueDoesNotWaitForIsGivenUp() {
		try (RawServer server = RawServer.of((socket) -> {
			new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1).readLine();
			socket.getOutputStream().write("go\r\n".getBytes(StandardCharsets.US_ASCII));
		}); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TestClient.refused(client.client()
				.connect("localhost", server.port(),
						(connection) -> connection.sendString("STARTTLS\r\n")
							.then(connection.readLine())
							.flatMap((go) -> {
								connection.startTls().subscribe((secured) -> {
								}, (failure) -> {
								});
								return Mono.empty();
							})));
			server.awaitEnd();
			Await.until("the handshake has failed", () -> client.recorder().failures().size() == 1);
			assertThat(client.recorder().failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.CANCELLED));
		}
	}

}
