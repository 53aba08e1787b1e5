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

package io.tlsboot.sni;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.DefaultEventLoop;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.Future;
import io.tlsboot.context.PreparedContext;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.SecureContexts;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextPool}.
 */
class ContextPoolTests {

	private static final SecureContexts CONTEXTS = new SecureContexts(new MaterialLoader(new DefaultResourceLoader()),
			Clock.systemUTC());

	private static final SecureContextSpec SPEC = spec(TestPki.server());

	private final DefaultEventLoop loop = new DefaultEventLoop();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final Queue<SecureContext> built = new ConcurrentLinkedQueue<>();

	@AfterEach
	void stop() throws InterruptedException {
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		for (SecureContext context : this.built) {
			assertThat(refCnt(context)).as("every owner has given it up").isZero();
		}
	}

	@Test
	void allThatWaitShareOneContext() {
		ContextPool pool = pool(2);
		ContextSlot slot = slot("a");
		Future<SecureContext> first = pool.acquire(slot, this.loop);
		Future<SecureContext> second = pool.acquire(slot, this.loop);
		assertThat(this.tasks).hasSize(1);
		assertThat(first.isDone()).isFalse();
		run();
		assertThat(first.getNow()).isNotNull().isSameAs(second.getNow());
		assertThat(refCnt(first.getNow())).isEqualTo(3);
		Future<SecureContext> third = pool.acquire(slot, this.loop);
		assertThat(third.getNow()).isSameAs(first.getNow());
		assertThat(this.tasks).isEmpty();
		release(first, second, third);
		pool.close();
	}

	@Test
	void whoCancelsGetsNothing() {
		ContextPool pool = pool(2);
		ContextSlot slot = slot("a");
		Future<SecureContext> cancelled = pool.acquire(slot, this.loop);
		Future<SecureContext> waiting = pool.acquire(slot, this.loop);
		cancelled.cancel(false);
		run();
		assertThat(refCnt(waiting.getNow())).isEqualTo(2);
		release(waiting);
		pool.close();
	}

