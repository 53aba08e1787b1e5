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

package io.tlsboot.ocsp;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.context.OcspSpec;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.SteadyTicketKeys;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestOcspResponse;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.MovableClock;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that staple: how long their answers and their native memory live. What is lost
 * the guard against leaks finds.
 */
class StapledContextTests {

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private static final TicketKeySource KEYS = new SteadyTicketKeys(() -> TicketKeyRing.of(List.of(new byte[32])));

	private final MovableClock clock = new MovableClock(NOW);

	private final AtomicInteger questions = new AtomicInteger();

	private final Staples staples = new Staples(this.clock, this::answer, Runnable::run);

	private final SecureContexts contexts = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			this.clock, null, this.staples);

	@Test
	void aContextThatWasGivenUpCannotBeAcquired() {
		SecureContext context = prepare().build(List.of(), KEYS);
		SslHandler handler = context.newHandler(UnpooledByteBufAllocator.DEFAULT, Runnable::run);
		assertThat(context.acquire()).isTrue();
		context.release();
		context.release();
		// The connection keeps Netty's context, but nobody can make another one.
		assertThat(context.acquire()).isFalse();
		ReferenceCountUtil.release(handler.engine());
	}

	@Test
	void answersLiveAsLongAsWhatTheyAreFor() {
		PreparedContext prepared = prepare();
		prepared.build(List.of(), KEYS).release();
		System.gc();
		assertThat(this.staples.tick()).isTrue();
		assertThat(this.questions).hasValue(1);
		assertThat(prepared.packed()).hasSize(1);
		prepared = null;
		Await.until("the answers are forgotten", () -> {
			System.gc();
			return !this.staples.tick();
		});
	}

	@Test
	void answersChangeWhileConnectionsBegin() throws Exception {
		SecureContext context = prepare().build(List.of(), KEYS);
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			List<Future<Integer>> results = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				results.add(threads.submit((Callable<Integer>) () -> begin(context, done)));
			}
			Instant now = NOW;
			for (int i = 0; i < 300; i++) {
				// Each third one counts no more before the next one comes.
				now = now.plus((i % 3 == 0) ? Duration.ofHours(11) : Duration.ofHours(7));
				this.clock.set(now);
				this.staples.tick();
			}
			done.set(true);
			for (Future<Integer> result : results) {
				assertThat(Await.result(java.util.concurrent.CompletableFuture.supplyAsync(() -> get(result))))
					.isPositive();
			}
			assertThat(this.questions.get()).isGreaterThan(300);
		}
		finally {
			done.set(true);
			threads.shutdown();
			context.release();
		}
	}

	private static int begin(SecureContext context, AtomicBoolean done) {
		int count = 0;
		while (!done.get()) {
			assertThat(context.acquire()).isTrue();
			SslHandler handler = context.newHandler(UnpooledByteBufAllocator.DEFAULT, Runnable::run);
			context.release();
			ReferenceCountUtil.release(handler.engine());
			count++;
		}
		return count;
	}

	private static int get(Future<Integer> result) {
		try {
			return result.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PreparedContext prepare() {
		return this.contexts.preparation()
			.prepare(SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
				.with((spec) -> spec.provider(TlsProvider.OPENSSL)
					.trust(RunningServer.trust(TestPki.ca()))
					.ocsp(OcspSpec.stapling(URI.create("http://ocsp.example.com/")))));
	}

	private byte[] answer(URI address, byte[] request) {
		this.questions.incrementAndGet();
		Instant now = this.clock.instant();
		return TestOcspResponse.of(TestPki.ca())
			.valid(now, now.plus(Duration.ofHours(10)))
			.good(TestPki.server())
			.der();
	}

}
