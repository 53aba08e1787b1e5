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

import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCounted;
import io.tlsboot.context.ContextException;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialException;
import io.tlsboot.sni.ContextSlot;
import io.tlsboot.sni.HostContexts;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contexts of host names that come and go while the server runs.
 */
class RuntimeContextTests {

	private static final String ECHO = "hello\n";

	private static final TestCertificate FIRST = TestPki.serverFor("first.example.com");

	private static final TestCertificate SECOND = TestPki.serverFor("second.example.com");

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theNextHandshakeSeesWhatChanged(TlsProvider provider) {
		try (RunningServer running = RunningServer.with(provider).start()) {
			ReactorTlsServer server = running.server();
			assertThat(subject(running, "a.example.com")).endsWith("localhost");
			server.addContext("*.Example.com.", spec(provider, FIRST)).block(Await.LIMIT);
			assertThat(server.contexts()).containsExactly("*.example.com");
			assertThat(subject(running, "a.example.com")).endsWith("first.example.com");
			server.addContext("*.example.com", spec(provider, SECOND)).block(Await.LIMIT);
			assertThat(subject(running, "a.example.com")).endsWith("second.example.com");
			assertThat(server.contexts()).hasSize(1);
			assertThat(server.removeContext("*.EXAMPLE.com")).isTrue();
			assertThat(server.removeContext("*.example.com")).isFalse();
			assertThat(subject(running, "a.example.com")).endsWith("localhost");
			assertThat(server.contexts()).isEmpty();
		}
	}

