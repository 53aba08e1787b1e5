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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.tlsboot.client.RawServer;
import io.tlsboot.client.TestClient;
import io.tlsboot.client.TlsConnectException;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsException;
import io.tlsboot.connection.StartTlsException.Reason;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.TlsRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Peers that are silent, leave, speak byte by byte or are many.
 */
class PaceTests {

	private static final PlaintextLimits SHORT = PlaintextLimits.DEFAULTS.withTimeout(Duration.ofMillis(300));

	@ParameterizedTest
	@EnumSource
	void aClientDoesNotWaitForASilentServer(StartTlsDialect dialect) {
		try (RawServer server = RawServer.silent();
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.spec((spec) -> spec.withStartTls(new StartTlsSpec(dialect.client(), SHORT)))
					.make()) {
			assertThat(reason(client.refused(server.port()))).isEqualTo(Reason.TIMEOUT);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aServerThatLeavesIsAFailure(StartTlsDialect dialect) {
		List<byte[]> says = Messages.server(dialect);
		for (int heard = 0; heard < says.size(); heard++) {
			List<byte[]> first = says.subList(0, heard);
			try (RawServer server = RawServer.of((socket) -> {
				ScriptedServer.play(dialect, first, socket);
				socket.shutdownOutput();
			}); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
				TlsConnectException failure = TestClient
					.refused(client.client().connect("localhost", server.port(), dialect.client()));
				assertThat(reason(failure)).isEqualTo(Reason.CLOSED);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aServerDoesNotWaitForASilentClient(StartTlsDialect dialect) {
		StartTlsDialogue dialogue = dialect.server(DialectServer.NAME);
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.startTls(new StartTlsSpec(dialogue, SHORT))
			.start(); RawClient client = RawClient.connect(server.port())) {
			client.awaitEnd();
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().accepted()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aServerUnderstandsByteByByte(StartTlsDialect dialect) {
		try (DialectServer server = DialectServer.of(TlsProvider.OPENSSL, dialect);
				RawClient client = server.connect()) {
			for (byte[] message : Messages.client(dialect)) {
				for (byte each : message) {
					client.send(new byte[] { each });
				}
			}
			client.sendHello();
			byte before = 0;
			byte last = 0;
			while (before != TlsRecord.HANDSHAKE || last != 3) {
				before = last;
				last = client.readBytes(1)[0];
			}
			assertThat(server.failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aClientUnderstandsByteByByte(StartTlsDialect dialect) throws InterruptedException {
		BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
		try (RawServer server = RawServer.of((socket) -> {
			socket.setTcpNoDelay(true);
			ScriptedServer.play(dialect, Messages.server(dialect), socket, 1);
			heard.add(socket.getInputStream().read());
			socket.close();
		}); TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TlsConnectException failure = TestClient
				.refused(client.client().connect("localhost", server.port(), dialect.client()));
			assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.HANDSHAKE);
			assertThat(heard.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TlsRecord.HANDSHAKE);
		}
	}

	@ParameterizedTest
	@EnumSource
	void oneDialogueServesManyConnectionsAtOnce(StartTlsDialect dialect) {
		StartTlsDialogue dialogue = dialect.client();
		try (DialectServer server = DialectServer.of(TlsProvider.OPENSSL, dialect);
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			List<SecureConnection> connections = Flux.range(0, 40)
				.flatMap((i) -> client.client().connect("localhost", server.port(), dialogue), 40)
				.collectList()
				.blockOptional(Await.LIMIT)
				.orElseThrow();
			assertThat(connections).hasSize(40);
			connections.forEach(SecureConnection::destroy);
			Await.until("no connection", () -> server.running().server().connections() == 0);
			assertThat(server.failures()).isEmpty();
		}
	}

	private static Reason reason(TlsConnectException failure) {
		assertThat(failure.phase()).isEqualTo(TlsConnectException.Phase.START_TLS);
		return ((StartTlsException) failure.getCause()).reason();
	}

}
