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

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCounted;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.material.MaterialException;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A server from listen to close.
 */
class ReactorTlsServerTests {

	private static final Duration LIMIT = Await.LIMIT;

	@Test
	void itTellsWhereItListens() {
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).stopped()) {
			ReactorTlsServer server = running.server();
			assertThat(server.listening()).isFalse();
			assertThatIllegalStateException().isThrownBy(server::address);
			server.close().block(LIMIT);
			server.listen().block(LIMIT);
			assertThat(server.listening()).isTrue();
			assertThat(server.address().getPort()).isPositive();
			assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
			assertThatIllegalStateException().isThrownBy(() -> server.listen().block(LIMIT));
			server.close().block(LIMIT);
			assertThat(server.listening()).isFalse();
			assertThat(server.context()).isNull();
			assertThatIllegalStateException().isThrownBy(server::address);
		}
	}

	@Test
	void whenItIsClosedItsPortRefuses() {
		try (RunningServer running = RunningServer.with(TlsProvider.JDK).stopped()) {
			for (int i = 0; i < 100; i++) {
				running.server().listen().block(LIMIT);
				InetSocketAddress address = running.server().address();
				running.server().close().block(LIMIT);
				assertThatIOException().as("connection %d", i).isThrownBy(() -> {
					try (Socket socket = new Socket()) {
						socket.connect(address, 5_000);
					}
				});
			}
		}
	}

	@Test
	void withoutAHostItListensOnAllInterfaces() throws IOException {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).address(null, 0).start()) {
			assertThat(server.server().address().getAddress().isAnyLocalAddress()).isTrue();
			assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
			assertThat(server.recorder().awaitSecured(1).remoteAddress().getAddress())
				.isEqualTo(InetAddress.getByName("127.0.0.1"))
				.isInstanceOf(Inet4Address.class);
			Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/if_inet6"))
					&& Files.readString(Path.of("/proc/net/if_inet6")).contains(" lo"), "There is no IPv6");
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getByName("::1"), server.port()), 5_000);
				Await.until("a handshake", () -> server.server().pendingHandshakes() == 1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void itListensAgainAfterItWasClosed(TlsProvider provider) {
		try (RunningServer running = RunningServer.with(provider).stopped()) {
			for (int i = 1; i <= 3; i++) {
				running.server().listen().block(LIMIT);
				assertThat(OpenSslClient.to(running.port()).exchange("hello\n", "hello\n").connected()).isTrue();
				running.server().close(Duration.ofSeconds(5)).block(LIMIT);
				assertThat(running.recorder().ends()).hasSize(i);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aClosedServerAcceptsNothingAndFinishesWithItsLastConnection(TlsProvider provider) throws Exception {
		List<String> order = new CopyOnWriteArrayList<>();
		AtomicReference<RunningServer> self = new AtomicReference<>();
		try (RunningServer server = RunningServer.with(provider).serverListeners(new TlsServerListener() {

			@Override
			public void listening(TlsServer server) {
				order.add("listening");
			}

			@Override
			public void closed(TlsServer server) {
				order.add("closed after " + self.get().recorder().ends().size() + " and "
						+ self.get().recorder().failures().size());
			}

		}).start();
				RawClient handshaking = RawClient.connect(server.port());
				EngineClient secure = EngineClient.connect(server.port(), "TLSv1.3")) {
			self.set(server);
			server.recorder().awaitSecured(1);
			Await.until("two connections", () -> server.server().connections() == 2);
			InetSocketAddress address = server.server().address();
			ReferenceCounted context = referenceCounted(server.server().context());
			CompletableFuture<Void> closed = server.server().close().toFuture();
			Await.until("no new connection", () -> !connects(address));
			assertThat(secure.write("still here").flush().readText(10)).isEqualTo("still here");
			secure.closeNotify().flush().fin().readAll();
			server.recorder().awaitEnd(1);
			assertThat(closed).isNotDone();
			assertThat(order).containsExactly("listening");
			if (context != null) {
				assertThat(context.refCnt()).isPositive();
			}
			handshaking.close();
			Await.result(closed);
			assertThat(order).containsExactly("listening", "closed after 1 and 1");
			assertThat(server.server().connections()).isZero();
			if (context != null) {
				assertThat(context.refCnt()).isZero();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void afterTheGraceWhatIsOpenIsClosedGracefully(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).handler((connection) -> Mono.never()).start();
				RawClient handshaking = RawClient.connect(server.port());
				EngineClient secure = EngineClient.connect(server.port(), "TLSv1.3")) {
			Await.until("two connections", () -> server.server().connections() == 2);
			server.recorder().awaitSecured(1);
			CompletableFuture<Void> closed = server.server().close(Duration.ofMillis(100)).toFuture();
			assertThat(secure.readAll()).isEmpty();
			assertThat(secure.endedCleanly()).isTrue();
			secure.closeNotify().flush().fin();
			assertThat(handshaking.awaitEnd().received()).isEmpty();
			Await.result(closed);
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.SHUTDOWN);
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
			assertThat(server.recorder().awaitFailure().reason()).isEqualTo(HandshakeFailureReason.SHUTDOWN);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aPeerThatNeverReadsIsClosedByForce(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.send(Flux
				.generate((sink) -> sink.next(connection.connection().channel().alloc().buffer().writeZero(16384)))))
			.start(); EngineClient client = EngineClient.connect(server.port(), "TLSv1.3")) {
			Await.until("much is sent", () -> server.recorder().awaitSecured(1).bytesWritten() > 500_000);
			server.server().close(Duration.ofMillis(100)).block(LIMIT);
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.SHUTDOWN);
			assertThat(client.endedCleanly()).isFalse();
		}
	}

	@Test
	void aPortInUseIsNamedAndTheServerMayTryAgain() {
		try (RunningServer first = RunningServer.with(TlsProvider.OPENSSL).start();
				RunningServer second = RunningServer.with(TlsProvider.OPENSSL)
					.address("127.0.0.1", first.port())
					.stopped()) {
			assertThatExceptionOfType(TlsServerBindException.class)
				.isThrownBy(() -> second.server().listen().block(LIMIT))
				.satisfies((failure) -> {
					assertThat(failure.problem()).isEqualTo(TlsServerBindException.Problem.PORT_IN_USE);
					assertThat(failure.port()).isEqualTo(first.port());
					assertThat(failure.server()).isEqualTo("test");
				});
			assertThat(second.server().listening()).isFalse();
			assertThat(second.server().context()).isNull();
			first.server().close(Duration.ZERO).block(LIMIT);
			second.server().listen().block(LIMIT);
			assertThat(OpenSslClient.to(second.port()).exchange("hello\n", "hello\n").connected()).isTrue();
		}
	}

	@Test
	void anAddressOfAnotherMachineIsNamed() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).address("192.0.2.1", 0).stopped()) {
			assertThatExceptionOfType(TlsServerBindException.class)
				.isThrownBy(() -> server.server().listen().block(LIMIT))
				.satisfies((failure) -> assertThat(failure.problem())
					.isEqualTo(TlsServerBindException.Problem.UNKNOWN_ADDRESS));
		}
		assertThat(new TlsServerBindException("test", null, 443, new BindException("Permission denied")).problem())
			.isEqualTo(TlsServerBindException.Problem.PERMISSION_DENIED);
	}

	@Test
	void aContextThatCannotBeBuiltLeavesAServerThatCanListen(@TempDir Path directory) throws IOException {
		Path key = directory.resolve("key.pem");
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((spec) -> spec.identities(List.of(new IdentitySource.Pem(key.toUri().toString(),
					TestPki.server().chainFile().toUri().toString(), null))))
			.stopped()) {
			assertThatExceptionOfType(MaterialException.class).isThrownBy(() -> server.server().listen().block(LIMIT));
			Files.copy(TestPki.server().keyFile(), key);
			server.server().listen().block(LIMIT);
			assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
		}
	}

	@Test
	void aCustomizerThatThrowsLeavesAServerThatCanListen() {
		AtomicBoolean broken = new AtomicBoolean(true);
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).serverCustomizers((spec, tcp) -> {
			if (broken.get()) {
				throw new IllegalArgumentException("of the customizer");
			}
			return tcp;
		}).stopped()) {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> server.server().listen().block(LIMIT));
			assertThat(server.server().context()).isNull();
			broken.set(false);
			server.server().listen().block(LIMIT);
			assertThat(server.server().listening()).isTrue();
		}
	}

	@Test
	void aListenerThatThrowsHarmsNothing() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).serverListeners(new TlsServerListener() {

			@Override
			public void listening(TlsServer server) {
				throw new IllegalStateException("of the listener");
			}

			@Override
			public void closed(TlsServer server) {
				throw new IllegalStateException("of the listener");
			}

		}).start()) {
			assertThat(OpenSslClient.to(server.port()).exchange("hello\n", "hello\n").connected()).isTrue();
		}
	}

	@Test
	void aServerThatIsClosedWhileItBeginsToListenDoesNotListen() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).serverCustomizers((spec, tcp) -> {
			begun.countDown();
			Await.latch("it is closed", closed);
			return tcp;
		}).stopped()) {
			ReactorTlsServer server = running.server();
			CompletableFuture<Void> listening = server.listen().toFuture();
			Await.latch("it begins", begun);
			CompletableFuture<Void> end = server.close().toFuture();
			closed.countDown();
			Await.result(end);
			Await.until("the end of listen()", listening::isDone);
			assertThat(listening).isCompletedExceptionally();
			assertThat(server.listening()).isFalse();
			assertThat(server.context()).isNull();
			server.listen().block(LIMIT);
			assertThat(server.listening()).isTrue();
		}
	}

	@Test
	void aServerWhoseListenIsCanceledCanListenLater() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch canceled = new CountDownLatch(1);
		try (RunningServer running = RunningServer.with(TlsProvider.OPENSSL).contextCustomizers((spec, builder) -> {
			begun.countDown();
			try {
				canceled.await();
			}
			catch (InterruptedException ex) {
				// Canceling interrupts it.
			}
		}).stopped()) {
			Disposable listening = running.server().listen().subscribe();
			Await.latch("it begins", begun);
			listening.dispose();
			canceled.countDown();
			Await.until("it listens", () -> {
				running.server().listen().block(LIMIT);
				return running.server().listening();
			});
			assertThat(OpenSslClient.to(running.port()).exchange("hello\n", "hello\n").connected()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void customizersHaveTheLastWord(TlsProvider provider) {
		List<String> seen = new CopyOnWriteArrayList<>();
		try (RunningServer server = RunningServer.with(provider).contextCustomizers((spec, builder) -> {
			seen.add("context " + spec.name());
			builder.protocols("TLSv1.2");
		}).serverCustomizers((spec, tcp) -> {
			seen.add("server " + spec.name() + " " + Thread.currentThread().getName().contains("boundedElastic"));
			assertThat(tcp.configuration().childOptions()).containsKey(ChannelOption.ALLOW_HALF_CLOSURE);
			return tcp.host("127.0.0.2");
		}).start()) {
			assertThat(seen).containsExactly("context default", "server test true");
			assertThat(server.server().address().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
			OpenSslClient client = OpenSslClient.to(server.port()).option("-connect", "127.0.0.2:" + server.port());
			assertThat(client.exchange("hello\n", "hello\n").protocol()).isEqualTo("TLSv1.2");
		}
	}

	private static boolean connects(InetSocketAddress address) {
		try (Socket socket = new Socket()) {
			socket.connect(address, 5_000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * The native context, which no method of ours gives away.
	 */
	private static ReferenceCounted referenceCounted(SecureContext context) throws ReflectiveOperationException {
		Field field = SecureContext.class.getDeclaredField("sslContext");
		field.setAccessible(true);
		return (field.get(context) instanceof ReferenceCounted counted) ? counted : null;
	}

}
