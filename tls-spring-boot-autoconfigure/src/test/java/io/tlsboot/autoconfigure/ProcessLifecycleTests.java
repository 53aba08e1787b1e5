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

package io.tlsboot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.peer.Peer;
import io.tlsboot.test.peer.Program;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets a process live and die: without a web server its TLS servers keep it alive, and
 * its end is graceful for those that are connected.
 */
class ProcessLifecycleTests {

	/** What a process that SIGTERM ended has for a status: 128 + 15. */
	private static final int TERMINATED = 143;

	private static final List<String> NO_NATIVES = List.of("-Dio.netty.handler.ssl.noOpenSsl=true");

	@Test
	void openConnectionMayFinish() {
		try (Peer process = ChildApplication.start(List.of(), "spring.lifecycle.timeout-per-shutdown-phase=25s")) {
			int port = ChildApplication.awaitPort(process);
			try (OpenSslConnection connection = OpenSslClient.to(port).open()) {
				connection.awaitHandshake();
				connection.peer().write("before\n").awaitOutput("before");
				assertThat(process.isAlive()).isTrue();
				process.signal("TERM");
				Await.until("new connections are refused", () -> Ports.refused(port));
				connection.peer().write("after\n").awaitOutput("after");
				assertThat(process.isAlive()).isTrue();
				connection.finish();
			}
			assertThat(process.awaitEnd().status()).isEqualTo(TERMINATED);
			assertThat(process.output()).doesNotContain("Shutdown phase", "did not close within");
		}
	}

	@Test
	void connectionThatNeverEndsIsClosedWithCloseNotify() {
		try (Peer process = ChildApplication.start(List.of(), "spring.lifecycle.timeout-per-shutdown-phase=1s")) {
			int port = ChildApplication.awaitPort(process);
			try (OpenSslConnection connection = OpenSslClient.to(port).option("-msg").open()) {
				connection.awaitHandshake();
				connection.peer().write("hello\n").awaitOutput("hello");
				long begin = System.nanoTime();
				process.signal("TERM");
				OpenSslResult result = connection.awaitEnd();
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
				assertThat(result.output())
					.containsPattern("<<< TLS 1\\.3, Alert \\[length 0002\\], warning close_notify")
					.doesNotContain("unexpected eof");
			}
			assertThat(process.awaitEnd().status()).isEqualTo(TERMINATED);
		}
	}

	@Test
	void engineOfTheJdkStepsInWhereBoringSslDoesNotLoad() {
		try (Peer process = ChildApplication.start(NO_NATIVES)) {
			assertThat(ChildApplication.awaitEngine(process)).startsWith("JSSE of Java " + Runtime.version().feature()
					+ ": the native library of BoringSSL does not load: ");
			OpenSslClient.to(ChildApplication.awaitPort(process)).exchange("hello\n", "hello");
		}
	}

	@Test
	void engineThatDoesNotLoadFailsTheStart() {
		assertThat(failure("tls.servers.echo.provider=openssl")).contains(
				"""
						Description:

						The configuration property 'tls.servers.echo.provider' ("tls.servers.echo.provider" from property source \
						"commandLineArgs") cannot be used:

						    The native library of BoringSSL does not load: OpenSSL was explicit disabled with \
						-Dio.netty.handler.ssl.noOpenSsl=true.

						Action:

						Use 'provider: auto' or 'jdk', or add netty-tcnative-boringssl-static for this platform.
						""");
	}

	@Test
	void sharedPropertyIsNamedWhenItChoseTheEngine() {
		assertThat(failure("tls.provider=openssl")).contains("The configuration property 'tls.provider' "
				+ "(\"tls.provider\" from property source \"commandLineArgs\") cannot be used:");
	}

	private static String failure(String property) {
		try (Peer process = ChildApplication.start(NO_NATIVES, property)) {
			Program.Result result = process.awaitEnd();
			assertThat(result.status()).isEqualTo(1);
			return result.output();
		}
	}

}
