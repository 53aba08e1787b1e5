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

import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains of peers are never verified on an event loop (security rule R21), where a chain
 * that is known may be recalled only.
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
			clock.clear();
			client(server, way).exchangeAndSave(session, ECHO, ECHO);
			assertThat(clock.judgedOn()).isNotEmpty().allMatch((name) -> name.startsWith("tls-handshake-"));
			clock.clear();
			assertThat(client(server, way).resumeSession(session).exchange(ECHO, ECHO).reused()).isTrue();
			assertThat(clock.judgedOn()).isEmpty();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void whoIsNotAuthorizedIsJudgedThereEachTime(ResumptionTests.Way way, @TempDir Path directory) {
		WitnessClock clock = new WitnessClock();
		Path session = directory.resolve("session.pem");
		try (RunningServer server = RunningServer.with(way.provider())
			.requestCert(false, TestPki.ca())
			.clock(clock)
			.start()) {
			client(server, way).exchange(ECHO, ECHO);
			for (int i = 0; i < 2; i++) {
				clock.clear();
				client(server, way).identity(TestPki.otherClient()).exchangeAndSave(session, ECHO, ECHO);
				assertThat(clock.judgedOn()).isNotEmpty().allMatch((name) -> name.startsWith("tls-handshake-"));
			}
			clock.clear();
			assertThat(client(server, way).identity(TestPki.otherClient())
				.resumeSession(session)
				.exchange(ECHO, ECHO)
				.reused()).isTrue();
			assertThat(clock.judgedOn()).isNotEmpty().allMatch((name) -> name.startsWith("tls-handshake-"));
			assertThat(server.recorder().secured()).extracting(SecureConnection::authorized)
				.containsExactly(true, false, false, false);
		}
	}

	/**
	 * In plaintext, as it is in TLS 1.2, a chain may come before the server has said
	 * anything.
	 */
	@ParameterizedTest
	@EnumSource(names = { "OPENSSL", "JDK" })
	void aChainThatComesWithTheHelloIsVerifiedThere(TlsProvider provider) throws Exception {
		WitnessClock clock = new WitnessClock();
		try (RunningServer server = RunningServer.with(provider).requestCert(true, TestPki.ca()).clock(clock).start()) {
			OpenSslClient.to(server.port()).identity(TestPki.client()).exchange(ECHO, ECHO);
			clock.clear();
			byte[] hello = ClientHello.of(new String[] { "TLSv1.2" }, "localhost");
			try (RawClient client = RawClient.connect(server.port())) {
				client.send(with(hello, TestPki.otherClient().certificate().getEncoded()));
				Await.until("the chain was judged", () -> !clock.judgedOn().isEmpty());
			}
			server.recorder().awaitFailure();
			assertThat(clock.judgedOn()).allMatch((name) -> name.startsWith("tls-handshake-"));
		}
	}

	/**
	 * Put a record with a certificate behind that of a hello: BoringSSL refuses both in
	 * one.
	 */
	private static byte[] with(byte[] hello, byte[] certificate) {
		int list = certificate.length + 3;
		ByteBuffer bytes = ByteBuffer.allocate(hello.length + list + 12).put(hello);
		bytes.put((byte) 22).put((byte) 3).put((byte) 3).putShort((short) (list + 7));
		bytes.put((byte) 11).put((byte) 0).putShort((short) (list + 3));
		bytes.put((byte) 0).putShort((short) list).put((byte) 0).putShort((short) certificate.length).put(certificate);
		return bytes.array();
	}

	@Test
	void aTrustManagerOfTheUserIsAskedThere() {
		List<String> threads = new CopyOnWriteArrayList<>();
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.requestCert(true, TestPki.ca())
			.contextCustomizers((spec, builder) -> builder.trustManager(new SlowTrustManager(threads)))
			.start()) {
			for (int i = 0; i < 3; i++) {
				OpenSslClient.to(server.port()).tls13().identity(TestPki.client()).exchange(ECHO, ECHO);
			}
			assertThat(server.recorder().secured()).hasSize(3).allMatch(SecureConnection::authorized);
			assertThat(threads).hasSize(3).allMatch((name) -> name.startsWith("tls-handshake-"));
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
	 * Trusts everybody, and would be slow.
	 */
	private static final class SlowTrustManager extends X509ExtendedTrustManager {

		private final List<String> threads;

		SlowTrustManager(List<String> threads) {
			this.threads = threads;
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			this.threads.add(Thread.currentThread().getName());
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
			throw new IllegalStateException();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
			throw new IllegalStateException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
			throw new IllegalStateException();
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
			throw new IllegalStateException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
			throw new IllegalStateException();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
