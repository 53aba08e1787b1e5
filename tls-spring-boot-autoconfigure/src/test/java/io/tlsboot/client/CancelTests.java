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

package io.tlsboot.client;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.netty.channel.Channel;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * To cancel closes the socket at every stage, and nothing is heard of it any more.
 */
class CancelTests {

	private final List<Channel> channels = new CopyOnWriteArrayList<>();

	private final AtomicInteger signals = new AtomicInteger();

	@Test
	void whileTheHostIsLookedUp() {
		try (LateSignals late = new LateSignals();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.silent()).make()) {
			Disposable dial = dial(client, "slow.example.com", 443);
			Await.until("a channel", () -> !this.channels.isEmpty());
			dial.dispose();
			closed(late);
			nothingReported(client);
		}
	}

	@Test
	void whileTheSocketConnects() throws IOException {
		try (LateSignals late = new LateSignals();
				ConnectFailureTests.BlackHole hole = new ConnectFailureTests.BlackHole();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.addresses("127.0.0.1", "127.0.0.1")).make()) {
			Disposable dial = dial(client, "localhost", hole.port());
			Await.until("a channel", () -> !this.channels.isEmpty());
			dial.dispose();
			closed(late);
			nothingReported(client);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void inTheHandshake(TlsProvider provider) {
		try (LateSignals late = new LateSignals();
				RawServer server = RawServer.silent();
				TestClient client = watched(provider, Loopback.addresses("127.0.0.1")).make()) {
			Disposable dial = dial(client, "localhost", server.port());
			Await.until("a handshake", () -> client.recorder().accepted() == 1);
			dial.dispose();
			server.awaitEnd();
			closed(late);
			cancelled(client);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void whileTheServerIsJudged(TlsProvider provider) {
		Queue<Runnable> judging = new ConcurrentLinkedQueue<>();
		try (LateSignals late = new LateSignals();
				RunningServer server = RunningServer.with(provider).start();
				TestClient client = watched(provider, Loopback.addresses("127.0.0.1")).tasks(judging::add).make()) {
			Disposable dial = dial(client, "localhost", server.port());
			Await.until("a verification", () -> !judging.isEmpty());
			dial.dispose();
			server.recorder().awaitFailure();
			closed(late);
			judging.forEach(Runnable::run);
			cancelled(client);
			assertThat(client.recorder().secured()).isEmpty();
		}
	}

	/** JSSE runs parts of a resumed handshake as tasks too, which are held here. */
	@Test
	void whileTheServerIsJudgedAgain() {
		SwitchedTasks tasks = new SwitchedTasks();
		try (LateSignals late = new LateSignals();
				RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.addresses("127.0.0.1")).tasks(tasks).make()) {
			SecureConnection first = client.connect(server.port());
			TestClient.exchange(first, "hello");
			first.close().block(TestClient.LIMIT);
			client.recorder().awaitEnd(1);
			tasks.held = true;
			Disposable dial = dial(client, "localhost", server.port());
			server.recorder().awaitSecured(2);
			assertThat(server.recorder().secured().get(1).sessionReused()).isTrue();
			Await.until("a judgement", () -> !tasks.waiting.isEmpty());
			dial.dispose();
			server.recorder().awaitEnd(2);
			closed(late);
			tasks.waiting.forEach(Runnable::run);
			cancelled(client);
			assertThat(client.recorder().secured()).hasSize(1);
		}
	}

	@Test
	void whileAListenerIsWaitedFor() {
		Sinks.Empty<Void> admission = Sinks.empty();
		try (LateSignals late = new LateSignals();
				RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.addresses("127.0.0.1"))
					.listener(admitting(admission.asMono()))
					.make()) {
			Disposable dial = dial(client, "localhost", server.port());
			client.recorder().awaitSecured(1);
			dial.dispose();
			server.recorder().awaitEnd(1);
			admission.tryEmitEmpty();
			closed(late);
			assertThat(client.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.LOCAL);
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	@Test
	void aListenerThatFailsDelaysOnly() {
		Sinks.Empty<Void> admission = Sinks.empty();
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.listener(admitting(admission.asMono()))
					.make()) {
			CompletableProbe probe = new CompletableProbe();
			client.client().connect("localhost", server.port()).subscribe(probe);
			client.recorder().awaitSecured(1);
			assertThat(probe.threads).isEmpty();
			admission.tryEmitError(new IllegalStateException("listener"));
			Await.until("the connection", () -> !probe.threads.isEmpty());
			assertThat(probe.threads.get(0)).as("an event loop").startsWith("reactor-tcp");
			client.recorder().secured().get(0).destroy();
		}
	}

	@Test
	void onceDeliveredItBelongsToTheCaller() {
		try (LateSignals late = new LateSignals();
				RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			CompletableProbe probe = new CompletableProbe();
			client.client().connect("localhost", server.port()).subscribe(probe);
			Await.until("the connection", () -> !probe.threads.isEmpty());
			probe.cancel();
			SecureConnection connection = client.recorder().awaitSecured(1);
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			connection.close().block(TestClient.LIMIT);
			assertThat(late.dropped()).isEmpty();
		}
	}

	@Test
	void nothingHappensBeforeItIsAskedFor() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.addresses("127.0.0.1")).make()) {
			Mono<SecureConnection> connect = client.client().connect("localhost", server.port());
			BaseSubscriber<SecureConnection> idle = new BaseSubscriber<>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
				}

			};
			connect.subscribe(idle);
			idle.cancel();
			idle.request(1);
			connect.block(TestClient.LIMIT).destroy();
			connect.block(TestClient.LIMIT).destroy();
			assertThat(this.channels).hasSize(2);
		}
	}

	/**
	 * At any moment: whatever was reached, both sides end, and each handshake that began
	 * is reported once.
	 */
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void atAnyMoment(TlsProvider provider) {
		AtomicInteger delivered = new AtomicInteger();
		int count = 300;
		try (LateSignals late = new LateSignals();
				RunningServer server = RunningServer.with(provider).start();
				TestClient client = watched(provider, Loopback.addresses("127.0.0.1")).make()) {
			long before = System.nanoTime();
			for (int i = 0; i < 10; i++) {
				client.connect(server.port()).destroy();
			}
			long usual = (System.nanoTime() - before) / 10;
			for (int i = 0; i < count; i++) {
				CountDownLatch ended = new CountDownLatch(1);
				Disposable dial = client.client().connect("localhost", server.port()).subscribe((connection) -> {
					delivered.incrementAndGet();
					connection.destroy();
					ended.countDown();
				}, (failure) -> this.signals.incrementAndGet());
				long until = System.nanoTime() + ThreadLocalRandom.current().nextLong(usual * 2);
				while (ended.getCount() > 0 && System.nanoTime() < until) {
					LockSupport.parkNanos(20_000);
				}
				dial.dispose();
			}
			Await.until("all channels are closed", () -> this.channels.stream().noneMatch(Channel::isOpen));
			Await.until("all is reported", () -> client.recorder().accepted() == client.recorder().failures().size()
					+ client.recorder().ends().size());
			Await.until("the server has ended all",
					() -> server.recorder().ends().size() == server.recorder().secured().size());
			assertThat(client.recorder().failures()).extracting(HandshakeFailure::reason)
				.containsOnly(HandshakeFailureReason.CANCELLED);
			assertThat(delivered.get()).as("some were delivered, some not").isBetween(1, count - 1);
			assertThat(this.signals).hasValue(0);
			// Who cancels while a connection is handed to him drops it: it is closed by
			// then.
			assertThat(late.dropped()).allSatisfy((dropped) -> assertThat(dropped)
				.isInstanceOfSatisfying(SecureConnection.class, (one) -> assertThat(one.isOpen()).isFalse()));
		}
	}

	@Test
	void whileItIsDelivered() {
		AtomicBoolean delivering = new AtomicBoolean();
		AtomicBoolean cancelled = new AtomicBoolean();
		long limit = System.nanoTime() + TestClient.LIMIT.toNanos();
		BaseSubscriber<SecureConnection> slow = new BaseSubscriber<>() {

			@Override
			protected void hookOnNext(SecureConnection connection) {
				delivering.set(true);
				// An event loop must not block, nor say that it waits.
				long turns = 0;
				while (!cancelled.get() && System.nanoTime() < limit) {
					turns++;
				}
				assertThat(turns).isNotNegative();
			}

		};
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = watched(TlsProvider.OPENSSL, Loopback.addresses("127.0.0.1")).make()) {
			client.client().connect("localhost", server.port()).subscribe(slow);
			Await.until("the connection is handed over", delivering::get);
			slow.cancel();
			cancelled.set(true);
			Await.until("the channel is closed", () -> this.channels.stream().noneMatch(Channel::isOpen));
			Await.until("the server has ended it", () -> server.server().connections() == 0);
		}
	}

	private TestClient.Builder watched(TlsProvider provider, TlsClientCustomizer resolver) {
		return TestClient.with(provider)
			.customizer((spec, client) -> resolver.customize(spec, client)
				.doOnChannelInit((observer, channel, remote) -> this.channels.add(channel)));
	}

	private Disposable dial(TestClient client, String host, int port) {
		return client.client()
			.connect(host, port)
			.doOnTerminate(this.signals::incrementAndGet)
			.subscribe((connection) -> this.signals.incrementAndGet(), (failure) -> this.signals.incrementAndGet());
	}

	private void closed(LateSignals late) {
		Await.until("the channel is closed", () -> this.channels.stream().noneMatch(Channel::isOpen));
		for (Channel channel : this.channels) {
			Await.until("the event loop has gone on",
					() -> channel.eventLoop().submit(() -> true).get(TestClient.LIMIT.toSeconds(), TimeUnit.SECONDS));
		}
		assertThat(this.signals).hasValue(0);
		assertThat(late.dropped()).isEmpty();
	}

	private static void nothingReported(TestClient client) {
		assertThat(client.recorder().accepted()).isZero();
		assertThat(client.recorder().failures()).isEmpty();
	}

	private static void cancelled(TestClient client) {
		assertThat(client.recorder().failures()).extracting(HandshakeFailure::reason)
			.containsExactly(HandshakeFailureReason.CANCELLED);
	}

	private static ConnectionListener admitting(Mono<Void> admission) {
		return new ConnectionListener() {

			@Override
			public Mono<Void> secured(SecureConnection connection, long handshakeNanos) {
				return admission;
			}

		};
	}

	/**
	 * Runs at once, or holds.
	 */
	private static final class SwitchedTasks implements Executor {

		private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

		private volatile boolean held;

		@Override
		public void execute(Runnable task) {
			if (this.held) {
				this.waiting.add(task);
			}
			else {
				Thread thread = new Thread(task, "task");
				thread.start();
			}
		}

	}

	/**
	 * Remembers the thread that delivered.
	 */
	private static final class CompletableProbe extends BaseSubscriber<SecureConnection> {

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@Override
		protected void hookOnComplete() {
			this.threads.add(Thread.currentThread().getName());
		}

	}

}
