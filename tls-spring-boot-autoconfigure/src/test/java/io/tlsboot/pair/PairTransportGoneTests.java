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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.guard.LeakExtension;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The transport of a pair goes while a certificate is verified: the event loop does not
 * wait for that to end.
 */
@ExtendWith(LeakExtension.class)
class PairTransportGoneTests {

	private final CountDownLatch verifying = new CountDownLatch(1);

	private final CountDownLatch verified = new CountDownLatch(1);

	@ParameterizedTest
	@CsvSource({ "OPENSSL,fails,CONNECTION_RESET", "OPENSSL,ends,PEER_CLOSED", "OPENSSL,is closed,CANCELLED",
			"JDK,fails,CONNECTION_RESET", "JDK,ends,PEER_CLOSED", "JDK,is closed,CANCELLED" })
	void whileACertificateIsVerified(TlsProvider provider, String how, HandshakeFailureReason reason) {
		ServerIdentityVerifier slow = (name, certificate) -> {
			this.verifying.countDown();
			await(this.verified);
			return ServerIdentityVerifier.STANDARD.matches(name, certificate);
		};
		try (TestPairs pairs = new TestPairs(provider, List.of("TLSv1.3"), new ConnectionListener() {
		}, slow)) {
			SecurePair server = pairs.server();
			SecurePair client = pairs.client();
			Sinks.One<ByteBuf> end = Sinks.one();
			Sinks.Empty<Void> outputEnd = Sinks.empty();
			server.encrypted().input(client.encrypted().output().takeUntilOther(outputEnd.asMono())).subscribe();
			// Without a queue, which would lose what waits in it when the transport
			// fails.
			client.encrypted()
				.input(server.encrypted().output().takeUntilOther(end.asMono()))
				.onErrorComplete()
				.subscribe();
			await(this.verifying);
			switch (how) {
				case "fails" -> end.tryEmitError(new IOException("on purpose"));
				case "ends" -> {
					end.tryEmitEmpty();
					outputEnd.tryEmitEmpty();
				}
				default -> client.close().subscribe();
			}
			try {
				assertThat(TestPairs.failed(client).failure().reason()).isEqualTo(reason);
			}
			finally {
				this.verified.countDown();
			}
			client.close().block(TestPairs.LIMIT);
			server.close().block(TestPairs.LIMIT);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(TestPairs.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
				throw new AssertionError("waited in vain");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
