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

package io.tlsboot.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.AlpnSelector;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.sni.SniContextResolver;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose user finds the contexts of host names.
 */
class SniContextResolverTests {

	private static final String ECHO = "hello\n";

	private static final SecureContextSpec TENANT = SecureContextSpec
		.server("tenant", RunningServer.source(TestPki.serverFor("*.tenant.example")))
		.with((spec) -> spec.name("tenant"));

	@TempDir
	private Path directory;

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theResolverFindsWhatNoPatternMatches(TlsProvider provider) {
		AtomicInteger built = new AtomicInteger();
		SniContextResolver resolver = (name) -> {
			this.asked.add(name);
			return name.endsWith(".tenant.example")
					? Mono.just(TENANT.with((spec) -> spec.provider(provider))).delayElement(Duration.ofMillis(20))
					: Mono.empty();
		};
		try (RunningServer server = server(provider, resolver).sni("api.example.com", (context) -> context)
			.contextCustomizers((spec, builder) -> built.incrementAndGet())
			.start()) {
			int before = built.get();
			assertThat(subject(server, "A.Tenant.example")).endsWith("*.tenant.example");
			assertThat(subject(server, "b.tenant.example")).endsWith("*.tenant.example");
			assertThat(built).as("one context for equal answers").hasValue(before + 1);
			assertThat(server.recorder().awaitSecured(2).contextName()).isEqualTo("tenant");
			assertThat(subject(server, "other.example")).endsWith("localhost");
			assertThat(subject(server, "api.example.com")).endsWith("localhost");
			OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			OpenSslClient.to(server.port()).serverName("127.0.0.1").exchange(ECHO, ECHO);
			assertThat(this.asked).containsExactly("a.tenant.example", "b.tenant.example", "other.example");
		}
	}

