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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.NodeClient;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a connection ends, both sides learn how, and nothing sent before is lost.
 */
class ConnectionEndTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aHandlerThatCompletesEndsTheConnectionWithCloseNotify(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.sendString("good bye\n"))
			.start()) {
			OpenSslResult openssl = OpenSslClient.to(server.port()).protocol(version).awaitEnd();
			assertThat(openssl.output()).contains("good bye").doesNotContain("unexpected eof").doesNotContain("errno=");
			assertThat(NodeClient.run("""
					const socket = tls.connect({ port: args.port, host: '127.0.0.1', rejectUnauthorized: false });
					const seen = [];
					socket.on('data', (data) => seen.push(String(data).trim()));
					for (const event of ['end', 'close']) socket.on(event, () => seen.push(event));
					socket.on('error', (error) => seen.push('error ' + error.code));
					socket.on('close', () => console.log(seen.join()));
					""", Map.of("port", server.port())).success().trim()).isEqualTo("good bye,end,close");
			assertThat(server.recorder().awaitEnd(2).cause()).isEqualTo(ConnectionEnd.Cause.LOCAL);
			assertThat(server.recorder().awaitEnd(2).error()).isNull();
			assertThat(server.recorder().awaitEnd(2).bytesWritten()).isEqualTo(9);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aPeerThatStillSendsGetsTheWholeReply(TlsProvider provider, String version) {
		String reply = "r".repeat(1_000_000);
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.sendString(reply))
			.start(); EngineClient client = EngineClient.connect(server.port(), version)) {
			for (int i = 0; i < 20; i++) {
				client.write(new byte[16 * 1024]).flush();
			}
			assertThat(client.readAll()).hasSize(reply.length());
			assertThat(client.endedCleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aTruncatedStreamIsToldFromAWholeOne(TlsProvider provider, String version) {
		StringBuffer received = new StringBuffer();
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.receive()
				.asString(StandardCharsets.UTF_8)
				.doOnNext(received::append)
				.then())
			.start()) {
			try (EngineClient client = EngineClient.connect(server.port(), version)) {
				client.write("whole").closeNotify().flush().fin().readAll();
			}
			ConnectionEnd whole = server.recorder().awaitEnd(1);
			try (EngineClient client = EngineClient.connect(server.port(), version)) {
				client.write("trun").write("ca").flush().fin().readAll();
			}
			ConnectionEnd truncated = server.recorder().awaitEnd(2);
			assertThat(whole.cleanly()).isTrue();
			assertThat(whole.cause()).isEqualTo(ConnectionEnd.Cause.PEER);
			assertThat(truncated.cleanly()).isFalse();
			assertThat(truncated.cause()).isEqualTo(ConnectionEnd.Cause.PEER);
			assertThat(server.recorder().secured().get(0).closedCleanly()).isTrue();
			assertThat(server.recorder().secured().get(1).closedCleanly()).isFalse();
			// The record of two bytes has the length of a close_notify.
			assertThat(received).hasToString("wholetrunca");
			assertThat(truncated.bytesRead()).isEqualTo(6);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aResetIsAnErrorOfTheConnection(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			EngineClient client = EngineClient.connect(server.port(), "TLSv1.3").write("abc").flush();
			assertThat(client.readText(3)).isEqualTo("abc");
			client.reset();
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.CONNECTION_ERROR);
			assertThat(end.cleanly()).isFalse();
			assertThat(end.error()).isNotNull();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aResetWhileTheServerSendsIsNoErrorOfTheHandler(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(Flux
				.generate((sink) -> sink.next(connection.connection().channel().alloc().buffer().writeZero(16384)))))
			.start()) {
			EngineClient client = EngineClient.connect(server.port(), "TLSv1.3");
			assertThat(client.read(100_000).length).isGreaterThanOrEqualTo(100_000);
			client.reset();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.CONNECTION_ERROR);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,ERROR", "OPENSSL,THROWS", "OPENSSL,NULL", "JDK,ERROR", "JDK,THROWS" })
	void aHandlerThatFailsClosesItsOwnConnectionOnly(TlsProvider provider, String how) {
		IllegalArgumentException failure = new IllegalArgumentException("of the handler");
		SecureConnectionHandler handler = (connection) -> {
			if (!connection.serverName().isPresent()) {
				return connection.send(connection.receive().retain());
			}
			if (how.equals("THROWS")) {
				throw failure;
			}
			return how.equals("NULL") ? null : Mono.error(failure);
		};
		try (RunningServer server = RunningServer.with(provider).handler(handler).start();
				EngineClient other = EngineClient.connect(server.port(), "TLSv1.3")) {
			try (JdkConnection client = JdkClient.to(server.port()).host("fails.test").trust(TestPki.ca()).connect()) {
				assertThat(client.readAll()).isEmpty();
			}
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.HANDLER_ERROR);
			if (how.equals("NULL")) {
				assertThat(end.error()).isInstanceOf(NullPointerException.class);
			}
			else {
				assertThat(end.error()).isSameAs(failure);
			}
			assertThat(other.write("still here").flush().readText(10)).isEqualTo("still here");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anEmptyHandlerClosesAtOnce(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> Mono.empty()).start();
				EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			assertThat(client.readAll()).isEmpty();
			assertThat(client.endedCleanly()).isTrue();
			client.fin();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.LOCAL);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void destroyEndsWithoutCloseNotify(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> {
			connection.destroy();
			return Mono.never();
		}).start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			try {
				assertThat(client.readAll()).isEmpty();
			}
			catch (java.io.UncheckedIOException ex) {
				// A reset ends it at once as well.
			}
			assertThat(client.endedCleanly()).isFalse();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.LOCAL);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whatIsKnownOfAConnectionStaysReadable(TlsProvider provider) {
		AtomicReference<SecureConnection> inContext = new AtomicReference<>();
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(false, TestPki.ca())
			.handler((connection) -> Mono.deferContextual((context) -> {
				inContext.set(context.get(SecureConnection.class));
				return connection.send(connection.receive().retain());
			}))
			.start()) {
			int port = server.port();
			try (JdkConnection client = JdkClient.to(port)
				.host("localhost")
				.identity(TestPki.client())
				.trust(TestPki.ca())
				.connect()) {
				client.write("12345");
				assertThat(client.read(5)).hasSize(5);
				assertThat(server.recorder().awaitSecured(1).remotePort()).isEqualTo(client.socket().getLocalPort());
				assertThat(server.recorder().awaitSecured(1).isOpen()).isTrue();
			}
			SecureConnection connection = server.recorder().awaitSecured(1);
			connection.onClose().block(Await.LIMIT);
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(inContext).hasValue(connection);
			assertThat(connection.isOpen()).isFalse();
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.peerCertificate()).isPresent();
			assertThat(connection.serverName()).hasValue("localhost");
			assertThat(connection.protocol()).isEqualTo("TLSv1.3");
			assertThat(connection.cipher()).startsWith("TLS_");
			assertThat(connection.localAddress().getPort()).isEqualTo(port);
			assertThat(connection.remoteAddress().getAddress().isLoopbackAddress()).isTrue();
			assertThat(connection.remotePort()).isPositive();
			assertThat(connection.bytesRead()).isEqualTo(5).isEqualTo(end.bytesRead());
			assertThat(connection.bytesWritten()).isEqualTo(5).isEqualTo(end.bytesWritten());
			assertThat(end.duration()).isBetween(Duration.ofNanos(1), Await.LIMIT);
		}
	}

}
