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

package io.tlsboot.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeLimits;
import io.tlsboot.server.RunningServer;
import io.tlsboot.server.TlsServerCustomizer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each outcome of connections with real peers is counted once, and the sums agree.
 */
class OutcomeTests {

	private static final String ECHO = "hello\n";

	private final Counts counts = new Counts();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void everyOutcomeIsCountedOnce(TlsProvider provider) {
		try (RunningServer server = start(provider,
				(built) -> built.requestCert(true, TestPki.ca())
					.context((spec) -> spec.alpnProtocols(List.of("echo/2")))
					.limits(new HandshakeLimits(Duration.ofMillis(800), 16 * 1024, 100)))) {
			client(server).identity(TestPki.client()).exchange(ECHO, ECHO);
			client(server).tls12().identity(TestPki.client()).exchange(ECHO, ECHO);
			client(server).identity(TestPki.otherClient()).awaitEnd();
			client(server).awaitEnd();
			client(server).option("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0").awaitEnd();
			client(server).alpn("echo/1").awaitEnd();
			raw(server, (raw) -> raw.sendHttp().awaitEnd());
			raw(server, RawClient::awaitEnd);
			raw(server, (raw) -> {
				raw.sendHello().readRecord();
				raw.reset();
			});
			raw(server, (raw) -> {
			});
			this.counts.assertReconciled(10, "role", "server", "endpoint", "test");
			assertThat(this.counts.handshakes("outcome", "success", "reason", "none", "resumed", "false", "authorized",
					"true", "context", "default"))
				.isEqualTo(2);
			assertThat(this.counts.handshakes("outcome", "success", "protocol", "TLSv1.2")).isEqualTo(1);
			assertThat(this.counts.handshakes("outcome", "success", "protocol", "TLSv1.3")).isEqualTo(1);
			for (String reason : List.of("peer-certificate-rejected", "peer-certificate-missing",
					"unsupported-protocol", "no-application-protocol", "not-tls", "timeout", "connection-reset",
					"no-client-hello")) {
				assertThat(this.counts.handshakes("outcome", "failure", "reason", reason, "protocol", "none", "cipher",
						"none", "group", "none", "resumed", "none"))
					.as(reason)
					.isEqualTo(1);
			}
			assertThat(this.counts.handshakes("reason", "peer-certificate-rejected", "authorized", "false"))
				.isEqualTo(1);
			assertThat(this.counts.seconds("reason", "timeout")).isBetween(0.7, 8.0);
			assertThat(this.counts.function(TlsMeters.BYTES, "direction", "received")).isEqualTo(12);
			assertThat(this.counts.function(TlsMeters.BYTES, "direction", "sent")).isEqualTo(12);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aResumedSessionIsTold(TlsProvider provider) {
		try (RunningServer server = start(provider, (built) -> built)) {
			Path session = this.directory.resolve("session");
			client(server).exchangeAndSave(session, ECHO, ECHO);
			assertThat(client(server).resumeSession(session).exchange(ECHO, ECHO).reused()).isTrue();
			this.counts.assertReconciled(2);
			assertThat(this.counts.handshakes("resumed", "true", "authorized", "none")).isEqualTo(1);
			assertThat(this.counts.handshakes("resumed", "false", "authorized", "none")).isEqualTo(1);
			if (provider == TlsProvider.OPENSSL) {
				assertThat(this.counts.function(TlsMeters.SESSIONS_TICKETS, "result", "issued")).isPositive();
				assertThat(this.counts.function(TlsMeters.SESSIONS_TICKETS, "result", "resumed")).isPositive();
				assertThat(this.counts.function(TlsMeters.SESSIONS_TICKETS, "result", "unknown-key")).isZero();
			}
			else {
				assertThat(this.counts.find(TlsMeters.SESSIONS_TICKETS).meters()).isEmpty();
			}
		}
		assertThat(this.counts.function(TlsMeters.SESSIONS_TICKETS)).isNotNegative();
	}

	@Test
	void whatALimitRejectsIsCountedWithTheLimit() {
		try (RunningServer server = start(TlsProvider.AUTO, (built) -> built.maxConnections(1))) {
			try (JdkConnection open = JdkClient.to(server.port()).trust(TestPki.ca()).connect()) {
				open.write(ECHO).read(ECHO.length());
				for (int i = 0; i < 3; i++) {
					raw(server, RawClient::awaitEnd);
				}
				Await.until("three rejected", () -> this.counts.connections("outcome", "rejected") == 3);
				assertThat(this.counts.gauge(TlsMeters.CONNECTIONS_ACTIVE)).isEqualTo(1);
				assertThat(this.counts.gauge(TlsMeters.HANDSHAKES_PENDING)).isZero();
				assertThat(this.counts.function(TlsMeters.BYTES, "direction", "received")).as("of the open connection")
					.isEqualTo(ECHO.length());
			}
			this.counts.assertReconciled(4);
			assertThat(this.counts.connections("outcome", "rejected", "reason", "max-connections")).isEqualTo(3);
		}
	}

	@Test
	void anUpgradeIsCountedWhenItsHandshakeBegins() {
		StartTlsSpec startTls = new StartTlsSpec(
				(plaintext) -> plaintext.readLine()
					.flatMap((line) -> plaintext
						.startTls("go\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
				PlaintextLimits.DEFAULTS);
		try (RunningServer server = start(TlsProvider.AUTO, (built) -> built.startTls(startTls))) {
			raw(server, (raw) -> raw.send("STARTTLS\r\nMAIL FROM:<evil@example.com>\r\n").awaitEnd());
			raw(server, (raw) -> raw.send("STARTTLS\r\n").expect("go\r\n").sendGarbage(10).awaitEnd());
			raw(server, RawClient::shutdownOutput);
			Await.until("no connection", () -> server.server().connections() == 0);
			this.counts.assertReconciled(2);
			assertThat(this.counts.handshakes("reason", "start-tls-injection")).isEqualTo(1);
			assertThat(this.counts.handshakes("reason", "not-tls")).isEqualTo(1);
		}
	}

	@Test
	void aStormOfResetsAndTheEndOfTheServerLoseNothing() {
		int storm = 300;
		int open = 5;
		try (RunningServer server = start(TlsProvider.AUTO, (built) -> built)) {
			for (int i = 0; i < storm; i++) {
				try (RawClient raw = RawClient.connect(server.port())) {
					if (i % 3 > 0) {
						raw.sendHello();
					}
					if (i % 3 > 1) {
						raw.readRecord();
					}
					raw.reset();
				}
			}
			Await.until("no connection", () -> server.server().connections() == 0);
			// Held, as the collector would close them.
			List<RawClient> held = new ArrayList<>();
			for (int i = 0; i < open; i++) {
				held.add(RawClient.connect(server.port()).sendHello());
				held.get(i).readRecord();
			}
			try (JdkConnection secure = JdkClient.to(server.port()).trust(TestPki.ca()).connect()) {
				secure.write(ECHO).read(ECHO.length());
				server.server().close(Duration.ZERO).block(Await.LIMIT);
			}
			held.forEach(RawClient::close);
		}
		long accepted = this.counts.connections("outcome", "accepted");
		assertThat(accepted).isBetween((long) open + 1, (long) storm + open + 1);
		this.counts.assertReconciled(accepted);
		assertThat(this.counts.handshakes("reason", "shutdown")).isEqualTo(open);
		assertThat(this.counts.durations("cause", "shutdown")).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aFailureThatCannotBeExplainedIsCountedToo(TlsProvider provider) {
		TlsServerCustomizer failing = (spec, tcp) -> tcp
			.doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst(new SilentHandler()));
		try (RunningServer server = start(provider, (built) -> built.serverCustomizers(failing))) {
			raw(server, (raw) -> raw.sendHello().awaitEnd());
			this.counts.assertReconciled(1);
			assertThat(this.counts.handshakes("reason", "internal-error")).isEqualTo(1);
			assertThat(server.recorder().awaitFailure().detail()).endsWith("SilentException");
			Await.until("no connection", () -> server.server().connections() == 0);
			assertThat(server.server().pendingHandshakes()).isZero();
		}
	}

	@Test
	void aHandlerThatKeepsTheEndToItselfLosesNoEnd() {
		try (RunningServer server = start(TlsProvider.AUTO, (built) -> built.handler((connection) -> {
			connection.connection().addHandlerLast(new SilentEnd());
			return connection.send(connection.receive().retain());
		}))) {
			try (JdkConnection open = JdkClient.to(server.port()).trust(TestPki.ca()).connect()) {
				open.write(ECHO).read(ECHO.length());
			}
			this.counts.assertReconciled(1);
			assertThat(server.recorder().awaitEnd(1).bytesRead()).isEqualTo(ECHO.length());
		}
	}

	private RunningServer start(TlsProvider provider, UnaryOperator<RunningServer.Builder> change) {
		return change
			.apply(RunningServer.with(provider).listener(this.counts.metrics()).serverListeners(this.counts.metrics()))
			.start();
	}

	private static OpenSslClient client(RunningServer server) {
		return OpenSslClient.to(server.port());
	}

	private static void raw(RunningServer server, java.util.function.Consumer<RawClient> act) {
		try (RawClient client = RawClient.connect(server.port())) {
			act.accept(client);
		}
	}

	/** Tells nobody that the channel is closed. */
	private static final class SilentEnd extends ChannelInboundHandlerAdapter {

		@Override
		public void channelInactive(ChannelHandlerContext ctx) {
		}

	}

	/** Stands before all others and fails. */
	private static final class SilentHandler extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object msg) {
			ReferenceCountUtil.release(msg);
			ctx.fireExceptionCaught(new SilentException());
		}

	}

	/** It fails to say what is wrong. */
	private static final class SilentException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("on purpose");
		}

	}

}
