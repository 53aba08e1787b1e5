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

import java.time.Duration;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.connection.SecureConnectionHandler;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that are as old as they may become, and for handlers that are
 * asked to end.
 */
class MaxAgeTests {

	private static final Duration AGE = Duration.ofMillis(1000);

	private static final SecureConnectionHandler POLITE = (connection) -> Mono
		.firstWithSignal(connection.send(connection.receive().retain()), connection.endRequested().then())
		.then(connection.endRequested().flatMap((why) -> connection.sendString("bye because of " + why + "\n")));

	private static LifetimeSpec age(Duration grace) {
		return LifetimeSpec.DEFAULTS.withMaxAge(AGE, 0.1, grace);
	}

	private static OpenSslConnection open(RunningServer server) {
		OpenSslConnection connection = OpenSslClient.to(server.port()).open();
		connection.awaitHandshake();
		return connection;
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void oldConnectionIsClosedGracefullyAfterTheGrace(TlsProvider provider) {
		Duration grace = Duration.ofMillis(500);
		try (RunningServer server = RunningServer.with(provider).lifetime(age(grace)).start();
				OpenSslConnection connection = open(server)) {
			OpenSslResult result = connection.awaitEnd();
			assertThat(result.status()).as(result.output()).isZero();
			assertThat(result.output()).doesNotContain("unexpected eof", "errno");
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
			assertThat(end.cleanly()).isTrue();
			assertThat(end.duration()).isBetween(Duration.ofMillis(900).plus(grace), Await.LIMIT);
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void handlerThatFinishesEndsItBeforeTheGraceIsOver(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider)
			.lifetime(age(Duration.ofMinutes(10)))
			.handler(POLITE)
			.start(); OpenSslConnection connection = open(server)) {
			connection.peer().awaitOutput("bye because of MAX_AGE");
			assertThat(connection.awaitEnd().status()).isZero();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
		}
	}

	@Test
	void peerThatNeitherReadsNorEndsIsClosedByForce() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).lifetime(age(Duration.ZERO)).start();
				JdkConnection silent = JdkClient.to(server.port()).trust(TestPki.ca()).connect()) {
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
			assertThat(end.cleanly()).isFalse();
			assertThat(silent.socket().isClosed()).isFalse();
		}
	}

	@Test
	void connectionOfAClientIsClosedToo() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server());
				TestClient client = TestClient.with(TlsProvider.OPENSSL)
					.spec((spec) -> spec.withLifetime(age(Duration.ofMillis(100))))
					.make()) {
			SecureConnection connection = client.connect(server.port());
			assertThat(connection.endRequested().block(Await.LIMIT)).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
			ConnectionEnd end = client.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(ConnectionEnd.Cause.MAX_AGE);
			assertThat(end.cleanly()).isTrue();
		}
	}

	@Test
	void serverThatClosesAsksItsConnectionsToEnd() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).handler(POLITE).start();
				OpenSslConnection connection = open(server)) {
			connection.peer().write("hello\n").awaitOutput("hello");
			server.server().close().block(Await.LIMIT);
			connection.peer().awaitOutput("bye because of SHUTDOWN");
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.SHUTDOWN);
		}
	}

	@Test
	void whoAsksWhenAllIsOverHearsOfTheEndOnly() {
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL).start()) {
			Mono<ConnectionEnd.Cause> early;
			try (OpenSslConnection connection = open(server)) {
				early = server.recorder().awaitSecured(1).endRequested();
				connection.finish();
			}
			assertThat(early.blockOptional(Await.LIMIT)).isEmpty();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.PEER);
			assertThat(server.recorder().awaitSecured(1).endRequested().blockOptional(Await.LIMIT)).isEmpty();
		}
	}

}
