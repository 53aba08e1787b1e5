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

package io.tlsboot.observation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.netty.util.concurrent.EventExecutor;
import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handshakes with real peers are observations with the documented keys, and spans.
 */
class ObservedHandshakesTests {

	private static final String[] KEYS = { "tls.role", "tls.endpoint", "tls.protocol.name", "tls.established",
			"tls.failure.reason", "tls.protocol.version", "tls.cipher", "tls.curve", "tls.resumed", "tls.authorized" };

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ObservedHandshakes observed = new ObservedHandshakes(this.registry, null);

	@Test
	void aHandshakeIsObserved() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.requestCert(true, TestPki.ca())
			.context((spec) -> spec.alpnProtocols(List.of("echo/2")))
			.listener(this.observed)
			.start()) {
			OpenSslClient.to(server.port())
				.tls13()
				.alpn("echo/2")
				.serverName("localhost")
				.identity(TestPki.client())
				.exchange("hello\n", "hello\n");
			Await.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsEqualTo(1)
				.hasObservationWithNameEqualTo("tls.handshake")
				.that()
				.hasBeenStarted()
				.hasBeenStopped()
				.doesNotHaveError()
				.hasContextualNameEqualTo("tls handshake test")
				.hasOnlyKeys(and(KEYS, "network.peer.address", "network.peer.port", "tls.context",
						"tls.client.server_name", "tls.next_protocol", "tls.client.subject", "tls.client.hash.sha256"))
				.hasLowCardinalityKeyValue("tls.role", "server")
				.hasLowCardinalityKeyValue("tls.protocol.name", "tls")
				.hasLowCardinalityKeyValue("tls.protocol.version", "1.3")
				.hasLowCardinalityKeyValue("tls.established", "true")
				.hasLowCardinalityKeyValue("tls.resumed", "false")
				.hasLowCardinalityKeyValue("tls.authorized", "true")
				.hasLowCardinalityKeyValue("tls.failure.reason", "none")
				.hasHighCardinalityKeyValue("tls.client.server_name", "localhost")
				.hasHighCardinalityKeyValue("tls.next_protocol", "echo/2")
				.hasHighCardinalityKeyValue("network.peer.address", "127.0.0.1"));
		}
	}

	@Test
	void aFailureHasTheSameKeysOfLowCardinalityAndAnError() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).listener(this.observed).start()) {
			try (RawClient client = RawClient.connect(server.port())) {
				client.sendHttp().awaitEnd();
			}
			Await.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("tls.handshake")
				.that()
				.hasBeenStopped()
				.hasError()
				.hasOnlyKeys(and(KEYS, "network.peer.address", "network.peer.port", "tls.context"))
				.hasLowCardinalityKeyValue("tls.failure.reason", "not_tls")
				.hasLowCardinalityKeyValue("tls.established", "false")
				.hasLowCardinalityKeyValue("tls.cipher", "none"));
		}
	}

	@Test
	void aSpanLastsFromAcceptToTheEndOfTheHandshake() {
		SimpleTracer tracer = new SimpleTracer();
		this.registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.limits(new HandshakeLimits(Duration.ofMillis(500), 16 * 1024, 10))
			.listener(this.observed)
			.start()) {
			try (RawClient client = RawClient.connect(server.port())) {
				client.sendHalfHello().awaitEnd();
			}
			Await.until("a span", () -> !tracer.getSpans().isEmpty());
			SimpleSpan span = tracer.onlySpan();
			assertThat(span.getName()).isEqualTo("tls handshake test");
			assertThat(Duration.between(span.getStartTimestamp(), span.getEndTimestamp()))
				.isGreaterThan(Duration.ofMillis(400));
			assertThat(span.getTags()).containsEntry("tls.failure.reason", "timeout");
			assertThat(span.getError()).hasMessageContaining("TIMEOUT: The handshake did not finish");
		}
	}

	@Test
	void theHandshakeOfAClientBelongsToItsCaller() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).start();
				TestClient client = TestClient.with(TlsProvider.AUTO).listener(this.observed).make()) {
			Observation caller = Observation.start("caller", this.registry);
			SecureConnection connection = client.client()
				.connect("localhost", server.port())
				.contextWrite((context) -> context.put("micrometer.observation", caller))
				.block(Await.LIMIT);
			caller.stop();
			assertThat(connection).isNotNull();
			connection.close().block(Await.LIMIT);
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("tls.handshake")
				.that()
				.hasParentObservationEqualTo(caller)
				.hasLowCardinalityKeyValue("tls.role", "client")
				.hasHighCardinalityKeyValue("tls.client.server_name", "localhost");
		}
	}

	@Test
	void theCallerMayBeAThreadThatBlocksAndNoScopeStaysOnAnEventLoop() {
		ObservationThreadLocalAccessor threads = ObservationThreadLocalAccessor.getInstance();
		ObservationRegistry before = threads.getObservationRegistry();
		threads.setObservationRegistry(this.registry);
		Hooks.enableAutomaticContextPropagation();
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).listener(this.observed).start();
				TestClient client = TestClient.with(TlsProvider.AUTO).listener(this.observed).make()) {
			Observation caller = Observation.start("caller", this.registry);
			SecureConnection connection;
			try (Observation.Scope scope = caller.openScope()) {
				connection = client.connect(server.port());
				assertThat(this.registry.getCurrentObservation()).isSameAs(caller);
			}
			caller.stop();
			assertThat(TestClient.exchange(connection, "hello")).isEqualTo("hello");
			List<@Nullable Observation> left = new CopyOnWriteArrayList<>();
			for (EventExecutor loop : connection.connection().channel().eventLoop().parent()) {
				loop.submit(() -> left.add(this.registry.getCurrentObservation())).syncUninterruptibly();
			}
			assertThat(left).isNotEmpty().containsOnlyNulls();
			connection.close().block(Await.LIMIT);
			Await.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasAnObservation((observed) -> observed.hasLowCardinalityKeyValue("tls.role", "client")
					.hasParentObservationEqualTo(caller))
				.hasAnObservation((observed) -> observed.hasLowCardinalityKeyValue("tls.role", "server")
					.doesNotHaveParentObservation()));
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
			threads.setObservationRegistry(before);
		}
	}

	@Test
	void whatIsRejectedHasNoHandshake() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.maxConnections(1)
			.listener(this.observed)
			.start(); RawClient first = RawClient.connect(server.port())) {
			Await.until("a connection", () -> server.server().connections() == 1);
			RawClient.connect(server.port()).awaitEnd();
			first.sendGarbage(10).awaitEnd();
			Await.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsEqualTo(1)
				.hasObservationWithNameEqualTo("tls.handshake")
				.that()
				.hasBeenStopped());
		}
	}

	@Test
	void aRegistryWithoutHandlersCostsNothing() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO)
			.listener(new ObservedHandshakes(ObservationRegistry.create(), null))
			.start()) {
			OpenSslClient.to(server.port()).exchange("hello\n", "hello\n");
			assertThat(server.recorder().awaitSecured(1)).isNotNull();
		}
	}

	@Test
	void aConnectionThatNobodyTookIsClosedThoughItIsObserved() {
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).start();
				TestClient client = TestClient.with(TlsProvider.AUTO).listener(this.observed).make()) {
			AtomicReference<SecureConnection> dropped = new AtomicReference<>();
			AtomicReference<Subscription> call = new AtomicReference<>();
			client.client().connect("localhost", server.port()).doOnSubscribe(call::set).subscribe(dropped::set);
			Await.until("the connection", () -> dropped.get() != null);
			Await.until("the call is over", () -> {
				call.get().cancel();
				return true;
			});
			Await.until("it is closed", () -> !dropped.get().isOpen());
		}
	}

	@Test
	void handlersThatFailLeaveNothingOpen() {
		SimpleTracer tracer = new SimpleTracer();
		this.registry.observationConfig()
			.observationHandler(new DefaultTracingObservationHandler(tracer))
			.observationHandler(new FailingHandler());
		try (RunningServer server = RunningServer.with(TlsProvider.AUTO).listener(this.observed).start()) {
			try (RawClient client = RawClient.connect(server.port())) {
				client.sendHttp().awaitEnd();
			}
			Await.untilAsserted(() -> assertThat(tracer.getSpans()).singleElement()
				.satisfies((span) -> assertThat(span.getEndTimestamp()).isAfter(java.time.Instant.EPOCH)));
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().failures()).hasSize(1);
		}
	}

	private static String[] and(String[] keys, String... more) {
		String[] all = java.util.Arrays.copyOf(keys, keys.length + more.length);
		System.arraycopy(more, 0, all, keys.length, more.length);
		return all;
	}

	/** Fails at the start and at an error. */
	private static final class FailingHandler implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public void onStart(Observation.Context context) {
			throw new IllegalStateException("on purpose");
		}

		@Override
		public void onError(Observation.Context context) {
			throw new IllegalStateException("on purpose");
		}

	}

}
