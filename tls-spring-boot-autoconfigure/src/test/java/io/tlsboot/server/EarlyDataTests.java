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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;

import io.tlsboot.connection.ConnectionEnd;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client in a hurry sends its request, and the end of its side, in one segment with the
 * end of its handshake: nothing of that is lost, nor is the answer.
 */
class EarlyDataTests {

	private static final String REQUEST = "a request of a client in a hurry";

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void dataThatComesWithTheEndOfTheHandshakeIsAnswered(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start();
				EngineClient client = EngineClient.handshake(EngineClient.context(null), server.port(), "TLSv1.3")) {
			client.write(REQUEST).flush();
			assertThat(client.readText(REQUEST.length())).isEqualTo(REQUEST);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aRequestWithTheEndInOneSegmentIsAnswered(TlsProvider provider) {
		try (RunningServer server = RunningServer.with(provider).start()) {
			requestAndEnd(server, EngineClient.context(null), "TLSv1.3", 1);
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.PEER);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theSameWhileACertificateIsVerifiedOffTheEventLoop(TlsProvider provider) {
		try (RunningServer server = withSlowVerification(provider, (builder) -> builder).start()) {
			requestAndEnd(server, EngineClient.context(TestPki.client()), "TLSv1.3", 1);
			assertThat(server.recorder().awaitSecured(1).authorized()).isTrue();
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3" })
	void theSameWhileAResumedSessionIsJudgedOffTheEventLoop(TlsProvider provider, String version) {
		try (RunningServer server = withSlowVerification(provider, (builder) -> builder).start()) {
			SSLContext context = EngineClient.context(TestPki.client());
			try (EngineClient first = EngineClient.handshake(context, server.port(), version)) {
				first.write(REQUEST).flush();
				assertThat(first.readText(REQUEST.length())).isEqualTo(REQUEST);
				first.closeNotify().flush();
				first.readAll();
			}
			requestAndEnd(server, context, version, 2);
			assertThat(server.recorder().awaitSecured(2).sessionReused()).isTrue();
			assertThat(server.recorder().awaitSecured(2).authorized()).isTrue();
			assertThat(server.recorder().awaitEnd(2).cleanly()).isTrue();
			assertThat(server.recorder().failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void theSameWithoutCloseNotifyIsAnsweredAndTold(TlsProvider provider) {
		try (RunningServer server = withSlowVerification(provider, (builder) -> builder).start();
				EngineClient client = EngineClient.handshake(EngineClient.context(TestPki.client()), server.port(),
						"TLSv1.3")) {
			client.write(REQUEST).flush().fin();
			assertThat(client.readText(REQUEST.length())).isEqualTo(REQUEST);
			assertThat(client.readAll()).isEmpty();
			assertThat(server.recorder().awaitEnd(1).cleanly()).isFalse();
			assertThat(server.recorder().awaitEnd(1).cause()).isEqualTo(ConnectionEnd.Cause.PEER);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aClientThatHasGoneWhileItsCertificateIsVerifiedIsCountedOnce(TlsProvider provider) {
		try (RunningServer server = withSlowVerification(provider, (builder) -> builder).start()) {
			EngineClient.handshake(EngineClient.context(TestPki.client()), server.port(), "TLSv1.3")
				.write(REQUEST)
				.flush()
				.reset();
			Await.until("the end of the connection",
					() -> server.recorder().accepted() == 1 && server.server().connections() == 0);
			assertThat(server.recorder().failures().size() + server.recorder().secured().size()).isEqualTo(1);
			assertThat(server.recorder().ends()).hasSameSizeAs(server.recorder().secured());
			assertThat(server.server().pendingHandshakes()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void anAnswerThatTakesItsTimeReachesAClientThatHasEnded(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.receive()
				.asString(StandardCharsets.UTF_8)
				.next()
				.delayElement(Duration.ofMillis(100))
				.flatMap(connection::sendString))
			.start(); EngineClient client = EngineClient.connect(server.port(), version)) {
			client.write(REQUEST).closeNotify().flush().fin();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo(REQUEST);
			assertThat(client.endedCleanly()).isTrue();
			assertThat(server.recorder().awaitEnd(1).cleanly()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3,false", "OPENSSL,TLSv1.2,false", "JDK,TLSv1.3,true", "JDK,TLSv1.2,false" })
	void anAnswerToTheWholeRequestNeedsAnEngineWithTrueHalfClose(TlsProvider provider, String version,
			boolean answered) {
		try (RunningServer server = RunningServer.with(provider)
			.handler((connection) -> connection.receive().aggregate().asString().flatMap(connection::sendString))
			.start(); EngineClient client = EngineClient.connect(server.port(), version)) {
			client.write(REQUEST).closeNotify().flush().fin();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo(answered ? REQUEST : "");
			ConnectionEnd end = server.recorder().awaitEnd(1);
			assertThat(end.cause()).isEqualTo(answered ? ConnectionEnd.Cause.PEER : ConnectionEnd.Cause.HANDLER_ERROR);
		}
	}

	@ParameterizedTest
	@CsvSource({ "OPENSSL,TLSv1.3", "OPENSSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2" })
	void recordsOfOneByteAreEchoedToAClientThatHasEnded(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider).start();
				EngineClient client = EngineClient.connect(server.port(), version)) {
			StringBuilder sent = new StringBuilder();
			for (int i = 0; i < 1000; i++) {
				client.write(String.valueOf((char) ('a' + i % 26)));
				sent.append((char) ('a' + i % 26));
				if (i % 7 == 0) {
					client.flush();
				}
			}
			client.closeNotify().flush().fin();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo(sent.toString());
		}
	}

	private static void requestAndEnd(RunningServer server, SSLContext context, String version, int count) {
		try (EngineClient client = EngineClient.handshake(context, server.port(), version)) {
			client.write(REQUEST).closeNotify().flush().fin();
			assertThat(new String(client.readAll(), StandardCharsets.UTF_8)).isEqualTo(REQUEST);
			assertThat(client.endedCleanly()).isTrue();
			server.recorder().awaitSecured(count);
		}
	}

	private static RunningServer.Builder withSlowVerification(TlsProvider provider,
			UnaryOperator<RunningServer.Builder> change) {
		return change.apply(RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.tasks(CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)));
	}

}