	@Test
	void contextsOutliveTheListening() {
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL)
			.sni("declared.example.com", (context) -> context.identities(List.of(RunningServer.source(FIRST))))
			.stopped()) {
			ReactorTlsServer server = running.server();
			server.addContext("added.example.com", spec(TlsProvider.OPENSSL, SECOND)).block(Await.LIMIT);
			for (int i = 0; i < 2; i++) {
				server.listen().block(Await.LIMIT);
				assertThat(subject(running, "added.example.com")).endsWith("second.example.com");
				assertThat(subject(running, "declared.example.com")).endsWith("first.example.com");
				server.close().block(Await.LIMIT);
			}
		}
	}

	@Test
	void aContextThatIsNoneChangesNothing() {
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).start()) {
			ReactorTlsServer server = running.server();
			server.addContext("a.example.com", spec(TlsProvider.OPENSSL, FIRST)).block(Await.LIMIT);
			assertThatExceptionOfType(
					MaterialException.class)
				.isThrownBy(() -> server
					.addContext("a.example.com",
							spec(TlsProvider.OPENSSL, FIRST).with((spec) -> spec
								.identities(List.of(new IdentitySource.Pem("file:/none", "file:/none", null)))))
					.block(Await.LIMIT));
			assertThatExceptionOfType(ContextException.class)
				.isThrownBy(() -> server.addContext("", spec(TlsProvider.OPENSSL, FIRST)).block(Await.LIMIT));
			assertThat(subject(running, "a.example.com")).endsWith("first.example.com");
		}
	}

	@Test
	void aListenThatWasGivenUpHarmsNotTheNext() {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger built = new AtomicInteger();
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).contextCustomizers((spec, builder) -> {
			if (built.incrementAndGet() == 1) {
				started.countDown();
				Await.until("the release", () -> release.getCount() == 0);
			}
		}).stopped()) {
			Disposable first = running.server().listen().subscribe();
			Await.until("the first context", () -> started.getCount() == 0);
			first.dispose();
			Await.until("another listen", () -> {
				try {
					running.server().listen().block(Await.LIMIT);
					return true;
				}
				catch (IllegalStateException ex) {
					return false;
				}
			});
			release.countDown();
			for (int i = 0; i < 3; i++) {
				assertThat(running.server().context()).isNotNull();
				assertThat(subject(running, "a.example.com")).endsWith("localhost");
			}
		}
	}

	@Test
	void hostsThatComeWhileTheServerStartsAreServed() {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger built = new AtomicInteger();
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL)
			.sni("gone.example.com", (context) -> context.identities(List.of(RunningServer.source(FIRST))))
			.contextCustomizers((spec, builder) -> {
				if (built.incrementAndGet() == 1) {
					started.countDown();
					Await.until("the release", () -> release.getCount() == 0);
				}
			})
			.stopped()) {
			Mono<Void> listening = running.server().listen().cache();
			listening.subscribe();
			Await.until("the first context", () -> started.getCount() == 0);
			running.server().addContext("new.example.com", spec(TlsProvider.OPENSSL, SECOND)).block(Await.LIMIT);
			assertThat(running.server().removeContext("gone.example.com")).isTrue();
			release.countDown();
			listening.block(Await.LIMIT);
			assertThat(subject(running, "new.example.com")).endsWith("second.example.com");
			assertThat(subject(running, "gone.example.com")).endsWith("localhost");
		}
	}

	@Test
	void theNameOfTheDefaultContextIsNoHost() {
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).start()) {
			assertThatExceptionOfType(ContextException.class).isThrownBy(
					() -> running.server().addContext("Default", spec(TlsProvider.OPENSSL, FIRST)).block(Await.LIMIT))
				.satisfies((ex) -> assertThat(ex.key()).isEqualTo("sni"));
		}
	}

	@Test
	void twoPatternsThatAreTheSameAreRefused() {
		RunningServer.Builder builder = RunningServer.with(TlsProvider.OPENSSL)
			.sni("a.example.com", (context) -> context)
			.sni("A.example.com.", (context) -> context);
		assertThatExceptionOfType(ContextException.class).isThrownBy(builder::stopped);
	}

	@Test
	void aHostOfTheClassPathIsFoundByTheLoaderOfTheCaller() throws Exception {
		Path directory = TestPki.newDirectory("classes");
		Files.copy(FIRST.keyFile(), directory.resolve("first.key"));
		Files.copy(FIRST.certFile(), directory.resolve("first.pem"));
		RunningServer.Builder builder = RunningServer.with(TlsProvider.OPENSSL);
		for (int i = 0; i < 200; i++) {
			builder.sni("h" + i + ".example.com", (context) -> context
				.identities(List.of(new IdentitySource.Pem("classpath:first.key", "classpath:first.pem", null))));
		}
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() }, before);
				RunningServer running = builder.stopped()) {
			thread.setContextClassLoader(loader);
			ServerContexts contexts = (ServerContexts) ReflectionTestUtils.getField(running.server(), "contexts");
			assertThat(contexts).isNotNull();
			contexts.open().close();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void nativeMemoryIsFreedWithTheLastConnection() throws ReflectiveOperationException {
		Queue<ReferenceCounted> contexts = new ConcurrentLinkedQueue<>();
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).start()) {
			ReactorTlsServer server = running.server();
			server.addContext("a.example.com", spec(TlsProvider.OPENSSL, FIRST)).block(Await.LIMIT);
			contexts.add(nativeContext(server, "a.example.com"));
			try (OpenSslConnection open = client(running, "a.example.com").open()) {
				open.awaitHandshake();
				running.recorder().awaitSecured(1);
				server.addContext("a.example.com", spec(TlsProvider.OPENSSL, SECOND)).block(Await.LIMIT);
				contexts.add(nativeContext(server, "a.example.com"));
				assertThat(subject(running, "a.example.com")).endsWith("second.example.com");
				server.removeContext("a.example.com");
				Await.until("the release of the second", () -> refCnt(contexts) == 1);
				open.peer().write("still served\n").awaitOutput("still served");
			}
			Await.until("the release of the first", () -> refCnt(contexts) == 0);
		}
	}

	@Test
	void contextsThatNobodyUsedForLongAreGivenUpAndBuiltAgain() {
		UnaryOperator<SecureContextSpec.Builder> first = (context) -> context
			.identities(List.of(RunningServer.source(FIRST)));
		RunningServer.Builder builder = RunningServer.with(TlsProvider.OPENSSL).contextCacheSize(2);
		for (int i = 0; i < 6; i++) {
			builder.sni("h" + i + ".example.com", first);
		}
		try (RunningServer running = builder.start()) {
			for (int round = 0; round < 2; round++) {
				for (int i = 0; i < 6; i++) {
					assertThat(subject(running, "h" + i + ".example.com")).endsWith("first.example.com");
					assertThat(built(running)).isLessThanOrEqualTo(2);
				}
			}
		}
	}

	private static long built(RunningServer running) {
		return hosts(running.server()).slots().stream().filter((slot) -> slot.context() != null).count();
	}

	private static int refCnt(Queue<ReferenceCounted> contexts) {
		return contexts.stream().mapToInt(ReferenceCounted::refCnt).sum();
	}

	private static ReferenceCounted nativeContext(ReactorTlsServer server, String name)
			throws ReflectiveOperationException {
		ContextSlot slot = hosts(server).find(name);
		assertThat(slot).isNotNull();
		Field field = io.tlsboot.context.SecureContext.class.getDeclaredField("sslContext");
		field.setAccessible(true);
		SslContext context = (SslContext) field.get(slot.context());
		assertThat(context).isNotNull();
		return (ReferenceCounted) context;
	}

	private static HostContexts hosts(ReactorTlsServer server) {
		ServerContexts contexts = (ServerContexts) ReflectionTestUtils.getField(server, "contexts");
		assertThat(contexts).isNotNull();
		return contexts.running().hosts();
	}

	private static SecureContextSpec spec(TlsProvider provider, TestCertificate certificate) {
		return SecureContextSpec.server("test", RunningServer.source(certificate))
			.with((spec) -> spec.provider(provider));
	}

	private static OpenSslClient client(RunningServer running, String name) {
		return OpenSslClient.to(running.port()).serverName(name);
	}

	private static String subject(RunningServer running, String name) {
		return String.valueOf(client(running, name).exchange(ECHO, ECHO).peerSubject());
	}

}
