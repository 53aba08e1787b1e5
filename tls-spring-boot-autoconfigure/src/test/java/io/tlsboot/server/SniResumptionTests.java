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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.SecureContext;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of the hosts of one server, which share the roots of their ticket keys
 * (security rule R1).
 */
class SniResumptionTests {

	private static final String ECHO = "hello\n";

	@TempDir
	private Path directory;

	static Stream<Arguments> ways() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((provider) -> Stream.of("TLSv1.3", "TLSv1.2").map((version) -> Arguments.of(provider, version)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void noSessionCrossesHosts(TlsProvider provider, String version) {
		try (RunningServer server = RunningServer.with(provider)
			.sni("open.example.com", (context) -> context)
			.sni("twin.example.com", (context) -> context)
			.sni("one.example.com", (context) -> strict(context, TestPki.ca()))
			.sni("two.example.com", (context) -> strict(context, TestPki.otherCa()))
			.start()) {
			Path anonymous = save(server, version, "open.example.com", null);
			Path known = save(server, version, "one.example.com", TestPki.client());

			refused(server, version, "one.example.com", anonymous);
			refused(server, version, "two.example.com", anonymous);
			refused(server, version, "two.example.com", known);
			for (String host : List.of("twin.example.com", "unknown.example.com")) {
				assertThat(resume(server, version, host, anonymous).reused()).isFalse();
			}
			assertThat(resume(server, version, "open.example.com", known).reused()).isFalse();

			// The controls: the same host.
			assertThat(resume(server, version, "open.example.com", anonymous).reused()).isTrue();
			int before = server.recorder().secured().size();
			assertThat(resume(server, version, "one.example.com", known).reused()).isTrue();
			SecureConnection connection = server.recorder().awaitSecured(before + 1);
			assertThat(connection.sessionReused()).isTrue();
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.serverName()).contains("one.example.com");
			assertThat(connection.peerCertificate().orElseThrow().certificate())
				.isEqualTo(TestPki.client().certificate());
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void afterAReplacementASessionResumesOnlyIfTrustIsTheSame(TlsProvider provider, String version) {
		try (RunningServer running = RunningServer.with(provider).start()) {
			ReactorTlsServer server = running.server();
			String host = "api.example.com";
			SecureContextSpec context = SecureContextSpec.server("test", RunningServer.source(TestPki.server()))
				.with((spec) -> spec.provider(provider).requestCert(true).trust(RunningServer.trust(TestPki.ca())));
			server.addContext(host, context).block(Await.LIMIT);
			Path session = save(running, version, host, TestPki.client());

			server
				.addContext(host, context.with(
						(spec) -> spec.identities(List.of(RunningServer.source(TestPki.serverFor("api.example.com"))))))
				.block(Await.LIMIT);
			OpenSslResult renewed = resume(running, version, host, session);
			assertThat(renewed.reused()).as("the JDK's engine keeps sessions in the context that is replaced")
				.isEqualTo(provider == TlsProvider.OPENSSL);

			server.addContext(host, context.with((spec) -> spec.trust(RunningServer.trust(TestPki.otherCa()))))
				.block(Await.LIMIT);
			OpenSslResult other = client(running, version, host).identity(TestPki.client())
				.resumeSession(session)
				.exchange(ECHO, ECHO);
			assertThat(other.reused()).isFalse();
			SecureConnection connection = running.recorder().awaitSecured(3);
			assertThat(connection.authorized()).isFalse();
			assertThat(connection.authorizationError()).contains(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void aSessionOutlivesTheContextThatMadeIt(TlsProvider provider, String version) {
		try (RunningServer running = RunningServer.with(provider)
			.contextCacheSize(1)
			.sni("a.example.com", (context) -> context)
			.sni("b.example.com", (context) -> context)
			.sni("c.example.com", (context) -> context)
			.start()) {
			Path session = save(running, version, "a.example.com", null);
			for (String host : List.of("b.example.com", "c.example.com", "b.example.com", "c.example.com")) {
				assertThat(resume(running, version, host, session).reused()).isFalse();
			}
			assertThat(resume(running, version, "a.example.com", session).reused())
				.isEqualTo(provider == TlsProvider.OPENSSL);
		}
	}

	private static SecureContextSpec.Builder strict(SecureContextSpec.Builder context, TestCertificate ca) {
		return context.requestCert(true).rejectUnauthorized(true).trust(RunningServer.trust(ca));
	}

	/**
	 * A new full handshake must take place and fail for want of a certificate.
	 */
	private static void refused(RunningServer server, String version, String host, Path session) {
		int before = server.recorder().failures().size();
		OpenSslResult result = client(server, version, host).resumeSession(session).awaitEnd();
		assertThat(result.reused()).as(result.output()).isFalse();
		assertThat(Objects.requireNonNull(result.alert())).isPositive();
		assertThat(server.recorder().awaitFailure(before + 1).reason())
			.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
	}

	private static OpenSslResult resume(RunningServer server, String version, String host, Path session) {
		return client(server, version, host).resumeSession(session).exchange(ECHO, ECHO);
	}

	private Path save(RunningServer server, String version, String host, @Nullable TestCertificate identity) {
		Path session = this.directory.resolve(host + ".pem");
		OpenSslClient client = client(server, version, host);
		OpenSslResult full = ((identity != null) ? client.identity(identity) : client).exchangeAndSave(session, ECHO,
				ECHO);
		assertThat(full.reused()).isFalse();
		return session;
	}

	private static OpenSslClient client(RunningServer server, String version, String host) {
		OpenSslClient client = OpenSslClient.to(server.port()).protocol(version).serverName(host);
		SecureContext context = Objects.requireNonNull(server.server().context());
		// JSSE does not resume tickets of TLS 1.2 when there was a client certificate.
		return (context.engine().isOpenSsl() || version.equals("TLSv1.3")) ? client : client.option("-no_ticket");
	}

}
