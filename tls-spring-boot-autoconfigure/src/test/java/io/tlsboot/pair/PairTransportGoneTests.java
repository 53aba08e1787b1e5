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
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.guard.LeakExtension;
import io.tlsboot.verify.ServerIdentityVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

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
			Cut toServer = new Cut(client.encrypted().output());
			Cut toClient = new Cut(server.encrypted().output());
			server.encrypted().input(toServer).onErrorComplete().subscribe();
			client.encrypted().input(toClient).onErrorComplete().subscribe();
			await(this.verifying);
			switch (how) {
				case "fails" -> toClient.end(new IOException("on purpose"));
				case "ends" -> {
					toClient.end(null);
					toServer.end(null);
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

	/**
	 * A transport that can be cut, and loses nothing that comes after that.
	 */
	private static final class Cut implements Publisher<ByteBuf>, CoreSubscriber<ByteBuf>, Subscription {

		private final Publisher<ByteBuf> source;

		private @Nullable Subscriber<? super ByteBuf> actual;

		private @Nullable Subscription upstream;

		private boolean over;

		Cut(Publisher<ByteBuf> source) {
			this.source = source;
		}

		@Override
		public void subscribe(Subscriber<? super ByteBuf> subscriber) {
			this.actual = subscriber;
			this.source.subscribe(this);
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.upstream = subscription;
			Objects.requireNonNull(this.actual).onSubscribe(this);
		}

		@Override
		public synchronized void onNext(ByteBuf buffer) {
			if (this.over) {
				buffer.release();
			}
			else {
				Objects.requireNonNull(this.actual).onNext(buffer);
			}
		}

		@Override
		public void onError(Throwable failure) {
			end(failure);
		}

		@Override
		public void onComplete() {
			end(null);
		}

		synchronized void end(@Nullable Throwable failure) {
			if (this.over) {
				return;
			}
			cancel();
			if (failure != null) {
				Objects.requireNonNull(this.actual).onError(failure);
			}
			else {
				Objects.requireNonNull(this.actual).onComplete();
			}
		}

		@Override
		public void request(long count) {
			Objects.requireNonNull(this.upstream).request(count);
		}

		@Override
		public synchronized void cancel() {
			this.over = true;
			Objects.requireNonNull(this.upstream).cancel();
		}

	}

}
