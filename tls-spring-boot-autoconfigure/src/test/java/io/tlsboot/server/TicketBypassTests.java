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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.TicketKeyRing;
import io.tlsboot.context.TicketKeySource;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslResult;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No ticket crosses trust or authentication mode although nodes share root keys and the
 * session id context (security rule R1; the class of CVE-2025-23419).
 */
class TicketBypassTests {

	private static final String ECHO = "hello\n";

	private static final int HANDSHAKE_FAILURE = 40;

	private static final int CERTIFICATE_REQUIRED = 116;

	private final TicketKeySource roots = source(1);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void noTicketCrossesTrustOrAuthenticationMode(String version) {
		try (RunningServer open = server();
				RunningServer openTwin = server();
				RunningServer first = server(true, TestPki.ca());
				RunningServer firstTwin = server(true, TestPki.ca());
				RunningServer second = server(true, TestPki.otherCa());
				RunningServer lenient = server(false, TestPki.ca())) {
			Path anonymous = save(open, version, null);
			Path known = save(first, version, TestPki.client());
			Path asked = save(lenient, version, null);

			refused(first, version, anonymous);
			refused(first, version, asked);
			refused(second, version, anonymous);
			refused(second, version, known);
			refused(second, version, asked);
			for (Path ticket : List.of(anonymous, known)) {
				assertThat(resume(lenient, version, ticket).reused()).isFalse();
			}
			assertThat(lenient.recorder().secured()).hasSize(3)
				.allSatisfy((connection) -> assertThat(connection.authorizationError())
					.contains(AuthorizationError.UNABLE_TO_GET_ISSUER_CERT));
			for (Path ticket : List.of(known, asked)) {
				assertThat(resume(open, version, ticket).reused()).isFalse();
			}

			// The controls: a node of the same configuration, on another port.
			assertThat(resume(openTwin, version, anonymous).reused()).isTrue();
			assertThat(resume(firstTwin, version, known).reused()).isTrue();
			SecureConnection connection = firstTwin.recorder().awaitSecured(1);
			assertThat(connection.sessionReused()).isTrue();
			assertThat(connection.authorized()).isTrue();
			assertThat(connection.peerCertificate().orElseThrow().certificate())
				.isEqualTo(TestPki.client().certificate());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void theVerdictIsRecomputedAtTheNodeThatResumes(String version) {
		try (RunningServer one = server(false, TestPki.ca()); RunningServer two = server(false, TestPki.ca())) {
			Path ticket = save(one, version, TestPki.selfSigned());
			assertThat(resume(two, version, ticket).reused()).isTrue();
			SecureConnection connection = two.recorder().awaitSecured(1);
			assertThat(connection.authorized()).isFalse();
			assertThat(connection.authorizationError()).contains(AuthorizationError.DEPTH_ZERO_SELF_SIGNED_CERT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void noTicketCrossesHostsOrSessionIdContexts(String version) {
		try (RunningServer one = server();
				RunningServer host = builder(this.roots).context((spec) -> spec.name("*.example.com")).start();
				RunningServer other = builder(this.roots).context((spec) -> spec.sessionIdContext("other")).start()) {
			Path ticket = save(one, version, null);
			assertThat(resume(host, version, ticket).reused()).isFalse();
			assertThat(resume(other, version, ticket).reused()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void withOtherRootsNothingResumes(String version) {
		try (RunningServer one = server(); RunningServer other = builder(source(2)).start()) {
			assertThat(resume(other, version, save(one, version, null)).reused()).isFalse();
		}
	}

	/**
	 * BoringSSL itself asks whether the suite of a session would be chosen now, but not
	 * whether its key exchange would be.
	 */
	@Test
	void noSessionKeepsAKeyExchangeOrSuiteThatANodeDoesNotAllow() {
		try (RunningServer lax = server();
				RunningServer group = builder(this.roots).context((spec) -> spec.groups(List.of("P-384"))).start();
				RunningServer suite = builder(this.roots)
					.context((spec) -> spec.ciphers(List.of("ECDHE-ECDSA-AES256-GCM-SHA384")))
					.start()) {
			Path ticket = this.directory.resolve("lax.pem");
			client(lax, "TLSv1.2").option("-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256", "-groups", "P-256")
				.exchangeAndSave(ticket, ECHO, ECHO);
			assertThat(resume(lax, "TLSv1.2", ticket).reused()).isTrue();
			assertThat(resume(group, "TLSv1.2", ticket).reused()).isFalse();
			assertThat(resume(suite, "TLSv1.2", ticket).reused()).isFalse();
		}
	}

	/**
	 * A new full handshake must take place and fail for want of a certificate.
	 */
	private static void refused(RunningServer server, String version, Path ticket) {
		int before = server.recorder().failures().size();
		OpenSslResult result = client(server, version).resumeSession(ticket).awaitEnd();
		assertThat(result.reused()).as(result.output()).isFalse();
		assertThat(Objects.requireNonNull(result.alert()))
			.isEqualTo(version.equals("TLSv1.3") ? CERTIFICATE_REQUIRED : HANDSHAKE_FAILURE);
		assertThat(server.recorder().awaitFailure(before + 1).reason())
			.isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_MISSING);
	}

	private static OpenSslResult resume(RunningServer server, String version, Path ticket) {
		return client(server, version).resumeSession(ticket).exchange(ECHO, ECHO);
	}

	private Path save(RunningServer server, String version, @Nullable TestCertificate identity) {
		Path ticket = this.directory.resolve(server.port() + ".pem");
		OpenSslClient client = client(server, version);
		OpenSslResult full = ((identity != null) ? client.identity(identity) : client).exchangeAndSave(ticket, ECHO,
				ECHO);
		assertThat(full.reused()).isFalse();
		return ticket;
	}

	private static OpenSslClient client(RunningServer server, String version) {
		return OpenSslClient.to(server.port()).protocol(version);
	}

	private RunningServer server() {
		return builder(this.roots).start();
	}

	private RunningServer server(boolean reject, TestCertificate ca) {
		return builder(this.roots).requestCert(reject, ca).start();
	}

	private static RunningServer.Builder builder(TicketKeySource roots) {
		return RunningServer.with(TlsProvider.OPENSSL).choices(new TlsServerChoices(null, null, roots));
	}

	private static TicketKeySource source(int filling) {
		byte[] root = new byte[32];
		Arrays.fill(root, (byte) filling);
		TicketKeyRing ring = TicketKeyRing.of(List.of(root));
		return () -> ring;
	}

}
