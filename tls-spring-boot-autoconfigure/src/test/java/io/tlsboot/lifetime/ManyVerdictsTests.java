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

package io.tlsboot.lifetime;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLEngine;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.ConnectionListener;
import io.tlsboot.connection.ReactorSecureConnection;
import io.tlsboot.connection.Role;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.Judge;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.LiveFiles;
import io.tlsboot.reload.ReloadSpec;
import io.tlsboot.server.ConnectionRecorder;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for verdicts of many connections at once, and for handshakes that race with
 * reloads.
 */
class ManyVerdictsTests {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	@TempDir
	Path directory;

	private LiveFiles files;

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(TestPki.server())
			.trust(TestPki.ca(), TestPki.otherCa())
			.crl(TestCrls.current(), TestCrls.ofOtherCa());
	}

	private RunningServer.Builder server() {
		return RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.identities(List.of(this.files.identity()))
				.trust(this.files.trust())
				.requestCert(true))
			.reload(ReloadSpec.OFF);
	}

	private static TestClient client(TestCertificate identity) {
		return TestClient.with(TlsProvider.OPENSSL).present(identity).make();
	}

	private static List<SecureConnection> connect(TestClient client, RunningServer server, int count) {
		return Flux.range(0, count)
			.flatMap((i) -> client.client().connect("localhost", server.port()), 32)
			.collectList()
			.blockOptional(LIMIT)
			.orElseThrow();
	}

	@Test
	void twoThousandConnectionsAreJudgedWhileTheirEventLoopsGoOn() {
		TestCertificate bad = TestCertificate.builder("bad").issuer(TestPki.ca()).clientAuth().build();
		try (RunningServer server = server()
			.context((context) -> context.crls(List.of(this.files.crl().toUri().toString())))
			.start(); TestClient revoked = client(bad); TestClient good = client(TestPki.client())) {
			connect(revoked, server, 1000);
			List<SecureConnection> others = connect(good, server, 1000);
			server.recorder().awaitSecured(2000);
			this.files.crl(TestCrls.revoking(bad), TestCrls.ofOtherCa());
			server.server().reload().block(LIMIT);
			assertThat(TestClient.exchange(others.get(0), "still here")).isEqualTo("still here");
			server.recorder().awaitVerdictChange(1000);
			assertThat(server.recorder().verdictChanges()).hasSize(1000)
				.extracting((change) -> change.after().error())
				.containsOnly(AuthorizationError.CERT_REVOKED);
			assertThat(server.recorder().secured().stream().filter(SecureConnection::authorized)).hasSize(1000);
			assertThat(server.server().connections()).isEqualTo(2000);
		}
	}

	@Test
	void equalChainsAreJudgedOnceAndNotOnEventLoops() {
		try (RunningServer server = server().start(); TestClient client = client(TestPki.client())) {
			connect(client, server, 50);
			server.recorder().awaitSecured(50);
			Counting judge = new Counting();
			VerdictWatch watch = new VerdictWatch(new Recorded(server.recorder().secured(), judge, server.recorder()),
					Clock.systemUTC());
			watch.trustChanged();
			server.recorder().awaitVerdictChange(50);
			assertThat(judge.calls).hasValue(1);
			assertThat(judge.threads).allMatch((thread) -> thread.startsWith("boundedElastic"));
			watch.trustChanged();
			watch.trustChanged();
			server.server().close(Duration.ZERO).block(LIMIT);
			assertThat(judge.calls).hasValue(1);
		}
	}

	@Test
	void handshakesThatRaceWithReloadsAreJudgedByTheLast() throws InterruptedException {
		AtomicBoolean over = new AtomicBoolean();
		List<Thread> threads = new ArrayList<>();
		try (RunningServer server = server().start(); TestClient client = client(TestPki.otherClient())) {
			for (int i = 0; i < 3; i++) {
				Thread thread = new Thread(() -> {
					while (!over.get()) {
						client.connect(server.port());
					}
				});
				thread.start();
				threads.add(thread);
			}
			for (int i = 0; i < 40; i++) {
				if (i % 2 == 0) {
					this.files.trust(TestPki.ca());
				}
				else {
					this.files.trust(TestPki.ca(), TestPki.otherCa());
				}
				server.server().reload().block(LIMIT);
			}
			over.set(true);
			for (Thread thread : threads) {
				thread.join(LIMIT.toMillis());
			}
			assertThat(server.recorder().secured()).hasSizeGreaterThan(20);
			Await.until("all are authorized",
					() -> server.recorder().secured().stream().allMatch(SecureConnection::authorized));
			this.files.trust(TestPki.ca());
			server.server().reload().block(LIMIT);
			Await.until("nobody is authorized",
					() -> server.recorder().secured().stream().noneMatch(SecureConnection::authorized));
		}
		finally {
			over.set(true);
		}
	}

	@Test
	void connectionsThatHaveEndedAreNotKept() {
		// No alarm goes off while the time stands still.
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		try (RunningServer server = server().clock(clock).start();
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.present(TestPki.client())
					.clock(clock)
					.make()) {
			for (int i = 0; i < 50; i++) {
				connect(client, server, 1).get(0).close().block(LIMIT);
			}
			List<ConnectionRecorder> recorders = List.of(client.recorder(), server.recorder());
			Await.until("all have ended",
					() -> recorders.stream().allMatch((recorder) -> recorder.ends().size() == 50));
			List<WeakReference<SecureConnection>> ended = recorders.stream()
				.flatMap((recorder) -> recorder.secured().stream())
				.map(WeakReference::new)
				.toList();
			for (ConnectionRecorder recorder : recorders) {
				recorder.secured().clear();
				recorder.ends().clear();
			}
			Await.until("nobody has them", () -> {
				System.gc();
				return ended.stream().filter((reference) -> reference.get() != null).count() < 10;
			});
		}
	}

	/**
	 * Revokes everybody and counts how often it is asked.
	 */
	private static final class Counting implements Judge {

		private final AtomicInteger calls = new AtomicInteger();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		@Override
		public Verdict judge(List<X509Certificate> chain, @Nullable SSLEngine engine) {
			this.calls.incrementAndGet();
			this.threads.add(Thread.currentThread().getName());
			return Verdict.refused(AuthorizationError.CERT_REVOKED, "by a test");
		}

		@Override
		public long nextChange(List<X509Certificate> chain, @Nullable SSLEngine engine, long since) {
			return Long.MAX_VALUE;
		}

	}

	/**
	 * An endpoint with some connections of another one.
	 */
	private record Recorded(List<SecureConnection> secured, Judge counting,
			ConnectionListener listener) implements Endpoint {

		@Override
		public String name() {
			return "recorded";
		}

		@Override
		public Role role() {
			return Role.SERVER;
		}

		@Override
		public LifetimeSpec lifetime() {
			return LifetimeSpec.DEFAULTS;
		}

		@Override
		public Iterable<ReactorSecureConnection> open() {
			return () -> this.secured.stream().map(ReactorSecureConnection.class::cast).iterator();
		}

		@Override
		public @Nullable Judge judge(SecureContextSpec context) {
			return this.counting;
		}

	}

}
