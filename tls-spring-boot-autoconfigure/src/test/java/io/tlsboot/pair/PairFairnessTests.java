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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pair shares its event loop with other connections.
 */
class PairFairnessTests {

	private static final int CHUNK = 16 * 1024;

	private static final int LENGTH = 400 * CHUNK;

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aTransportThatNeverPausesLeavesTheEventLoopToOthers(TlsProvider provider) {
		try (TestPairs pairs = new TestPairs(provider)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Sinks.Many<ByteBuf> transport = Sinks.many().unicast().onBackpressureBuffer();
			client.encrypted()
				.output()
				.subscribe(transport::tryEmitNext, transport::tryEmitError, transport::tryEmitComplete);
			server.encrypted().input(transport.asFlux()).subscribe();
			client.encrypted().input(server.encrypted().output()).subscribe();
			SecureConnection receiver = TestPairs.secured(server);
			TestPairs.secured(client)
				.send(Flux.range(0, LENGTH / CHUNK).map((i) -> Unpooled.wrappedBuffer(new byte[CHUNK])))
				.block(TestPairs.LIMIT);
			AtomicLong received = new AtomicLong();
			AtomicBoolean first = new AtomicBoolean(true);
			AtomicLong untilOthers = new AtomicLong();
			receiver.receive().subscribe((buffer) -> {
				if (received.addAndGet(buffer.readableBytes()) > LENGTH / 10 && first.compareAndSet(true, false)) {
					receiver.connection().channel().eventLoop().execute(() -> untilOthers.set(received.get()));
				}
			});
			Await.until("all has come", () -> received.get() == LENGTH);
			Await.until("the others had their turn", () -> untilOthers.get() != 0);
			assertThat(untilOthers.get()).isLessThan(LENGTH / 2);
			client.close().and(server.close()).block(TestPairs.LIMIT);
		}
	}

}
