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

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.SecureContextSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for sessions that began before a reload: they go on when trust is the same, and
 * only then.
 */
class ReloadResumptionTests {

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	private LiveFiles files;

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(certificate("first")).trust(TestPki.ca());
	}

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	static Stream<Arguments> ways() {
		return Stream.of(TlsProvider.OPENSSL, TlsProvider.JDK)
			.flatMap((engine) -> Stream.of("TLSv1.3", "TLSv1.2").map((version) -> Arguments.of(engine, version)));
	}

	private RunningServer server(TlsProvider provider, String version) {
		return RunningServer.with(provider)
			.context((context) -> context.identities(List.of(this.files.identity()))
				.trust(this.files.trust())
				.requestCert(true)
				.protocols(List.of(version)))
			.serverListeners(this.reloads)
			.reload(ReloadSpec.OFF)
			.start();
	}

	/**
	 * The JDK's engine gives no tickets of TLS 1.2 to clients with certificates.
	 */
	private static OpenSslClient client(RunningServer server) {
		OpenSslClient client = OpenSslClient.to(server.port()).identity(TestPki.client()).trust(TestPki.ca());
		SecureContextSpec context = server.server().spec().context();
		return (context.provider() == TlsProvider.JDK && context.protocols().contains("TLSv1.2"))
				? client.option("-no_ticket") : client;
	}

	private ContextReload reload(RunningServer server) {
		List<ContextReload> reloads = server.server().reload().block(Await.LIMIT);
		assertThat(reloads).hasSize(1);
		return reloads.get(0);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void sessionsSurviveANewCertificate(TlsProvider provider, String version) {
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = server(provider, version)) {
			client(server).exchangeAndSave(session, "hi", "hi");
			this.files.identity(certificate("second"));
			assertThat(reload(server).changes()).isEqualTo(Set.of(MaterialChange.IDENTITY));
			assertThat(client(server).resumeSession(session).exchange("hi", "hi").reused()).isTrue();
			assertThat(client(server).exchange("hi", "hi").peerSubject()).contains("second");
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void sessionsDoNotSurviveOtherTrust(TlsProvider provider, String version) {
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = server(provider, version)) {
			client(server).exchangeAndSave(session, "hi", "hi");
			assertThat(client(server).resumeSession(session).exchange("hi", "hi").reused()).isTrue();
			this.files.trust(TestPki.otherCa());
			assertThat(reload(server).changes()).isEqualTo(Set.of(MaterialChange.TRUST));
			assertThat(client(server).resumeSession(session).exchange("hi", "hi").reused()).isFalse();
			assertThat(server.recorder().awaitSecured(3).authorized()).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void whatIsRefusedChangesNothing(TlsProvider provider, String version) {
		Path session = this.directory.resolve("session.pem");
		try (RunningServer server = server(provider, version)) {
			client(server).exchangeAndSave(session, "hi", "hi");
			this.files.replace(this.files.ca(), "nothing");
			assertThat(reload(server).outcome()).isEqualTo(Outcome.REFUSED);
			assertThat(client(server).resumeSession(session).exchange("hi", "hi").reused()).isTrue();
			assertThat(server.recorder().awaitSecured(2).authorized()).isTrue();
		}
	}

}
