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

package io.tlsboot.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import io.tlsboot.context.TlsProvider;
import io.tlsboot.handshake.HandshakeFailure;
import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.material.TrustSource;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCrl;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import io.tlsboot.verify.AuthorizationError;
import io.tlsboot.verify.TlsAlert;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients whose certificates are revoked while the server runs.
 */
class RevocationReloadTests {

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	static Stream<Arguments> ways() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((engine) -> Stream.of("TLSv1.3", "TLSv1.2").map((version) -> Arguments.of(engine, version)));
	}

	private void put(TestCrl crl) throws IOException {
		put("list.pem", crl.file());
	}

	private void put(String name, Path content) throws IOException {
		Path fresh = Files.copy(content, this.directory.resolve("fresh"));
		Files.move(fresh, this.directory.resolve(name), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void revokedClientComesInNoMoreNotEvenByItsSession(TlsProvider provider, String version) throws IOException {
		put(TestCrls.current());
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.context((context) -> context.protocols(List.of(version))
				.crls(List.of(this.directory.resolve("list.pem").toUri().toString())))
			.serverListeners(this.reloads)
			.reload(ServerReloadTests.QUICK)
			.start()) {
			OpenSslClient.to(server.port()).identity(TestPki.client()).exchangeAndSave(session, "hi", "hi");
			put(TestCrls.revoking(TestPki.client()));
			this.reloads.await(Outcome.RELOADED, 1);
			OpenSslClient.to(server.port()).identity(TestPki.client()).resumeSession(session).awaitEnd();
			HandshakeFailure resumed = server.recorder().awaitFailure(1);
			assertThat(resumed.reason()).isEqualTo(HandshakeFailureReason.PEER_CERTIFICATE_REJECTED);
			// The engine of the JDK has one alert for all chains that are refused.
			assertThat(resumed.alertSent())
				.isEqualTo((provider == TlsProvider.JDK) ? TlsAlert.CERTIFICATE_UNKNOWN : TlsAlert.CERTIFICATE_REVOKED);
			assertThat(resumed.verdict()).isNotNull();
			assertThat(resumed.verdict().error()).isEqualTo(AuthorizationError.CERT_REVOKED);
			OpenSslClient.to(server.port()).identity(TestPki.clientRsa()).exchange("hi", "hi");
			assertThat(server.recorder().failures()).hasSize(1);
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void clientWhoWasRecalledIsRefusedAtOnce(TlsProvider provider, String version) throws IOException {
		put(TestCrls.current());
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.context((context) -> context.protocols(List.of(version))
				.crls(List.of(this.directory.resolve("list.pem").toUri().toString())))
			.serverListeners(this.reloads)
			.reload(ServerReloadTests.QUICK)
			.start()) {
			OpenSslClient client = OpenSslClient.to(server.port()).identity(TestPki.client());
			client.exchange("hi", "hi");
			client.exchange("hi", "hi");
			OpenSslClient.to(server.port()).identity(TestPki.client()).exchangeAndSave(session, "hi", "hi");
			OpenSslClient.to(server.port()).identity(TestPki.client()).resumeSession(session).exchange("hi", "hi");
			put(TestCrls.revoking(TestPki.client()));
			this.reloads.await(Outcome.RELOADED, 1);
			client.awaitEnd();
			assertThat(error(server, 1)).isEqualTo(AuthorizationError.CERT_REVOKED);
			OpenSslClient.to(server.port()).identity(TestPki.client()).resumeSession(session).awaitEnd();
			assertThat(error(server, 2)).isEqualTo(AuthorizationError.CERT_REVOKED);
			assertThat(server.recorder().secured()).hasSize(4);
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void clientWhoWasRecalledIsAStrangerToAnotherAuthority(TlsProvider provider, String version) throws IOException {
		put("ca.pem", TestPki.ca().certFile());
		try (RunningServer server = RunningServer.with(provider)
			.requestCert(true, TestPki.ca())
			.context((context) -> context.protocols(List.of(version))
				.trust(new TrustSource.Locations(List.of(this.directory.resolve("ca.pem").toUri().toString()))))
			.serverListeners(this.reloads)
			.reload(ServerReloadTests.QUICK)
			.start()) {
			OpenSslClient client = OpenSslClient.to(server.port()).identity(TestPki.client());
			client.exchange("hi", "hi");
			client.exchange("hi", "hi");
			put("ca.pem", TestPki.otherCa().certFile());
			this.reloads.await(Outcome.RELOADED, 1);
			client.awaitEnd();
			assertThat(error(server, 1)).isEqualTo(AuthorizationError.UNABLE_TO_VERIFY_LEAF_SIGNATURE);
			put("ca.pem", TestPki.ca().certFile());
			this.reloads.await(Outcome.RELOADED, 2);
			client.exchange("hi", "hi");
			assertThat(server.recorder().secured()).hasSize(3);
		}
	}

	private static AuthorizationError error(RunningServer server, int failure) {
		return server.recorder().awaitFailure(failure).verdict().error();
	}

}
