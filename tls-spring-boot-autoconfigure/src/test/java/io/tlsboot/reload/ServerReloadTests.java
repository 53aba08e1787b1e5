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
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for servers whose files change while they run.
 */
class ServerReloadTests {

	static final ReloadSpec QUICK = new ReloadSpec(true, Duration.ofMillis(100), Duration.ofMillis(50),
			Duration.ofSeconds(2), true);

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	private LiveFiles files;

	private final TestCertificate first = certificate("first");

	private final TestCertificate second = certificate("second");

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(this.first).trust(TestPki.ca());
	}

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	private RunningServer.Builder server(TlsProvider provider) {
		return RunningServer.with(provider)
			.context((context) -> context.identities(List.of(this.files.identity())))
			.serverListeners(this.reloads)
			.reload(QUICK);
	}

	private static String presented(RunningServer server) {
		return OpenSslClient.to(server.port()).trust(TestPki.ca()).exchange("hi", "hi").peerSubject();
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void newHandshakesSeeTheNewCertificateAndOpenConnectionsGoOn(TlsProvider provider) throws IOException {
		try (RunningServer server = server(provider).start();
				OpenSslConnection open = OpenSslClient.to(server.port()).trust(TestPki.ca()).open()) {
			open.awaitHandshake();
			assertThat(presented(server)).contains("first");
			this.files.identity(this.second);
			ContextReload reload = this.reloads.await(Outcome.RELOADED, 1);
			assertThat(reload.changes()).isEqualTo(Set.of(MaterialChange.IDENTITY));
			assertThat(reload.context()).isEqualTo("default");
			assertThat(presented(server)).contains("second");
			open.peer().write("still\n");
			open.peer().awaitOutput("still");
			assertThat(this.reloads.of(Outcome.REFUSED)).isEmpty();
			assertThat(server.recorder().failures()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void keyThatWaitsForItsCertificateIsNoFailure(TlsProvider provider) throws IOException {
		try (RunningServer server = server(provider).start()) {
			Files.writeString(this.files.key(), this.second.keyPem());
			assertThat(presented(server)).contains("first");
			Files.writeString(this.files.cert(), this.second.chainPem());
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("second");
			assertThat(this.reloads.of(Outcome.REFUSED)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void whatCannotBeUsedChangesNothingUntilItIsMended(TlsProvider provider) throws IOException {
		try (RunningServer server = server(provider).start()) {
			Files.writeString(this.files.cert(), "-----BEGIN CERTIFICATE-----\nbroken");
			ContextReload refused = this.reloads.await(Outcome.REFUSED, 1);
			assertThat(refused.problem()).contains("cert.pem");
			assertThat(refused.action()).isNotBlank();
			assertThat(presented(server)).contains("first");
			this.files.identity(this.second);
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(presented(server)).contains("second");
			assertThat(this.reloads.of(Outcome.REFUSED)).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void onDemandNothingIsWatched(TlsProvider provider) {
		try (RunningServer server = server(provider).reload(ReloadSpec.OFF).start()) {
			assertThat(server.server().reload().block(Await.LIMIT)).extracting(ContextReload::outcome)
				.containsExactly(Outcome.UNCHANGED);
			this.files.identity(this.second);
			assertThat(server.server().reload().block(Await.LIMIT)).extracting(ContextReload::outcome)
				.containsExactly(Outcome.RELOADED);
			assertThat(presented(server)).contains("second");
		}
	}

}
