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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Much data, and peers and handlers that do not keep up.
 */
class BackpressureTests {

	private static final int MEGABYTE = 1024 * 1024;

	/** What the buffers of two sockets and of the library may hold together. */
	private static final long BUFFERED = 24 * MEGABYTE;

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void twentyMegabytesComeBackAsTheyWere(TlsProvider provider, String version) {
		byte[] data = new byte[20 * MEGABYTE];
		new Random(20).nextBytes(data);
		try (RunningServer server = RunningServer.with(provider).start();
				JdkConnection client = JdkClient.to(server.port()).trust(TestPki.ca()).protocols(version).connect()) {
			CompletableFuture<Void> written = CompletableFuture.runAsync(() -> client.write(data));
			assertThat(sha256(client.read(data.length))).isEqualTo(sha256(data));
			Await.result(written);
			assertThat(server.recorder().awaitSecured(1).bytesRead()).isEqualTo(data.length);
			assertThat(server.recorder().awaitSecured(1).bytesWritten()).isEqualTo(data.length);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aPeerThatDoesNotReadStopsTheSender(TlsProvider provider) {
		AtomicLong produced = new AtomicLong();
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(Flux.generate((sink) -> {
				produced.addAndGet(16384);
				sink.next(connection.connection().channel().alloc().buffer(16384).writeZero(16384));
			})))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			long stopped = awaitStandstill(produced::get);
			assertThat(stopped).isBetween(1L, BUFFERED);
			assertThat(connection.bytesWritten()).isLessThanOrEqualTo(stopped);
			assertThat(client.read((int) BUFFERED + MEGABYTE).length).isGreaterThan((int) BUFFERED);
			assertThat(produced.get()).isGreaterThan(stopped);
			connection.destroy();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aHandlerThatDoesNotReceiveStopsThePeer(TlsProvider provider) {
		AtomicLong sent = new AtomicLong();
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> Mono.never()).start();
				EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			SecureConnection connection = server.recorder().awaitSecured(1);
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
				while (sent.get() <= 2 * BUFFERED) {
					client.write(new byte[16384]).flush();
					sent.addAndGet(16384);
				}
			});
			assertThat(awaitStandstill(sent::get)).isBetween(1L, BUFFERED);
			assertThat(connection.bytesRead()).isLessThan(2 * MEGABYTE);
			connection.destroy();
			Await.until("the end of the sender", sending::isDone);
			assertThat(sending).isCompletedExceptionally();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aHundredConnectionsAtOnce(TlsProvider provider) {
		List<EngineClient> clients = new ArrayList<>();
		try (RunningServer server = RunningServer.with(provider).start()) {
			for (int i = 0; i < 100; i++) {
				clients.add(EngineClient.connect(server.port(), (i % 2 == 0) ? "TLSv1.3" : "TLSv1.2"));
			}
			Await.until("a hundred connections", () -> server.server().connections() == 100);
			for (int i = 0; i < 100; i++) {
				clients.get(i).write("number " + i).flush();
			}
			for (int i = 0; i < 100; i++) {
				assertThat(clients.get(i).readText(("number " + i).length())).isEqualTo("number " + i);
			}
			clients.forEach((client) -> client.closeNotify().flush().fin());
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().ends()).hasSize(100).allMatch((end) -> end.cleanly());
		}
		finally {
			clients.forEach(EngineClient::close);
		}
	}

	private static long awaitStandstill(LongSupplier counter) {
		AtomicLong last = new AtomicLong(-1);
		Await.await()
			.pollInterval(Duration.ofMillis(400))
			.until(() -> counter.getAsLong() > 0 && last.getAndSet(counter.getAsLong()) == counter.getAsLong());
		return counter.getAsLong();
	}

	private static byte[] sha256(byte[] data) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(data);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
