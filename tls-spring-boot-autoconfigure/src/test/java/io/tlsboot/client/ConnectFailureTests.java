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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tlsboot.client.TlsConnectException.Phase;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.StartTlsDialogue;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.TlsAlert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.transport.ProxyProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What can go wrong on the way to a secure connection, each with its phase, its target
 * and one report.
 */
class ConnectFailureTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final byte[] ALERT_HANDSHAKE_FAILURE = { 21, 3, 3, 0, 2, 2, 40 };

	@Test
	void anUnknownHost() {
		try (TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TlsConnectException failure = client.refused("no-such-host.invalid", 443);
			check(failure, Phase.RESOLVE, "no-such-host.invalid", 443);
			assertThat(failure.reason()).isEmpty();
			assertThat(failure.fix()).contains("host");
			unreported(client);
		}
	}

	@Test
	void aNameServerThatDoesNotAnswer() {
		try (TestClient client = TestClient.with(TlsProvider.OPENSSL)
			.customizer(Loopback.silent())
			.timeouts(SHORT, TestClient.LIMIT)
			.make()) {
			check(client.refused("slow.example.com", 443), Phase.RESOLVE, "slow.example.com", 443);
			unreported(client);
		}
	}

	@Test
	void aPortWhereNobodyListens() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		try (TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			TlsConnectException failure = client.refused("127.0.0.1", port);
			check(failure, Phase.CONNECT, "127.0.0.1", port);
			assertThat(failure).hasMessageContaining("refused").hasMessageContaining("127.0.0.1:" + port);
			unreported(client);
		}
	}

	@Test
	void aPortThatSwallowsConnections() throws IOException {
		try (BlackHole hole = new BlackHole();
				TestClient client = TestClient.with(TlsProvider.OPENSSL).timeouts(SHORT, TestClient.LIMIT).make()) {
			TlsConnectException failure = client.refused("127.0.0.1", hole.port());
			check(failure, Phase.CONNECT, "127.0.0.1", hole.port());
			assertThat(failure).hasMessageContaining("300 m");
			unreported(client);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theNextAddressWhenOneFails(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start();
				TestClient client = TestClient.with(provider)
					.customizer(Loopback.addresses("127.0.0.9", "127.0.0.8", "127.0.0.1"))
					.make()) {
			SecureConnection connection = client.connect("localhost", server.port());
			assertThat(connection.remoteAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
			connection.destroy();
			client.recorder().awaitEnd(1);
			assertThat(client.recorder().accepted()).isEqualTo(1);
			assertThat(client.recorder().failures()).isEmpty();
		}
	}

	@Test
	void noAddressThatWorks() {
		try (RunningServer server = RunningServer.with(TlsProvider.JDK).start();
				TestClient client = TestClient.with(TlsProvider.JDK)
					.customizer(Loopback.addresses("127.0.0.9", "127.0.0.8"))
					.make()) {
			check(client.refused("localhost", server.port()), Phase.CONNECT, "localhost", server.port());
			unreported(client);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aSilentServer(TlsProvider provider) {
		try (RawServer server = RawServer.silent();
				TestClient client = TestClient.with(provider).timeouts(TestClient.LIMIT, SHORT).make()) {
			fails(client, server.port(), HandshakeFailureReason.TIMEOUT);
			assertThat(server.awaitEnd()).as("bytes of the hello").isGreaterThan(100);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,220 hello\\r\\n", "JDK,220 hello\\r\\n", "OPENSSL,HTTP/1.1 400 Bad Request\\r\\n\\r\\n",
			"JDK,HTTP/1.1 400 Bad Request\\r\\n\\r\\n" })
	void aServerWithoutTls(TlsProvider provider, String greeting) {
		byte[] bytes = greeting.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
		try (RawServer server = RawServer.of((socket) -> socket.getOutputStream().write(bytes));
				TestClient client = TestClient.of(provider)) {
			TlsConnectException failure = fails(client, server.port(), HandshakeFailureReason.NOT_TLS);
			assertThat(failure.toString()).doesNotContain("220 hello").doesNotContain("Bad Request");
			server.awaitEnd();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatCloses(TlsProvider provider) {
		try (RawServer server = RawServer.of((socket) -> {
			socket.getInputStream().readNBytes(5);
			socket.getInputStream().skip(socket.getInputStream().available());
			socket.shutdownOutput();
		}); TestClient client = TestClient.of(provider)) {
			fails(client, server.port(), HandshakeFailureReason.PEER_CLOSED);
			server.awaitEnd();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatResets(TlsProvider provider) {
		try (RawServer server = RawServer.of((socket) -> {
			socket.getInputStream().readNBytes(5);
			socket.setSoLinger(true, 0);
			socket.close();
		}); TestClient client = TestClient.of(provider)) {
			fails(client, server.port(), HandshakeFailureReason.CONNECTION_RESET);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aServerThatSendsAnAlert(TlsProvider provider) {
		try (RawServer server = RawServer.of((socket) -> {
			socket.getInputStream().readNBytes(5);
			socket.getOutputStream().write(ALERT_HANDSHAKE_FAILURE);
		}); TestClient client = TestClient.of(provider)) {
			TlsConnectException failure = fails(client, server.port(), HandshakeFailureReason.ALERT_RECEIVED);
			assertThat(failure.alertReceived()).contains(TlsAlert.HANDSHAKE_FAILURE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3,-tls1_2", "OPENSSL,TLSv1.2,-tls1_3", "JDK,TLSv1.3,-tls1_2", "JDK,TLSv1.2,-tls1_3" })
	void noVersionInCommon(TlsProvider provider, String version, String option) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), option);
				TestClient client = TestClient.with(provider).version(version).make()) {
			TlsConnectException failure = fails(client, server.port(), HandshakeFailureReason.UNSUPPORTED_PROTOCOL);
			assertThat(failure.alertReceived()).contains(TlsAlert.PROTOCOL_VERSION);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void noApplicationProtocolInCommon(TlsProvider provider) {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-alpn", "other/1");
				TestClient client = TestClient.with(provider)
					.context((context) -> context.alpnProtocols(List.of("ours/1")))
					.make()) {
			TlsConnectException failure = fails(client, server.port(), HandshakeFailureReason.NO_APPLICATION_PROTOCOL);
			assertThat(failure.alertReceived()).contains(TlsAlert.NO_APPLICATION_PROTOCOL);
			assertThat(failure).hasMessageContaining("no_application_protocol");
		}
	}

	@Test
	void aProxyThatRefuses() {
		try (RawServer proxy = RawServer.of((socket) -> {
			socket.getInputStream().readNBytes(7);
			socket.getOutputStream()
				.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		}); TestClient client = proxied(TlsProvider.OPENSSL, proxy)) {
			TlsConnectException failure = client.refused("target.example.com", 443);
			check(failure, Phase.CONNECT, "target.example.com", 443);
			assertThat(failure).hasMessageContaining("403");
			unreported(client);
			proxy.awaitEnd();
		}
	}

	@Test
	void aProxyThatCloses() {
		try (RawServer proxy = RawServer.of(Socket::close); TestClient client = proxied(TlsProvider.OPENSSL, proxy)) {
			check(client.refused("target.example.com", 443), Phase.CONNECT, "target.example.com", 443);
			unreported(client);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aProxyThatLetsUsThrough(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				RawServer proxy = RawServer.of((socket) -> tunnel(socket, server.port()));
				TestClient client = proxied(provider, proxy)) {
			SecureConnection connection = client.connect("localhost", 443);
			assertThat(TestClient.exchange(connection, "through")).isEqualTo("through");
			connection.close().block(TestClient.LIMIT);
			assertThat(client.recorder().accepted()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void startTlsThroughAProxy(TlsProvider provider) {
		StartTlsDialogue go = (connection) -> connection.startTls("go\n");
		StartTlsDialogue gone = (connection) -> connection.readLine().flatMap((line) -> connection.startTls());
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).startTls(new StartTlsSpec(go)).start();
				RawServer proxy = RawServer.of((socket) -> tunnel(socket, server.port()));
				TestClient client = proxied(provider, proxy)) {
			SecureConnection connection = client.client()
				.connect("localhost", 443, gone)
				.blockOptional(TestClient.LIMIT)
				.orElseThrow();
			assertThat(TestClient.exchange(connection, "through")).isEqualTo("through");
			connection.close().block(TestClient.LIMIT);
			assertThat(client.recorder().accepted()).isEqualTo(1);
		}
	}

	@Test
	void aClientThatIsClosed() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start();
				TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			SecureConnection connection = client.connect(server.port());
			client.client().close();
			client.client().close();
			assertThat(TestClient.exchange(connection, "still here")).isEqualTo("still here");
			connection.close().block(TestClient.LIMIT);
			assertThatIllegalStateException().isThrownBy(() -> client.connect(server.port()))
				.withMessage("The TLS client 'test' is closed");
		}
	}

	@Test
	void aPortIsNeeded() {
		try (TestClient client = TestClient.of(TlsProvider.OPENSSL)) {
			assertThatIllegalArgumentException().isThrownBy(() -> client.client().connect().block(TestClient.LIMIT));
			assertThatIllegalArgumentException().isThrownBy(() -> client.connect(65536));
		}
	}

	private static void tunnel(Socket socket, int port) throws IOException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			request.append((char) socket.getInputStream().read());
		}
		assertThat(request).startsWith("CONNECT localhost:443 ");
		try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			Thread back = new Thread(() -> {
				try {
					onward.getInputStream().transferTo(socket.getOutputStream());
					socket.shutdownOutput();
				}
				catch (IOException ex) {
					// The client sees it.
				}
			});
			back.setDaemon(true);
			back.start();
			socket.getInputStream().transferTo(onward.getOutputStream());
			onward.shutdownOutput();
			back.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static TestClient proxied(TlsProvider provider, RawServer proxy) {
		return TestClient.with(provider)
			.customizer((spec,
					client) -> client.proxy((options) -> options.type(ProxyProvider.Proxy.HTTP)
						.socketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))))
			.make();
	}

	private static TlsConnectException fails(TestClient client, int port, HandshakeFailureReason reason) {
		TlsConnectException failure = client.refused(port);
		check(failure, Phase.HANDSHAKE, "localhost", port);
		assertThat(failure.reason()).contains(reason);
		assertThat(failure.localAddress()).isPresent();
		assertThat(failure.verdict()).isEmpty();
		assertThat(failure.fix()).isEqualTo(reason.fix());
		assertThat(client.recorder().accepted()).isEqualTo(1);
		assertThat(client.recorder().failures()).hasSize(1);
		assertThat(client.recorder().failures().get(0).reason()).isEqualTo(reason);
		assertThat(client.recorder().secured()).isEmpty();
		return failure;
	}

	private static void check(TlsConnectException failure, Phase phase, String host, int port) {
		assertThat(failure.phase()).as(failure.toString()).isEqualTo(phase);
		assertThat(failure.client()).isEqualTo("test");
		assertThat(failure.host()).isEqualTo(host);
		assertThat(failure.port()).isEqualTo(port);
		assertThat(failure).hasMessageContaining(host + ":" + port);
	}

	/** What never came to a handshake is not one that failed. */
	private static void unreported(TestClient client) {
		assertThat(client.recorder().accepted()).isZero();
		assertThat(client.recorder().failures()).isEmpty();
	}

	/**
	 * A port whose queue of connections is full, so that a further one waits for ever.
	 */
	static final class BlackHole implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> filling = new ArrayList<>();

		BlackHole() throws IOException {
			boolean full = false;
			while (!full && this.filling.size() < 20) {
				Socket socket = new Socket();
				this.filling.add(socket);
				try {
					socket.connect(this.listener.getLocalSocketAddress(), 200);
				}
				catch (IOException ex) {
					full = true;
				}
			}
			assertThat(full).as("the queue is full").isTrue();
		}

		int port() {
			return this.listener.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.filling) {
				socket.close();
			}
			this.listener.close();
		}

	}

}
