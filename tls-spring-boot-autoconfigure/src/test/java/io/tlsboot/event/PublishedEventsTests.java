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

package io.tlsboot.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.FailedHandshake;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events of a real server, heard by beans of a context.
 */
class PublishedEventsTests {

	@Test
	void aConnectionIsToldFromBeginToEnd() {
		try (EventServer tested = new EventServer(RecordedEvents.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			OpenSslClient.to(tested.server().port()).serverName("localhost").exchange("hello\n", "hello");
			SecureConnectionClosedEvent closed = events.await(SecureConnectionClosedEvent.class);
			assertThat(events.typesFrom(closed.connection())).containsExactly(SecureConnectionEvent.class,
					SecureConnectionClosedEvent.class);
			assertThat(closed.connection().serverName()).contains("localhost");
			assertThat(closed.end().bytesRead()).isEqualTo("hello\n".length());
			tested.server().close();
			events.await(TlsServerClosedEvent.class);
			assertThat(events.typesFrom(tested.server().server())).containsExactly(TlsServerListeningEvent.class,
					TlsServerClosedEvent.class);
			assertThat(events.all().get(events.all().size() - 1)).isInstanceOf(TlsServerClosedEvent.class);
			assertThat(events.threads()).allMatch((name) -> name.startsWith("tls-events-"));
		}
	}

	@Test
	void eachOf200ConnectionsIsToldOnceAndInOrder() throws Exception {
		try (EventServer tested = new EventServer(RecordedEvents.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			ExecutorService clients = Executors.newFixedThreadPool(8);
			try {
				List<CompletableFuture<Void>> done = IntStream.range(0, 200)
					.mapToObj((number) -> CompletableFuture.runAsync(() -> echo(tested), clients))
					.toList();
				done.forEach(Await::result);
			}
			finally {
				clients.shutdown();
			}
			events.await(SecureConnectionClosedEvent.class, 200);
			tested.server().close();
			tested.publisher().close();
			List<SecureConnection> connections = tested.server().recorder().secured();
			assertThat(connections).hasSize(200);
			assertThat(connections).allSatisfy((connection) -> assertThat(events.typesFrom(connection))
				.containsExactly(SecureConnectionEvent.class, SecureConnectionClosedEvent.class));
			assertThat(tested.publisher().mailboxes()).isZero();
		}
	}

	@Test
	void whenListenersSleepNewConnectionsWaitAndLoseNothing() {
		EventDispatcher dispatcher = new EventDispatcher(2, 3, 8, Await.LIMIT, null);
		Set<SecureConnection> served = ConcurrentHashMap.newKeySet();
		try (EventServer tested = new EventServer(dispatcher, (server) -> server.handler((connection) -> {
			served.add(connection);
			return connection.send(connection.receive().retain());
		}), RecordedEvents.class, Sleeping.class)) {
			List<JdkConnection> open = new ArrayList<>();
			byte[] sent = "0123456789".repeat(5000).getBytes(StandardCharsets.US_ASCII);
			for (int i = 0; i < 8; i++) {
				open.add(tested.client().connect().write(sent));
			}
			Await.until("all connections and the server", () -> tested.publisher().mailboxes() == 8 + 1);
			Await.until("those with a place", () -> served.size() == 3);
			List<SecureConnection> waiting = new ArrayList<>(tested.server().recorder().secured());
			waiting.removeAll(served);
			served.forEach((connection) -> assertThat(clientOf(connection, open).read(sent.length)).isEqualTo(sent));
			for (SecureConnection gone : waiting.subList(0, 2)) {
				gone.destroy();
				JdkConnection client = clientOf(gone, open);
				open.remove(client);
				client.close();
			}
			tested.server().recorder().awaitEnd(2);
			assertThat(served).hasSize(3);
			// Those that went away while they waited count until they had their turn.
			assertThat(tested.server().server().pendingHandshakes()).isEqualTo(5);
			tested.listener(Sleeping.class).wakeUp();
			waiting.subList(2, 5)
				.forEach((connection) -> assertThat(clientOf(connection, open).read(sent.length)).isEqualTo(sent));
			open.forEach(JdkConnection::close);
			RecordedEvents events = tested.listener(RecordedEvents.class);
			events.await(SecureConnectionClosedEvent.class, 8);
			assertThat(tested.server().recorder().secured())
				.allSatisfy((connection) -> assertThat(events.typesFrom(connection))
					.containsExactly(SecureConnectionEvent.class, SecureConnectionClosedEvent.class));
			assertThat(tested.server().server().pendingHandshakes()).isZero();
			echo(tested);
		}
	}

	@Test
	void aListenerThatSleepsHarmsNoOtherConnection() {
		try (EventServer tested = new EventServer(RecordedEvents.class, SleepingOnce.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			try (JdkConnection first = tested.client().connect()) {
				Await.latch("a listener that sleeps", tested.listener(SleepingOnce.class).asleep);
				for (int i = 0; i < 20; i++) {
					echo(tested);
				}
				events.await(SecureConnectionClosedEvent.class, 20);
				assertThat(first.write("served").read(6)).asString(StandardCharsets.US_ASCII).isEqualTo("served");
				assertThat(events.of(SecureConnectionEvent.class)).hasSize(20);
				tested.listener(SleepingOnce.class).release.countDown();
			}
			events.await(SecureConnectionClosedEvent.class, 21);
		}
	}

	@Test
	void aListenerThatThrowsClosesItsConnectionOnly() {
		try (EventServer tested = new EventServer(RecordedEvents.class, Throwing.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			try (JdkConnection good = tested.client().connect()) {
				events.await(SecureConnectionEvent.class);
				tested.listener(Throwing.class).failure = new StackOverflowError("on purpose");
				try (JdkConnection bad = tested.client().connect()) {
					assertThat(bad.readAll()).isEmpty();
				}
				SecureConnectionClosedEvent closed = events.await(SecureConnectionClosedEvent.class);
				assertThat(closed.end().cause()).isEqualTo(ConnectionEnd.Cause.HANDLER_ERROR);
				assertThat(closed.end().error()).hasRootCauseMessage("on purpose");
				tested.listener(Throwing.class).failure = null;
				assertThat(good.write("served").read(6)).hasSize(6);
				echo(tested);
			}
			events.await(SecureConnectionClosedEvent.class, 3);
		}
	}

	@Test
	void aFloodOfFailuresIsShedAndCountedExactly() {
		EventDispatcher dispatcher = new EventDispatcher(2, 8, 100, Await.LIMIT, null);
		try (EventServer tested = new EventServer(dispatcher, (server) -> server, RecordedEvents.class,
				SleepingOnFailure.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			int flood = 2000;
			for (int i = 0; i < flood; i++) {
				try (RawClient client = RawClient.connect(tested.server().port())) {
					client.sendHttp();
				}
			}
			Await.until("all failures", () -> tested.server().recorder().failures().size() == flood);
			assertThat(tested.publisher().shed()).isEqualTo(flood - 101);
			echo(tested);
			events.await(SecureConnectionClosedEvent.class);
			tested.listener(SleepingOnFailure.class).release.countDown();
			events.await(HandshakeFailedEvent.class, 101);
			tested.server().close();
			tested.publisher().close();
			assertThat(events.of(HandshakeFailedEvent.class).size() + tested.publisher().shed()).isEqualTo(flood);
			assertThat(events.of(HandshakeFailedEvent.class)).allSatisfy((event) -> {
				assertThat(tested.server().recorder().failures()).contains(event.failed().failure());
				assertThat(event.fix()).isNotBlank();
				assertThat(event.endpoint()).isEqualTo("test");
			});
		}
	}

	@Test
	void aRejectedConnectionIsTold() {
		try (EventServer tested = new EventServer(new EventDispatcher(null), (server) -> server.maxConnections(1),
				RecordedEvents.class)) {
			RecordedEvents events = tested.listener(RecordedEvents.class);
			try (JdkConnection first = tested.client().connect();
					RawClient second = RawClient.connect(tested.server().port())) {
				second.awaitEnd();
				ConnectionRejectedEvent rejected = events.await(ConnectionRejectedEvent.class);
				assertThat(rejected.limit()).isEqualTo("max-connections");
				assertThat(rejected.endpoint()).isEqualTo("test");
				assertThat(first.write("a").read(1)).hasSize(1);
			}
			events.await(SecureConnectionClosedEvent.class);
		}
	}

	@Test
	void withoutAListenerThereIsNoThreadNoQueueAndNoGarbage() {
		try (EventServer tested = new EventServer()) {
			for (int i = 0; i < 10; i++) {
				echo(tested);
			}
			RawClient.connect(tested.server().port()).sendHttp().close();
			tested.server().recorder().awaitFailure();
			tested.server().recorder().awaitEnd(10);
			assertThat(Running.threads("tls-events")).isEmpty();
			assertThat(Running.threads("tls-failures")).isEmpty();
			assertThat(tested.publisher().mailboxes()).isZero();
			SecureConnection connection = tested.server().recorder().secured().get(0);
			ConnectionEnd end = tested.server().recorder().ends().get(0);
			FailedHandshake failed = new FailedHandshake(Role.SERVER, "test", null, null,
					tested.server().recorder().failures().get(0));
			TlsEventPublisher publisher = tested.publisher();
			assertThat(allocatedBy(200_000, () -> {
				publisher.secured(connection, 1);
				publisher.closed(connection, end);
				publisher.handshakeFailed(failed);
				publisher.rejected(Role.SERVER, "test", null, "max-connections");
			})).isLessThan(16);
		}
	}

	@Test
	void listenersThatComeLateHearWhatHappensFromThenOn() {
		try (EventServer tested = new EventServer()) {
			try (JdkConnection early = tested.client().connect()) {
				assertThat(early.write("a").read(1)).hasSize(1);
				List<TlsEvent> heard = Collections.synchronizedList(new ArrayList<>());
				tested.context().addApplicationListener((ApplicationListener<TlsEvent>) heard::add);
				echo(tested);
				Await.until("the late connection", () -> heard.size() == 2);
				assertThat(heard.get(0)).isInstanceOf(SecureConnectionEvent.class);
				early.close();
				Await.until("the end of the early connection", () -> heard.size() == 3);
				assertThat(heard.get(2)).isInstanceOf(SecureConnectionClosedEvent.class);
			}
			Await.until("empty mailboxes", () -> tested.publisher().mailboxes() == 0);
		}
	}

	@Test
	void whoListensForTheEndOnlyHearsIt() {
		try (EventServer tested = new EventServer(EndOnly.class)) {
			echo(tested);
			Await.until("the end", () -> tested.listener(EndOnly.class).count.get() == 1);
			Await.until("empty mailboxes", () -> tested.publisher().mailboxes() == 0);
		}
	}

	@Test
	void conditionsOrderAndAsynchronousListenersWork() {
		try (EventServer tested = new EventServer(Choosy.class)) {
			echo(tested);
			Choosy choosy = tested.listener(Choosy.class);
			Await.until("all listeners", () -> choosy.heard.size() == 3);
			assertThat(choosy.heard).containsSubsequence("first", "second").contains("asynchronous");
		}
	}

	@Test
	void withoutAHandlerAListenerOwnsTheConnection() {
		try (EventServer tested = new EventServer(new EventDispatcher(null), (server) -> server.handler(null),
				RecordedEvents.class, Owner.class)) {
			Owner owner = tested.listener(Owner.class);
			byte[] sent = "0123456789".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
			try (JdkConnection client = tested.client().connect()) {
				CompletableFuture<Void> written = CompletableFuture.runAsync(() -> client.write(sent));
				Await.latch("the event", owner.asleep);
				owner.release.countDown();
				assertThat(client.read(sent.length)).isEqualTo(sent);
				Await.result(written);
				client.shutdownOutput();
				assertThat(client.readAll()).isEmpty();
			}
			SecureConnectionClosedEvent closed = tested.listener(RecordedEvents.class)
				.await(SecureConnectionClosedEvent.class);
			assertThat(closed.end().bytesWritten()).isEqualTo(sent.length);
		}
	}

	@Test
	void aListenerMayBlockUntilItsConnectionIsClosed() {
		try (EventServer tested = new EventServer(RecordedEvents.class, Closing.class)) {
			try (JdkConnection client = tested.client().connect()) {
				assertThat(client.readAll()).isEmpty();
			}
			tested.listener(RecordedEvents.class).await(SecureConnectionClosedEvent.class);
			assertThat(Await.result(tested.listener(Closing.class).blocked)).isTrue();
		}
	}

	private static JdkConnection clientOf(SecureConnection connection, List<JdkConnection> clients) {
		return clients.stream()
			.filter((client) -> client.socket().getLocalPort() == connection.remotePort())
			.findFirst()
			.orElseThrow();
	}

	private static void echo(EventServer tested) {
		try (JdkConnection client = tested.client().connect()) {
			assertThat(client.write("hello").read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
		}
	}

	/**
	 * Return how many bytes a call allocates on average, when it has run often.
	 */
	private static long allocatedBy(int count, Runnable call) {
		var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
		for (int i = 0; i < count; i++) {
			call.run();
		}
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < count; i++) {
			call.run();
		}
		return (threads.getCurrentThreadAllocatedBytes() - before) / count;
	}

	static class Sleeping {

		private final CountDownLatch release = new CountDownLatch(1);

		@EventListener
		@Order(-1)
		void on(SecureConnectionEvent event) {
			Await.latch("release", this.release);
		}

		void wakeUp() {
			this.release.countDown();
		}

	}

	static class SleepingOnce {

		final CountDownLatch asleep = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		private final AtomicInteger count = new AtomicInteger();

		@EventListener
		@Order(-1)
		void on(SecureConnectionEvent event) {
			if (this.count.getAndIncrement() == 0) {
				this.asleep.countDown();
				Await.latch("release", this.release);
			}
		}

	}

	static class SleepingOnFailure {

		final CountDownLatch release = new CountDownLatch(1);

		@EventListener
		@Order(-1)
		void on(HandshakeFailedEvent event) {
			Await.latch("release", this.release);
		}

	}

	static class Throwing {

		volatile Error failure;

		@EventListener
		@Order(1)
		void on(SecureConnectionEvent event) {
			Error thrown = this.failure;
			if (thrown != null) {
				throw thrown;
			}
		}

	}

	static class EndOnly {

		final AtomicInteger count = new AtomicInteger();

		@EventListener
		void on(SecureConnectionClosedEvent event) {
			this.count.incrementAndGet();
		}

	}

	static class Owner extends SleepingOnce {

		@EventListener
		@Order(1)
		void own(SecureConnectionEvent event) {
			SecureConnection connection = event.connection();
			connection.send(connection.receive().retain()).then(Mono.defer(connection::close)).subscribe();
		}

	}

	static class Closing {

		final CompletableFuture<Boolean> blocked = new CompletableFuture<>();

		@EventListener
		@Order(1)
		void on(SecureConnectionEvent event) {
			this.blocked.complete(!Schedulers.isInNonBlockingThread());
			event.connection().close().block(Duration.ofSeconds(30));
		}

	}

	@EnableAsync(proxyTargetClass = true)
	static class Choosy {

		final List<String> heard = Collections.synchronizedList(new ArrayList<>());

		@EventListener
		@Order(2)
		void second(SecureConnectionEvent event) {
			this.heard.add("second");
		}

		@EventListener
		@Order(1)
		void first(SecureConnectionEvent event) {
			this.heard.add("first");
		}

		@EventListener(condition = "#root.event.connection().authorized()")
		void authorized(SecureConnectionEvent event) {
			this.heard.add("authorized");
		}

		@Bean
		static AsynchronousListener asynchronous(Choosy choosy) {
			return new AsynchronousListener(choosy.heard);
		}

	}

	static class AsynchronousListener {

		private final List<String> heard;

		AsynchronousListener(List<String> heard) {
			this.heard = heard;
		}

		@Async
		@EventListener
		public void on(SecureConnectionEvent event) {
			this.heard.add(Thread.currentThread().getName().startsWith("tls-") ? "same thread" : "asynchronous");
		}

	}

}
