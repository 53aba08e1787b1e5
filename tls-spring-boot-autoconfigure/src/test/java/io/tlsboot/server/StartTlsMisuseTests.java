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

package io.tlsboot.server;

import java.util.concurrent.atomic.AtomicReference;

import io.tlsboot.connection.PlaintextConnection;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dialogues of servers that do not do what they should: nothing stays open.
 */
class StartTlsMisuseTests {

	@Test
	void aHandshakeThatTheDialogueDoesNotWaitForIsGivenUp() {
		StartTlsDialogue careless = (connection) -> connection.sendString("220 ready\r\n")
			.then(connection.eachLine((line) -> {
				if (line.equals("STARTTLS")) {
					connection.startTls("220 go ahead\r\n").subscribe((secured) -> {
					}, (failure) -> {
					});
				}
				return connection.sendString("250-hello\r\n250 STARTTLS\r\n").then(Mono.empty());
			}))
			.onErrorResume((failure) -> Mono.empty());
		try (RunningServer server = start(careless)) {
			try (RawClient client = RawClient.connect(server.port())) {
				client.expect("220 ready\r\n").send("STARTTLS\r\n").expect("220 go ahead\r\n").awaitEnd();
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().failures()).singleElement()
				.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.CANCELLED));
		}
	}

	@Test
	void aDialogueThatGivesNothingAtAllClosesTheConnection() {
		try (RunningServer server = start((connection) -> null); RawClient client = RawClient.connect(server.port())) {
			client.awaitEnd();
			Await.until("no connection", () -> server.server().connections() == 0);
		}
	}

	@Test
	void aReadThatIsCancelledMakesWayForTheNext() {
		AtomicReference<Throwable> failed = new AtomicReference<>();
		StartTlsDialogue impatient = (connection) -> connection.sendString("220 ready\r\n")
			.then(Mono.firstWithSignal(connection.readLine(), Mono.just("nothing")))
			.then(connection.readLine())
			.flatMap((line) -> answer(connection, line))
			.doOnError(failed::set);
		try (RunningServer server = start(impatient); RawClient client = RawClient.connect(server.port())) {
			client.expect("220 ready\r\n").send("hello\r\n").expect("hello\r\n").awaitEnd();
			assertThat(failed).hasNullValue();
		}
	}

	private static Mono<SecureConnection> answer(PlaintextConnection connection, String line) {
		return connection.sendString(line + "\r\n").then(Mono.empty());
	}

	private static RunningServer start(StartTlsDialogue dialogue) {
		return RunningServer.with(TlsProvider.OPENSSL).startTls(new StartTlsSpec(dialogue)).start();
	}

}
