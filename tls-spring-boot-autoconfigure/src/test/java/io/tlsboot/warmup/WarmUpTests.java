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

package io.tlsboot.warmup;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.netty.channel.Channel;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialLoader;
import io.tlsboot.server.ConnectionRecorder;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link WarmUp} by itself. Its time is that of the test, so that it does not
 * matter how fast the machine is.
 */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpTests {

	private static final Duration HOUR = Duration.ofHours(1);

	/** Every handshake is fast. */
	private static final LongSupplier STANDS = () -> 0;

	private final ConnectionRecorder recorder = new ConnectionRecorder();

	private final AtomicInteger ended = new AtomicInteger();

	private final List<WarmUpListener.Source> listeners = List
		.of(() -> new WarmUpListener(this.recorder, this.ended::incrementAndGet), () -> null);

	@ParameterizedTest
	@EnumSource(TlsProvider.class)
	void makesHandshakesOfAllKindsAndLeavesNothing(TlsProvider provider) {
		Set<Thread> before = threads();
		try (RunningServer like = RunningServer.with(provider).stopped()) {
			assertThat(warmUp(40, STANDS).run(List.of(like.server()))).isEqualTo(8);
			assertThat(like.server().listening()).isFalse();
			assertThat(like.recorder().accepted()).isZero();
		}
		List<SecureConnection> secured = this.recorder.secured();
		assertThat(secured).hasSize(8)
			.allSatisfy((connection) -> assertThat(connection.endpoint()).isEqualTo(WarmUpServer.NAME))
			.allSatisfy((connection) -> assertThat(connection.serverName()).contains("localhost"));
		assertThat(secured.stream().collect(Collectors.groupingBy(SecureConnection::protocol, Collectors.counting())))
			.isEqualTo(Map.of("TLSv1.3", 6L, "TLSv1.2", 2L));
		assertThat(secured).filteredOn(SecureConnection::sessionReused).hasSize(1);
		assertThat(this.recorder.ends()).hasSize(8);
		assertThat(this.recorder.failures()).isEmpty();
		assertThat(this.ended).hasValue(1);
		assertThat(secured).map((connection) -> connection.connection().channel()).noneMatch(Channel::isOpen);
		Await.untilAsserted(() -> assertThat(threads()).filteredOn((thread) -> !before.contains(thread))
			.noneMatch((thread) -> thread.getName().startsWith("tls-")));
	}

	@ParameterizedTest
	@EnumSource(TlsProvider.class)
	void asksForCertificatesAsTheServerDoesAndRequiresNone(TlsProvider provider) {
		UnaryOperator<SecureContextSpec.Builder> strict = (
				spec) -> spec.trust(RunningServer.trust(TestPki.ca())).requestCert(true).rejectUnauthorized(true);
		try (RunningServer like = RunningServer.with(provider).context(strict).stopped()) {
			assertThat(warmUp(40, STANDS).run(List.of(like.server()))).isEqualTo(8);
		}
		assertThat(this.recorder.secured()).allSatisfy((connection) -> assertThat(connection.authorized()).isFalse());
	}

	@Test
	void oneServerOfEachEngine() {
		try (RunningServer first = RunningServer.with(TlsProvider.AUTO).stopped();
				RunningServer second = RunningServer.with(TlsProvider.JDK).stopped();
				RunningServer third = RunningServer.with(TlsProvider.OPENSSL).stopped()) {
			List<TlsServer> servers = List.of(first.server(), second.server(), third.server());
			assertThat(warmUp(40, STANDS).run(servers)).isEqualTo(16);
		}
		assertThat(this.ended).hasValue(2);
	}

	@Test
	void slowHandshakesGoOnUntilThereWereEnough() {
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO).stopped()) {
			assertThat(warmUp(11, steps(Duration.ofMillis(3))).run(List.of(like.server()))).isEqualTo(11);
		}
	}

	@Test
	void endsWhenItsTimeIsOver() {
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO).stopped()) {
			assertThat(warmUp(10_000, steps(Duration.ofMinutes(1))).run(List.of(like.server()))).isBetween(1, 30);
		}
		assertThat(this.ended).hasValue(1);
	}

	@Test
	void withoutTimeItGivesUpAndLeavesNothing(CapturedOutput output) {
		AtomicLong calls = new AtomicLong();
		LongSupplier over = () -> (calls.getAndIncrement() == 0) ? 0 : HOUR.toNanos() * 2;
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO).stopped()) {
			assertThat(warmUp(40, over).run(List.of(like.server()))).isZero();
		}
		assertThat(this.recorder.secured()).isEmpty();
		assertThat(this.ended).hasValue(1);
		assertThat(output).doesNotContain("WARN", "ERROR");
	}

	@Test
	void placeThatCannotBeListenedOn(CapturedOutput output) throws Exception {
		WarmUp warmUp = new WarmUp(new WarmUpSpec(40, HOUR), loader(), this.listeners,
				InetAddress.getByName("192.0.2.1"), STANDS);
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO).stopped()) {
			assertThat(warmUp.run(List.of(like.server()))).isZero();
		}
		assertThat(this.ended).hasValue(1);
		assertThat(output).doesNotContain("WARN", "ERROR");
	}

	@Test
	void certificateThatIsNotThere(CapturedOutput output) {
		IdentitySource nowhere = new IdentitySource.Pem("file:/nowhere/key.pem", "file:/nowhere/cert.pem", null);
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO)
			.context((spec) -> spec.identities(List.of(nowhere)))
			.stopped()) {
			assertThat(warmUp(40, STANDS).run(List.of(like.server()))).isZero();
		}
		assertThat(output).doesNotContain("WARN", "ERROR");
	}

	@Test
	void listenerThatCannotBeMade() {
		WarmUpListener.Source broken = () -> {
			throw new IllegalStateException("broken");
		};
		WarmUp warmUp = new WarmUp(new WarmUpSpec(40, HOUR), loader(), List.of(this.listeners.get(0), broken));
		try (RunningServer like = RunningServer.with(TlsProvider.AUTO).stopped()) {
			assertThat(warmUp.run(List.of(like.server()))).isZero();
		}
		assertThat(this.ended).hasValue(1);
	}

	@Test
	void withoutServersNothingIsMade() {
		assertThat(warmUp(40, STANDS).run(List.of())).isZero();
		assertThat(this.ended).hasValue(0);
	}

	private WarmUp warmUp(int handshakes, LongSupplier nanoTime) {
		return new WarmUp(new WarmUpSpec(handshakes, HOUR), loader(), this.listeners, InetAddress.getLoopbackAddress(),
				nanoTime);
	}

	private static MaterialLoader loader() {
		return new MaterialLoader(new DefaultResourceLoader());
	}

	/**
	 * Each look at the time takes a step.
	 */
	private static LongSupplier steps(Duration step) {
		AtomicLong now = new AtomicLong();
		return () -> now.getAndAdd(step.toNanos());
	}

	private static Set<Thread> threads() {
		return Set.copyOf(Thread.getAllStackTraces().keySet());
	}

}