	@Test
	void noMoreAreKeptThanAllowed() {
		ContextPool pool = pool(3);
		List<ContextSlot> slots = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			slots.add(slot("h" + i));
			use(pool, slots.get(i));
			// The first is used again and again.
			use(pool, slots.get(0));
		}
		assertThat(pool.size()).isEqualTo(3);
		assertThat(this.built.stream().filter((context) -> refCnt(context) > 0)).hasSize(3);
		assertThat(slots.get(0).context()).as("what is in use stays").isNotNull();
		assertThat(this.built).filteredOn((context) -> context.name().equals("h0")).hasSize(1);
		pool.close();
	}

	@Test
	void aContextThatIsGivenUpLivesOnWithItsUsers() {
		ContextPool pool = pool(1);
		Future<SecureContext> used = pool.acquire(slot("a"), this.loop);
		run();
		use(pool, slot("b"));
		assertThat(refCnt(used.getNow())).isEqualTo(1);
		release(used);
		pool.close();
	}

	@Test
	void whatIsPinnedStays() {
		ContextPool pool = pool(1);
		ContextSlot pinned = slot("default");
		pool.load(pinned, true);
		use(pool, slot("a"));
		use(pool, slot("b"));
		assertThat(pinned.context()).isNotNull();
		pool.close();
		assertThat(pinned.context()).isNull();
	}

	@Test
	void aRetiredPlaceServesThoseWhoWait() {
		ContextPool pool = pool(2);
		ContextSlot slot = slot("a");
		Future<SecureContext> waiting = pool.acquire(slot, this.loop);
		pool.retire(slot);
		run();
		assertThat(refCnt(waiting.getNow())).isEqualTo(1);
		assertThat(slot.context()).isNull();
		assertThat(pool.size()).isZero();
		release(waiting);
		pool.close();
	}

	@Test
	void withAPlaceItsProtocolsRetire() {
		ContextPool pool = pool(4);
		ContextSlot slot = slot("a");
		use(pool, slot);
		use(pool.acquire(slot, "h2", this.loop));
		use(pool.acquire(slot, "h2", this.loop));
		assertThat(this.built).hasSize(2);
		assertThat(this.built).last()
			.satisfies((context) -> assertThat(context.spec().alpnProtocols()).containsExactly("h2"));
		pool.retire(slot);
		assertThat(pool.size()).isZero();
		assertThat(pool.unnamed()).isZero();
		pool.close();
	}

	@Test
	void aProtocolOfAPlaceThatRetiredIsNotKept() {
		ContextPool pool = pool(4);
		ContextSlot slot = slot("a");
		use(pool, slot);
		Future<SecureContext> late = pool.acquire(slot, "h2", this.loop);
		pool.retire(slot);
		use(late);
		use(pool.acquire(slot, "h2", this.loop));
		assertThat(pool.size()).isZero();
		assertThat(pool.unnamed()).isZero();
		pool.close();
	}

	@Test
	void whatReadsFilesRunsElsewhere() {
		Queue<Runnable> reading = new ArrayDeque<>();
		ContextPool pool = new ContextPool(2, ContextPoolTests::prepare, this::build,
				new ContextPool.Executors(reading::add, this.tasks::add));
		ContextSlot prepared = slot("a");
		prepare(prepared);
		Future<SecureContext> first = pool.acquire(prepared, this.loop);
		assertThat(this.tasks).hasSize(1);
		use(first);
		Future<SecureContext> second = pool.acquire(SPEC, this.loop);
		assertThat(this.tasks).isEmpty();
		reading.remove().run();
		use(second);
		pool.close();
	}

	@Test
	void equalAnswersShareAPlaceAndAreForgottenWithTheirContext() {
		ContextPool pool = pool(2);
		use(pool.acquire(SPEC.with((spec) -> spec.name("x")), this.loop));
		use(pool.acquire(SPEC.with((spec) -> spec.name("x")), this.loop));
		assertThat(this.built).hasSize(1);
		for (int i = 0; i < 100; i++) {
			String name = "y" + i;
			use(pool.acquire(SPEC.with((spec) -> spec.name(name)), this.loop));
		}
		assertThat(pool.unnamed()).isEqualTo(2);
		pool.close();
	}

	@Test
	void aFailureReachesThoseWhoWaitAndIsNotKept() {
		ContextPool pool = pool(2);
		SecureContextSpec bad = SPEC.with((spec) -> spec.identities(List.of()));
		Future<SecureContext> failed = pool.acquire(bad, this.loop);
		run();
		assertThat(failed.cause()).isInstanceOf(io.tlsboot.context.ContextException.class);
		assertThat(pool.unnamed()).isZero();
		pool.close();
	}

	@Test
	void anExecutorThatRefusesIsAFailure() {
		ContextPool pool = pool(1, (task) -> {
			throw new RejectedExecutionException("full");
		});
		Future<SecureContext> failed = pool.acquire(slot("a"), this.loop);
		assertThat(failed.cause()).isInstanceOf(RejectedExecutionException.class);
		Future<SecureContext> again = pool.acquire(slot("a"), this.loop);
		assertThat(again.cause()).isInstanceOf(RejectedExecutionException.class);
		pool.close();
	}

	@Test
	void whatComesAfterTheCloseIsGivenUp() {
		ContextPool pool = pool(2);
		ContextSlot slot = slot("a");
		Future<SecureContext> waiting = pool.acquire(slot, this.loop);
		pool.close();
		run();
		assertThat(slot.context()).isNull();
		release(waiting);
	}

	@Test
	void manyThreadsAndFewPlaces() throws InterruptedException {
		ExecutorService builders = Executors.newFixedThreadPool(2);
		ContextPool pool = pool(2, builders);
		List<ContextSlot> slots = List.of(slot("a"), slot("b"), slot("c"), slot("d"));
		AtomicInteger served = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(4);
		for (int t = 0; t < 4; t++) {
			Random random = new Random(t);
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 100; i++) {
					Future<SecureContext> future = pool.acquire(slots.get(random.nextInt(4)), this.loop);
					if (random.nextInt(4) == 0 && future.cancel(false)) {
						continue;
					}
					future.awaitUninterruptibly();
					if (future.isSuccess()) {
						served.incrementAndGet();
						future.getNow().release();
					}
				}
				done.countDown();
			});
			thread.start();
		}
		assertThat(done.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		builders.shutdown();
		assertThat(builders.awaitTermination(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(pool.size()).isLessThanOrEqualTo(2);
		assertThat(served).hasPositiveValue();
		pool.close();
	}

	private void use(ContextPool pool, ContextSlot slot) {
		use(pool.acquire(slot, this.loop));
	}

	private void use(Future<SecureContext> future) {
		run();
		release(future);
	}

	private void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	@SafeVarargs
	private static void release(Future<SecureContext>... futures) {
		for (Future<SecureContext> future : futures) {
			future.getNow().release();
		}
	}

	private ContextPool pool(int capacity) {
		return pool(capacity, this.tasks::add);
	}

	private ContextPool pool(int capacity, Executor executor) {
		return new ContextPool(capacity, ContextPoolTests::prepare, this::build,
				new ContextPool.Executors(executor, executor));
	}

	private static PreparedContext prepare(ContextSlot slot) {
		return slot.prepare(CONTEXTS.preparation());
	}

	private SecureContext build(PreparedContext prepared) {
		TicketKeySource keys = CONTEXTS.ticketKeys(prepared.spec());
		SecureContext context = prepared.build(List.of(), keys);
		this.built.add(context);
		return context;
	}

	private static ContextSlot slot(String name) {
		return new ContextSlot(SPEC.with((spec) -> spec.name(name)));
	}

	private static SecureContextSpec spec(TestCertificate certificate) {
		return SecureContextSpec.server("test", new IdentitySource.Pem(certificate.keyFile().toUri().toString(),
				certificate.chainFile().toUri().toString(), null));
	}

	private static int refCnt(SecureContext context) {
		ReferenceCounted counted = (ReferenceCounted) ReflectionTestUtils.getField(context, "sslContext");
		assertThat(counted).isNotNull();
		return counted.refCnt();
	}

}
