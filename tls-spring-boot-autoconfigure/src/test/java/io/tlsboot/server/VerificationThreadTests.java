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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.PeerVerifier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains of peers are never verified on an event loop (security rule R21).
 */
class VerificationThreadTests {

	private static final String ECHO = "hello\n";

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void verificationHasThreadsOfItsOwn(ResumptionTests.Way way, @TempDir Path directory) {
		WitnessClock clock = new WitnessClock();
		Path session = directory.resolve("session.pem");
		try (RunningServer server = RunningServer.with(way.provider())
			.requestCert(true, TestPki.ca())
			.clock(clock)
			.start()) {
			clock.threads.clear();
			client(server, way).exchangeAndSave(session, ECHO, ECHO);
			assertThat(clock.threads).isNotEmpty().allMatch((name) -> name.startsWith("tls-handshake-"));
			clock.threads.clear();
			assertThat(client(server, way).resumeSession(session).exchange(ECHO, ECHO).reused()).isTrue();
			assertThat(clock.threads).isNotEmpty().allMatch((name) -> name.startsWith("tls-handshake-"));
		}
	}

	static Stream<ResumptionTests.Way> ways() {
		return ResumptionTests.Way.all();
	}

	private static OpenSslClient client(RunningServer server, ResumptionTests.Way way) {
		OpenSslClient client = OpenSslClient.to(server.port()).protocol(way.version()).identity(TestPki.client());
		return way.tickets() ? client : client.option("-no_ticket");
	}

	/**
	 * Remembers on which threads a verifier asks for the instant, as it does for each
	 * chain.
	 */
	private static final class WitnessClock extends Clock {

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@Override
		public Instant instant() {
			if (judging()) {
				this.threads.add(Thread.currentThread().getName());
			}
			return Instant.now();
		}

		private static boolean judging() {
			return StackWalker.getInstance()
				.walk((frames) -> frames
					.anyMatch((frame) -> frame.getClassName().equals(PeerVerifier.class.getName())));
		}

		/**
		 * Ticket keys ask too, on event loops, for the milliseconds.
		 */
		@Override
		public long millis() {
			return System.currentTimeMillis();
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