	@Test
	void nothingFoundMayBeRefused() {
		try (RunningServer server = server(TlsProvider.OPENSSL, (name) -> Mono.empty())
			.unknownServerName(UnknownServerName.REJECT)
			.start()) {
			OpenSslResult result = OpenSslClient.to(server.port()).serverName("other.example").awaitEnd();
			assertThat(result.alert()).isEqualTo(112);
			assertThat(server.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.UNRECOGNIZED_NAME);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void anErrorIsAnAlertAndOneFailure(TlsProvider provider) {
		List<SniContextResolver> resolvers = List
			.of((name) -> Mono.error(new IllegalStateException("The database is down")), (name) -> {
				throw new IllegalStateException("The database is down");
			}, (name) -> Mono.just(TENANT.with((spec) -> spec.provider(provider).identities(List.of()))));
		for (SniContextResolver resolver : resolvers) {
			try (RunningServer server = server(provider, resolver).start()) {
				OpenSslResult result = OpenSslClient.to(server.port()).serverName("a.tenant.example").awaitEnd();
				assertThat(result.alert()).as(result.output()).isEqualTo(80);
				HandshakeFailure failure = server.recorder().awaitFailure();
				assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.INTERNAL_ERROR);
				assertThat(failure.serverName()).isEqualTo("a.tenant.example");
				assertThat(failure.detail()).isNotNull();
				Await.until("the end of the connection", () -> server.server().connections() == 0);
				assertThat(server.recorder().failures()).hasSize(1);
				OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
			}
		}
	}

	@Test
	void anAnswerNeedsANameOfItsOwn() {
		try (RunningServer server = server(TlsProvider.OPENSSL,
				(name) -> Mono.just(TENANT.with((spec) -> spec.name("default"))))
			.start()) {
			assertThat(OpenSslClient.to(server.port()).serverName("a.tenant.example").awaitEnd().alert()).isEqualTo(80);
			assertThat(server.recorder().awaitFailure().detail()).contains("a name of its own");
		}
	}

	@Test
	void anAnswerThatRefusesNamesWhomItTrusts() {
		try (RunningServer server = server(TlsProvider.OPENSSL,
				(name) -> Mono.just(TENANT.with((spec) -> spec.requestCert(true).rejectUnauthorized(true))))
			.start()) {
			OpenSslClient client = OpenSslClient.to(server.port()).serverName("a.tenant.example");
			assertThat(client.identity(TestPki.client()).awaitEnd().alert()).isEqualTo(80);
			assertThat(server.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.INTERNAL_ERROR);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void noSessionCrossesAnswersWithDifferentCertificates(TlsProvider provider) {
		SniContextResolver resolver = (name) -> Mono
			.just(SecureContextSpec.server("tenant", RunningServer.source(TestPki.serverFor(name)))
				.with((spec) -> spec.name("tenant")));
		try (RunningServer server = server(provider, resolver).start()) {
			Path session = this.directory.resolve("session.pem");
			OpenSslClient.to(server.port()).serverName("a.example").exchangeAndSave(session, ECHO, ECHO);
			assertThat(OpenSslClient.to(server.port())
				.serverName("b.example")
				.resumeSession(session)
				.exchange(ECHO, ECHO)
				.reused()).isFalse();
			assertThat(OpenSslClient.to(server.port()).resumeSession(session).exchange(ECHO, ECHO).reused()).isFalse();
			assertThat(OpenSslClient.to(server.port())
				.serverName("a.example")
				.resumeSession(session)
				.exchange(ECHO, ECHO)
				.reused()).isTrue();
		}
	}

	@Test
	void withASelectorTooAllIsBoundedAndEndsWithAnAlert() {
		AtomicInteger answers = new AtomicInteger();
		SniContextResolver resolver = (name) -> {
			int number = answers.incrementAndGet();
			return Mono.just(TENANT.with((spec) -> spec.name("tenant" + number)));
		};
		AlpnSelector selector = (context, name, offered) -> switch (offered.get(0)) {
			case "throw" -> throw new IllegalStateException("no");
			case "none" -> null;
			case "wrong" -> "x";
			default -> offered.get(0);
		};
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.choices(new TlsServerChoices(resolver, selector, null))
			.contextCacheSize(2)
			.start()) {
			OpenSslClient client = OpenSslClient.to(server.port()).serverName("a.tenant.example");
			for (int i = 0; i < 5; i++) {
				assertThat(client.alpn("a").exchange(ECHO, ECHO).applicationProtocol()).isEqualTo("a");
			}
			assertThat(OpenSslClient.to(server.port()).serverName("a.b").alpn("throw").awaitEnd().alert())
				.isEqualTo(80);
			assertThat(OpenSslClient.to(server.port()).serverName("a.b").alpn("wrong").awaitEnd().alert())
				.isEqualTo(80);
			assertThat(OpenSslClient.to(server.port()).serverName("a.b").alpn("none").awaitEnd().alert())
				.isEqualTo(120);
			ServerContexts contexts = (ServerContexts) ReflectionTestUtils.getField(server.server(), "contexts");
			assertThat(contexts).isNotNull();
			assertThat(contexts.running().pool().unnamed()).isEqualTo(2);
		}
	}

	@Test
	void materialThatBlocksHoldsUpNobodyElse() {
		CountDownLatch release = new CountDownLatch(1);
		SecureContextSpec slow = TENANT.with((spec) -> spec.identities(List.of(new IdentitySource.Store(() -> {
			await(release);
			throw new IllegalStateException("no store");
		}, null, null, "test"))));
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.requestCert(true, TestPki.ca())
			.choices(new TlsServerChoices((name) -> {
				this.asked.add(name);
				return Mono.just(slow.with((spec) -> spec.name(name)));
			}, null, null))
			.start()) {
			List<RawClient> waiting = new ArrayList<>();
			try {
				for (int i = 0; i < 8; i++) {
					waiting.add(RawClient.connect(server.port()).send(ClientHello.of("a" + i + ".tenant.example")));
				}
				Await.until("8 questions", () -> this.asked.size() == 8);
				OpenSslClient.to(server.port()).identity(TestPki.client()).exchange(ECHO, ECHO);
				assertThat(server.server().pendingHandshakes()).isEqualTo(8);
			}
			finally {
				release.countDown();
				waiting.forEach(RawClient::close);
			}
			server.recorder().awaitFailure(8);
		}
	}

	@Test
	void anAnswerThatNeverComesIsBoundByTheTimeout() {
		AtomicBoolean cancelled = new AtomicBoolean();
		HandshakeLimits limits = new HandshakeLimits(Duration.ofSeconds(1), 16 * 1024, 100);
		try (RunningServer server = server(TlsProvider.OPENSSL,
				(name) -> Mono.<SecureContextSpec>never().doOnCancel(() -> cancelled.set(true)))
			.limits(limits)
			.start()) {
			OpenSslClient.to(server.port()).serverName("a.tenant.example").awaitEnd();
			HandshakeFailure failure = server.recorder().awaitFailure();
			assertThat(failure.reason()).isEqualTo(HandshakeFailureReason.TIMEOUT);
			assertThat(failure.serverName()).isEqualTo("a.tenant.example");
			Await.until("the cancellation", cancelled::get);
		}
	}

	@Test
	void aClientThatGoesAwayCancels() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CountDownLatch asked = new CountDownLatch(1);
		try (RunningServer server = server(TlsProvider.OPENSSL,
				(name) -> Mono.<SecureContextSpec>never()
					.doOnSubscribe((subscription) -> asked.countDown())
					.doOnCancel(() -> cancelled.set(true)))
			.start()) {
			try (RawClient client = RawClient.connect(server.port()).send(ClientHello.of("a.tenant.example"))) {
				Await.until("the question", () -> asked.getCount() == 0);
				client.reset();
			}
			Await.until("the cancellation", cancelled::get);
			server.recorder().awaitFailure();
			Await.until("the end of the connection", () -> server.server().connections() == 0);
			assertThat(server.recorder().failures()).hasSize(1);
		}
	}

	@Test
	void aResolverThatBlocksHoldsUpNobodyElse() {
		CountDownLatch release = new CountDownLatch(1);
		try (RunningServer server = server(TlsProvider.OPENSSL, (name) -> {
			this.asked.add(name);
			await(release);
			return Mono.just(TENANT);
		}).start()) {
			List<RawClient> waiting = new ArrayList<>();
			try {
				for (int i = 0; i < 8; i++) {
					waiting.add(RawClient.connect(server.port()).send(ClientHello.of("a" + i + ".tenant.example")));
				}
				Await.until("8 questions", () -> this.asked.size() == 8);
				for (int i = 0; i < 4; i++) {
					OpenSslClient.to(server.port()).exchange(ECHO, ECHO);
				}
				assertThat(server.server().pendingHandshakes()).isEqualTo(8);
				release.countDown();
				for (RawClient client : waiting) {
					assertThat(client.readRecord()).isNotNull();
				}
			}
			finally {
				release.countDown();
				waiting.forEach(RawClient::close);
			}
		}
	}

	private static RunningServer.Builder server(TlsProvider provider, SniContextResolver resolver) {
		return RunningServer.with(provider).choices(new TlsServerChoices(resolver, null, null));
	}

	private static String subject(RunningServer server, String name) {
		OpenSslResult result = OpenSslClient.to(server.port()).serverName(name).exchange(ECHO, ECHO);
		return String.valueOf(result.peerSubject());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
