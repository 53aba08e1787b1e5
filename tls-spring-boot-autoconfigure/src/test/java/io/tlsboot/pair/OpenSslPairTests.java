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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pairs that speak with {@code openssl} over pipes of plain streams and over plain
 * connections of Reactor Netty.
 */
class OpenSslPairTests {

	private static final int MEGABYTE = 1024 * 1024;

	static Stream<Arguments> matrix() {
		return PairTransferTests.matrix();
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void sClientOverAPipe(TlsProvider provider, String version, Chunks chunks) throws IOException {
		String question = digits(1, size(chunks));
		String answer = digits(2, size(chunks));
		try (TestPairs pairs = new TestPairs(provider, version);
				ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				OpenSslConnection client = OpenSslClient.to(listener.getLocalPort())
					.trust(TestPki.ca())
					.strict()
					.protocol(version)
					.open();
				StreamTransport pipe = StreamTransport.accept(listener)) {
			SecurePair pair = pairs.server();
			pipe.carry(pair);
			SecureConnection connection = TestPairs.secured(pair);
			CompletableFuture<String> received = text(connection);
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> client.peer().write(question));
			connection.send(chunks.of(bytes(answer))).block(TestPairs.LIMIT);
			client.peer().awaitOutput("the answer", (output) -> output.contains(answer));
			Await.result(written);
			OpenSslResult result = client.finish();
			assertThat(result.protocol()).isEqualTo(version);
			assertThat(Await.result(received)).isEqualTo(question);
			assertThat(connection.closedCleanly()).isTrue();
			pair.close().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void sServerOverAPipe(TlsProvider provider, String version, Chunks chunks) throws IOException {
		String question = digits(1, size(chunks));
		String answer = digits(2, size(chunks));
		try (TestPairs pairs = new TestPairs(provider, version);
				OpenSslServer server = OpenSslServer.startPlain(TestPki.server(), option(version));
				StreamTransport pipe = StreamTransport.connect(server.port())) {
			SecurePair pair = pairs.client();
			pipe.carry(pair);
			SecureConnection connection = TestPairs.secured(pair);
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.protocol()).isEqualTo(version);
			assertThat(connection.remoteAddress().getHostString()).isEqualTo("secure-pair");
			CompletableFuture<String> received = firstLine(connection);
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> server.peer().write(answer));
			connection.send(chunks.of(bytes(question))).block(TestPairs.LIMIT);
			server.peer().awaitOutput("the question", (output) -> output.contains(question));
			Await.result(written);
			assertThat(Await.result(received)).isEqualTo(answer.strip());
			connection.close().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void aMegabyteEachWayWithSServerOverAConnectionOfReactorNetty(TlsProvider provider, String version) {
		String question = digits(1, MEGABYTE);
		String answer = digits(2, MEGABYTE);
		try (TestPairs pairs = new TestPairs(provider, version);
				OpenSslServer server = OpenSslServer.startPlain(TestPki.server(), option(version), "-CAfile",
						TestPki.ca().certFile().toString(), "-Verify", "2", "-verify_return_error")) {
			Connection transport = TcpClient.create().host("127.0.0.1").port(server.port()).connectNow();
			SecurePair pair = pairs.pairs()
				.client(pairs.clientContext(
						(spec) -> spec.identities(java.util.List.of(RunningServer.source(TestPki.client())))),
						PairOptions.DEFAULTS);
			CompletableFuture<Void> piped = pair.pipe(transport).toFuture();
			SecureConnection connection = TestPairs.secured(pair);
			assertThat(connection.remoteAddress().getPort()).isEqualTo(server.port());
			CompletableFuture<String> received = text(connection);
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> server.peer().write(answer));
			connection.send(Chunks.RANDOM.of(bytes(question))).block(TestPairs.LIMIT);
			server.peer().awaitOutput("the question", (output) -> output.contains(question));
			Await.result(written);
			Await.until("the answer", () -> connection.bytesRead() == MEGABYTE);
			connection.close().block(TestPairs.LIMIT);
			Await.result(piped);
			assertThat(transport.isDisposed()).isTrue();
			received.cancel(false);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void sClientOfAServerOfReactorNetty(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecureContext context = pairs.serverContext();
			DisposableServer server = TcpServer.create().host("127.0.0.1").handle((inbound, outbound) -> {
				SecurePair pair = pairs.pairs().server(context);
				Mono<Void> echo = pair.secured()
					.flatMap((connection) -> connection.send(connection.receive().retain())
						.then(Mono.defer(connection::close)));
				return Mono.when(pair.pipe(inbound, outbound), echo);
			}).bindNow();
			OpenSslResult result = OpenSslClient.to(server.port())
				.trust(TestPki.ca())
				.strict()
				.protocol(version)
				.exchange("hello\n", "hello");
			assertThat(result.protocol()).isEqualTo(version);
			assertThat(pairs.recorder().awaitEnd(1).cleanly()).isTrue();
			server.disposeNow();
		}
	}

	private static CompletableFuture<String> firstLine(SecureConnection connection) {
		StringBuilder all = new StringBuilder();
		return connection.receive()
			.asString(StandardCharsets.US_ASCII)
			.doOnNext(all::append)
			.filter((part) -> part.endsWith("\n"))
			.next()
			.map((last) -> all.toString().strip())
			.toFuture();
	}

	private static CompletableFuture<String> text(SecureConnection connection) {
		return connection.receive()
			.asByteArray()
			.collect(java.io.ByteArrayOutputStream::new, java.io.ByteArrayOutputStream::writeBytes)
			.map((all) -> all.toString(StandardCharsets.US_ASCII))
			.toFuture();
	}

	/**
	 * A record for each byte makes a megabyte a matter of minutes for the program.
	 */
	private static int size(Chunks chunks) {
		return (chunks == Chunks.BYTES) ? MEGABYTE / 16 : MEGABYTE;
	}

	private static String option(String version) {
		return "-" + version.replace("TLSv", "tls").replace('.', '_');
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Digits are no commands of the program.
	 */
	private static String digits(int seed, int size) {
		Random random = new Random(seed);
		StringBuilder text = new StringBuilder(size);
		while (text.length() < size - 1) {
			text.append((char) ('0' + random.nextInt(10)));
		}
		return text.append('\n').toString();
	}

}
