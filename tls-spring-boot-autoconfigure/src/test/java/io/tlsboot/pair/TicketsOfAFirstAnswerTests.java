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

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.guard.LeakExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tickets that BoringSSL keeps until a server sends something go with its first
 * answer, however small, and not in pieces of the size of that answer.
 */
@ExtendWith(LeakExtension.class)
class TicketsOfAFirstAnswerTests {

	@Test
	void goInOnePiece() {
		try (TestPairs pairs = new TestPairs(TlsProvider.OPENSSL, "TLSv1.3")) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			AtomicInteger pieces = new AtomicInteger();
			AtomicInteger bytes = new AtomicInteger();
			Mono.when(server.encrypted().input(client.encrypted().output()),
					client.encrypted().input(server.encrypted().output().doOnNext((piece) -> {
						pieces.incrementAndGet();
						bytes.addAndGet(piece.readableBytes());
					})))
				.subscribe(null, (failure) -> {
				});
			SecureConnection answering = TestPairs.secured(server);
			SecureConnection asking = TestPairs.secured(client);
			pieces.set(0);
			bytes.set(0);
			answering.send(Mono.just(Unpooled.buffer().writeByte('a'))).block(TestPairs.LIMIT);
			assertThat(asking.receive().next().map(ByteBuf::readableBytes).block(TestPairs.LIMIT)).isOne();
			assertThat(bytes).as("two tickets and a byte").hasValueGreaterThan(300);
			assertThat(pieces).hasValueLessThanOrEqualTo(2);
			answering.destroy();
			asking.destroy();
		}
	}

}
