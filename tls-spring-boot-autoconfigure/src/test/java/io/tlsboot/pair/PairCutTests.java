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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transport that is cut at every stage, in the handshake and after it: each side ends
 * with an error or a truncated stream, and never hangs.
 */
class PairCutTests {

	private static final int STEPS = 40;

	private static final byte[] MESSAGE = new byte[3000];

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void whereverTheTransportIsCutBothSidesEnd(TlsProvider provider, String version) {
		try (TestPairs pairs = new TestPairs(provider, version)) {
			SecureContext server = pairs.serverContext((spec) -> spec);
			SecureContext client = pairs.clientContext((spec) -> spec);
			Exchange whole = new Exchange(pairs, server, client, Integer.MAX_VALUE, Integer.MAX_VALUE, false);
			whole.awaitMessages();
			int toServer = whole.toServer.get();
			int toClient = whole.toClient.get();
			whole.close();
			assertThat(toServer).isGreaterThan(MESSAGE.length);
			assertThat(toClient).isGreaterThan(MESSAGE.length);
			int failures = 0;
			for (int i = 0; i < STEPS; i++) {
				boolean fails = i % 2 == 1;
				int bytes = (i < 7) ? i : toServer * i / (STEPS + 10);
				failures += new Exchange(pairs, server, client, bytes, Integer.MAX_VALUE, fails).ends(true);
				bytes = (i < 7) ? i : toClient * i / (STEPS + 10);
				failures += new Exchange(pairs, server, client, Integer.MAX_VALUE, bytes, fails).ends(false);
			}
			assertThat(failures).isGreaterThan(STEPS / 2);
			assertThat(pairs.recorder().accepted())
				.isEqualTo(pairs.recorder().failures().size() + pairs.recorder().secured().size());
			Await.until("all ends", () -> pairs.recorder().ends().size() == pairs.recorder().secured().size());
		}
	}

	/**
	 * Two pairs that send each other a message.
	 */
	private static final class Exchange {

		private final AtomicInteger toServer = new AtomicInteger();

		private final AtomicInteger toClient = new AtomicInteger();

		private final SecurePair server;

		private final SecurePair client;

		private final CompletableFuture<Boolean> serverEnd;

		private final CompletableFuture<Boolean> clientEnd;

		private final AtomicInteger received = new AtomicInteger();

		Exchange(TestPairs pairs, SecureContext server, SecureContext client, int toServer, int toClient,
				boolean fails) {
			this.server = pairs.pairs().server(server);
			this.client = pairs.pairs().client(client, PairOptions.DEFAULTS);
			this.serverEnd = end(this.server);
			this.clientEnd = end(this.client);
			pipe(this.server, cut(this.client.encrypted().output(), this.toServer, toServer, fails));
			pipe(this.client, cut(this.server.encrypted().output(), this.toClient, toClient, fails));
		}

		private static void pipe(SecurePair pair, Flux<ByteBuf> source) {
			pair.encrypted().input(source).subscribe(null, (failure) -> {
			});
		}

		private static Flux<ByteBuf> cut(Flux<ByteBuf> source, AtomicInteger count, int limit, boolean fails) {
			AtomicBoolean ended = new AtomicBoolean();
			return source.handle((buffer, sink) -> {
				if (ended.get()) {
					buffer.release();
					return;
				}
				int size = Math.min(limit - count.get(), buffer.readableBytes());
				count.addAndGet(size);
				if (size > 0) {
					sink.next(buffer.readRetainedSlice(size));
				}
				buffer.release();
				if (count.get() >= limit) {
					ended.set(true);
					if (fails) {
						sink.error(new IOException("cut"));
					}
					else {
						sink.complete();
					}
				}
			});
		}

		/**
		 * Return what tells whether a pair ended before its handshake was done.
		 */
		private CompletableFuture<Boolean> end(SecurePair pair) {
			return pair.secured()
				.flatMap((connection) -> talk(connection).thenReturn(false))
				.onErrorResume(PairHandshakeException.class, (failure) -> Mono.just(true))
				.toFuture();
		}

		private Mono<Void> talk(SecureConnection connection) {
			Mono<Void> sent = connection.send(Mono.fromSupplier(() -> io.netty.buffer.Unpooled.wrappedBuffer(MESSAGE)))
				.onErrorComplete();
			Mono<Void> came = connection.receive()
				.doOnNext((buffer) -> this.received.addAndGet(buffer.readableBytes()))
				.then()
				.onErrorComplete();
			return Mono.when(sent, came).then(Mono.defer(connection::close));
		}

		void awaitMessages() {
			Await.until("both messages", () -> this.received.get() == 2 * MESSAGE.length);
		}

		void close() {
			Mono.when(this.server.close(), this.client.close()).block(TestPairs.LIMIT);
			Await.result(this.serverEnd);
			Await.result(this.clientEnd);
		}

		/**
		 * Wait until both sides have ended.
		 * @return how many of them had no connection
		 */
		int ends(boolean atServer) {
			boolean serverFailed = Await.result(this.serverEnd);
			boolean clientFailed = Await.result(this.clientEnd);
			this.server.onClose().block(TestPairs.LIMIT);
			this.client.onClose().block(TestPairs.LIMIT);
			SecurePair cut = atServer ? this.server : this.client;
			if (!(atServer ? serverFailed : clientFailed)) {
				assertThat(TestPairs.secured(cut).closedCleanly()).isFalse();
			}
			return (serverFailed ? 1 : 0) + (clientFailed ? 1 : 0);
		}

	}

}
