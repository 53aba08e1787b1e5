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

package io.tlsboot.pair;

import java.util.concurrent.CompletableFuture;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pairs over other transports than a pipe: WebSockets, and TLS itself.
 */
class PairTransportTests {

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void overAWebSocket(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecureContext context = pairs.serverContext();
			DisposableServer server = HttpServer.create()
				.host("127.0.0.1")
				.route((routes) -> routes.ws("/tls", (inbound, outbound) -> {
					SecurePair pair = pairs.pairs().server(context);
					return Mono.when(pair.pipe(inbound, outbound), echo(pair));
				}))
				.bindNow();
			SecurePair client = pairs.client();
			CompletableFuture<Void> piped = HttpClient.create()
				.websocket()
				.uri("ws://127.0.0.1:" + server.port() + "/tls")
				.handle((inbound, outbound) -> client.pipe(inbound, outbound))
				.then()
				.toFuture();
			SecureConnection connection = TestPairs.secured(client);
			assertThat(connection.paired()).isTrue();
			assertThat(connection.remoteAddress().getPort()).isEqualTo(server.port());
			String text = "frame ".repeat(20_000);
			CompletableFuture<Void> sent = connection.sendString(text).toFuture();
			assertThat(received(connection, text.length())).isEqualTo(text);
			Await.result(sent);
			connection.close().block(TestPairs.LIMIT);
			Await.result(piped);
			assertThat(pairs.recorder().awaitEnd(2).error()).isNull();
			server.disposeNow();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void tlsInsideTls(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider);
				RunningServer server = RunningServer.with(provider)
					.handler(inside(pairs, pairs.serverContext()))
					.start();
				TestClient dialler = TestClient.of(provider)) {
			SecureConnection outer = dialler.connect(server.port());
			SecurePair client = pairs.client();
			CompletableFuture<Void> piped = client.pipe(outer).toFuture();
			SecureConnection inner = TestPairs.secured(client);
			assertThat(inner.remoteAddress()).isEqualTo(outer.remoteAddress());
			inner.sendString("deep").block(TestPairs.LIMIT);
			assertThat(received(inner, 4)).isEqualTo("deep");
			inner.close().block(TestPairs.LIMIT);
			Await.result(piped);
			outer.onClose().block(TestPairs.LIMIT);
			assertThat(pairs.recorder().awaitEnd(2).error()).isNull();
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theEndOfTheOuterConnectionEndsTheInner(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider);
				RunningServer server = RunningServer.with(provider)
					.handler(inside(pairs, pairs.serverContext()))
					.start();
				TestClient dialler = TestClient.of(provider)) {
			SecureConnection outer = dialler.connect(server.port());
			SecurePair client = pairs.client();
			client.pipe(outer).subscribe(null, (failure) -> {
			});
			SecureConnection inner = TestPairs.secured(client);
			pairs.recorder().awaitSecured(2);
			CompletableFuture<Void> received = inner.receive().then().onErrorComplete().toFuture();
			outer.destroy();
			Await.result(received);
			client.onClose().block(TestPairs.LIMIT);
			assertThat(inner.closedCleanly()).isFalse();
			Await.until("the inner ends", () -> pairs.recorder().ends().size() == 2);
		}
	}

	private static SecureConnectionHandler inside(TestPairs pairs, SecureContext context) {
		return (outer) -> {
			SecurePair pair = pairs.pairs().server(context);
			return Mono.when(pair.pipe(outer), echo(pair)).onErrorComplete();
		};
	}

	private static Mono<Void> echo(SecurePair pair) {
		return pair.secured()
			.flatMap((connection) -> connection.send(connection.receive().retain())
				.onErrorComplete()
				.then(Mono.defer(connection::close)));
	}

	private static String received(SecureConnection connection, int length) {
		return connection.receive()
			.asString()
			.scanWith(StringBuilder::new, StringBuilder::append)
			.filter((all) -> all.length() >= length)
			.blockFirst(TestPairs.LIMIT)
			.toString();
	}

}
