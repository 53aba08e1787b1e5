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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sides that do not keep up stop the other side.
 */
class PairBackpressureTests {

	private static final int CHUNK = 16 * 1024;

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void cleartextThatIsNotReceivedStopsTheTransportAndTheSender(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			AtomicLong asked = new AtomicLong();
			AtomicLong came = new AtomicLong();
			server.encrypted()
				.input(client.encrypted()
					.output()
					.doOnRequest(asked::addAndGet)
					.doOnNext((buffer) -> came.incrementAndGet()))
				.subscribe();
			client.encrypted().input(server.encrypted().output()).subscribe();
			SecureConnection receiver = TestPairs.secured(server);
			AtomicLong sent = new AtomicLong();
			Disposable sending = TestPairs.secured(client).send(endless(sent)).subscribe(null, (failure) -> {
			});
			awaitStandstill(sent);
			assertThat(asked.get() - came.get()).isZero();
			assertThat(came.get()).isLessThan(100);
			assertThat(receiver.bytesRead()).isLessThan(100L * CHUNK);
			assertThat(sent.get()).isLessThan(1000L * CHUNK);
			long before = sent.get();
			Disposable receiving = receiver.receive().subscribe();
			Await.until("more", () -> sent.get() > 2 * before);
			sending.dispose();
			receiving.dispose();
			client.close().and(server.close()).block(TestPairs.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void outputThatIsNotAskedForStopsTheSender(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Valve valve = new Valve(client.encrypted().output());
			server.encrypted().input(valve).subscribe();
			client.encrypted().input(server.encrypted().output()).subscribe();
			SecureConnection receiver = TestPairs.secured(server);
			SecureConnection sender = TestPairs.secured(client);
			Disposable receiving = receiver.receive().subscribe();
			AtomicLong sent = new AtomicLong();
			valve.stop();
			Disposable sending = sender.send(endless(sent)).subscribe(null, (failure) -> {
			});
			awaitStandstill(sent);
			assertThat(sent.get()).isLessThan(1000L * CHUNK);
			assertThat(sender.connection().channel().isWritable()).isFalse();
			long before = sent.get();
			valve.resume();
			Await.until("more", () -> sent.get() > 2 * before);
			sending.dispose();
			receiving.dispose();
			client.close().and(server.close()).block(TestPairs.LIMIT);
		}
	}

	private static Flux<ByteBuf> endless(AtomicLong sent) {
		return Flux.generate((sink) -> {
			sent.addAndGet(CHUNK);
			sink.next(Unpooled.wrappedBuffer(new byte[CHUNK]));
		});
	}

	private static void awaitStandstill(AtomicLong counter) {
		AtomicLong last = new AtomicLong(-1);
		LongSupplier now = counter::get;
		Await.await()
			.pollInterval(Duration.ofMillis(400))
			.until(() -> now.getAsLong() > 0 && last.getAndSet(now.getAsLong()) == now.getAsLong());
	}

}
