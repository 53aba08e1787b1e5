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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How pairs end: by either side, by the transport, by time.
 */
class PairEndTests {

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void toCloseTheCleartextCompletesTheOutputAfterCloseNotify(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			Wire wire = new Wire(pairs.server(), pairs.client());
			SecureConnection server = TestPairs.secured(wire.server());
			CompletableFuture<Void> end = server.receive().then().toFuture();
			SecureConnection client = TestPairs.secured(wire.client());
			CompletableFuture<Void> closed = client.close().toFuture();
			Await.result(end);
			Await.until("the end of the output", wire.clientOutputEnded()::get);
			assertThat(server.closedCleanly()).isTrue();
			assertThat(server.isOpen()).isTrue();
			server.close().block(TestPairs.LIMIT);
			Await.result(closed);
			assertThat(pairs.recorder().awaitEnd(2).cleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void theEndOfTheInputWithoutCloseNotifyIsATruncation(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			Wire wire = new Wire(pairs.server(), pairs.client());
			SecureConnection server = TestPairs.secured(wire.server());
			TestPairs.secured(wire.client()).sendString("half a mess").block(TestPairs.LIMIT);
			CompletableFuture<String> received = server.receive().asString().reduce("", String::concat).toFuture();
			Await.until("the message", () -> server.bytesRead() == 11);
			wire.toServer().end();
			assertThat(Await.result(received)).isEqualTo("half a mess");
			assertThat(server.closedCleanly()).isFalse();
			Mono.when(wire.server().close(), wire.client().close()).block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aTransportThatFailsFailsTheConnection(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			Wire wire = new Wire(pairs.server(), pairs.client());
			SecureConnection server = TestPairs.secured(wire.server());
			TestPairs.secured(wire.client());
			CompletableFuture<Void> received = server.receive().then().toFuture();
			wire.toServer().fail(new IllegalStateException("the string broke"));
			assertThatThrownBy(() -> Await.result(received)).hasRootCauseMessage("the string broke");
			wire.server().onClose().block(TestPairs.LIMIT);
			assertThat(server.isOpen()).isFalse();
			wire.client().close().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aTransportThatGivesUpClosesThePairAndLosesNothing(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Disposable output = null;
			Sinks.Many<ByteBuf> fromServer = Sinks.many().unicast().onBackpressureBuffer();
			client.encrypted().input(fromServer.asFlux().doOnDiscard(ByteBuf.class, ByteBuf::release)).subscribe();
			server.encrypted().input(client.encrypted().output()).subscribe();
			output = server.encrypted().output().subscribe(fromServer::tryEmitNext);
			SecureConnection connection = TestPairs.secured(server);
			TestPairs.secured(client).sendString("not lost").block(TestPairs.LIMIT);
			output.dispose();
			assertThat(connection.receive().asString().reduce("", String::concat).block(TestPairs.LIMIT))
				.isEqualTo("not lost");
			server.onClose().block(TestPairs.LIMIT);
			assertThat(connection.closedCleanly()).isFalse();
			assertThatThrownBy(() -> connection.sendString("too late").block(TestPairs.LIMIT))
				.isInstanceOf(RuntimeException.class);
			client.onClose().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void toCancelTheInputIsTheEndOfThePeer(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Disposable input = server.encrypted().input(client.encrypted().output()).subscribe();
			client.encrypted().input(server.encrypted().output()).subscribe();
			SecureConnection connection = TestPairs.secured(server);
			TestPairs.secured(client);
			input.dispose();
			connection.receive().then().block(TestPairs.LIMIT);
			assertThat(connection.closedCleanly()).isFalse();
			server.close().block(TestPairs.LIMIT);
			client.onClose().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void destroyCutsTheTransport(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			Wire wire = new Wire(pairs.server(), pairs.client());
			SecureConnection server = TestPairs.secured(wire.server());
			TestPairs.secured(wire.client()).destroy();
			wire.client().onClose().block(TestPairs.LIMIT);
			server.receive().then().block(TestPairs.LIMIT);
			assertThat(server.closedCleanly()).isFalse();
			server.close().block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aSilentTransportEndsTheHandshakeInTime(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			PairOptions options = PairOptions.DEFAULTS.withName("slow").withHandshakeTimeout(Duration.ofMillis(200));
			SecurePair server = pairs.pairs().server(pairs.serverContext((spec) -> spec), options);
			SecurePair client = pairs.pairs().client(pairs.clientContext((spec) -> spec), options);
			CompletableFuture<Long> output = client.encrypted().output().doOnNext(ByteBuf::release).count().toFuture();
			CompletableFuture<Void> input = server.encrypted().input(Flux.never()).toFuture();
			assertThat(TestPairs.failed(client).reason()).isEqualTo(HandshakeFailureReason.TIMEOUT);
			assertThat(TestPairs.failed(server).endpoint()).isEqualTo("slow");
			assertThat(Await.result(output)).isPositive();
			Await.result(input);
			assertThat(pairs.recorder().failures()).hasSize(2);
			assertThat(pairs.recorder().accepted()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void toCloseDuringTheHandshakeGivesItUp(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair client = pairs.client();
			CompletableFuture<Long> output = client.encrypted().output().doOnNext(ByteBuf::release).count().toFuture();
			client.close().block(TestPairs.LIMIT);
			assertThat(TestPairs.failed(client).reason()).isEqualTo(HandshakeFailureReason.CANCELLED);
			Await.result(output);
			assertThat(pairs.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.CANCELLED);
		}
	}

	@Test
	void aPairThatIsNeverStartedHoldsNothing() {
		try (TestPairs pairs = new TestPairs(TlsProvider.OPENSSL)) {
			pairs.server();
			SecurePair closed = pairs.client();
			closed.close().block(TestPairs.LIMIT);
			assertThat(closed.encrypted().output().collectList().block(TestPairs.LIMIT)).isEmpty();
			closed.encrypted().input(Flux.never()).block(TestPairs.LIMIT);
			assertThat(TestPairs.failed(closed).reason()).isEqualTo(HandshakeFailureReason.CANCELLED);
			assertThat(pairs.recorder().accepted()).isZero();
		}
	}

	@Test
	void eachDirectionOfTheEncryptedSideIsTakenOnce() {
		try (TestPairs pairs = new TestPairs(TlsProvider.JDK)) {
			SecurePair client = pairs.client();
			CompletableFuture<?> output = client.encrypted().output().doOnNext(ByteBuf::release).then().toFuture();
			CompletableFuture<?> input = client.encrypted().input(Flux.never()).toFuture();
			assertThatThrownBy(() -> client.encrypted().output().blockLast(TestPairs.LIMIT))
				.isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> client.encrypted().input(Flux.never()).block(TestPairs.LIMIT))
				.isInstanceOf(IllegalStateException.class);
			client.close().block(TestPairs.LIMIT);
			Await.result(output);
			Await.result(input);
		}
	}

	@Test
	void aContextIsForOneRoleAndMustNotBeReleased() {
		try (TestPairs pairs = new TestPairs(TlsProvider.OPENSSL)) {
			SecureContext server = pairs.serverContext((spec) -> spec);
			assertThatIllegalArgumentException().isThrownBy(() -> pairs.pairs().client(server, PairOptions.DEFAULTS));
			assertThat(server.acquire()).isTrue();
			server.release();
		}
	}

	@Test
	void aTransportThatBringsMoreThanItIsAskedForFails() {
		try (TestPairs pairs = new TestPairs(TlsProvider.JDK)) {
			SecurePair server = pairs.server();
			byte[] hello = { 22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3 };
			AtomicInteger cancelled = new AtomicInteger();
			CompletableFuture<Void> input = server.encrypted()
				.input((subscriber) -> subscriber.onSubscribe(new org.reactivestreams.Subscription() {

					@Override
					public void request(long count) {
						for (int i = 0; i < 100; i++) {
							subscriber.onNext(io.netty.buffer.Unpooled
								.wrappedBuffer(new byte[] { (i < hello.length) ? hello[i] : 0 }));
						}
					}

					@Override
					public void cancel() {
						cancelled.incrementAndGet();
					}

				}))
				.toFuture();
			assertThatThrownBy(() -> Await.result(input)).hasMessageContaining("more than it was asked for");
			assertThat(TestPairs.failed(server)).isInstanceOf(IOException.class);
			Await.until("the end of the transport", () -> cancelled.get() > 0);
		}
	}

}
