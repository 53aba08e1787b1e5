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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tlsboot.connection.PlaintextLimits;
import io.tlsboot.connection.StartTlsSpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.dialect.StartTlsDialect;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.sni.UnknownServerName;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for servers that look at themselves: security rule R28.
 */
class SelfCheckTests {

	@TempDir
	Path directory;

	private LiveFiles files;

	@BeforeEach
	void prepare() {
		this.files = new LiveFiles(this.directory).identity(certificate("first")).trust(TestPki.ca());
	}

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	private RunningServer.Builder server(TlsProvider provider) {
		return RunningServer.with(provider).context((context) -> context.identities(List.of(this.files.identity())));
	}

	private static List<ContextReload> reload(RunningServer server) {
		List<ContextReload> reloads = server.server().reload().block(Await.LIMIT);
		assertThat(reloads).isNotNull();
		return reloads;
	}

	private static String presented(RunningServer server) {
		return OpenSslClient.to(server.port()).identity(TestPki.client()).exchange("hi", "hi").peerSubject();
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void oldContextComesBackWhenTheNewOneIsNotSeen(TlsProvider provider) {
		AtomicBoolean deaf = new AtomicBoolean();
		try (RunningServer server = server(provider)
			.serverCustomizers((spec, tcp) -> tcp.doOnConnection((connection) -> {
			}).doOnChannelInit((observer, channel, remote) -> {
				if (deaf.get()) {
					channel.close();
				}
			}))
			.start()) {
			deaf.set(true);
			this.files.identity(certificate("second"));
			assertThat(reload(server)).singleElement().satisfies((reload) -> {
				assertThat(reload.outcome()).isEqualTo(Outcome.REFUSED);
				assertThat(reload.problem()).contains("connected to itself");
				assertThat(reload.action()).contains("reload.self-check");
			});
			deaf.set(false);
			assertThat(presented(server)).contains("first");
			assertThat(reload(server)).extracting(ContextReload::outcome).containsExactly(Outcome.RELOADED);
			assertThat(presented(server)).contains("second");
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void nobodyHearsOfAServerThatLooksAtItself(TlsProvider provider) {
		try (RunningServer server = server(provider).requestCert(true, TestPki.ca())
			.maxConnections(1)
			.unknownServerName(UnknownServerName.REJECT)
			.sni("*.example.com",
					(context) -> context.identities(List.of(this.files.identity())).alpnProtocols(List.of("echo/1")))
			.start()) {
			this.files.identity(certificate("second"));
			assertThat(reload(server)).extracting(ContextReload::outcome)
				.containsExactly(Outcome.RELOADED, Outcome.RELOADED);
			assertThat(server.recorder().accepted()).isZero();
			assertThat(server.recorder().failures()).isEmpty();
			assertThat(server.server().connections()).isZero();
			assertThat(presented(server)).contains("second");
		}
	}

	/**
	 * Clients ask for such names, although no host name has an underscore.
	 */
	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void namesThatAreNoHostNames(TlsProvider provider) {
		try (RunningServer server = server(provider)
			.sni("my_app.example.com", (context) -> context.identities(List.of(this.files.identity())))
			.sni("*_x.example.com", (context) -> context.identities(List.of(this.files.identity())))
			.start()) {
			this.files.identity(certificate("second"));
			assertThat(reload(server)).extracting(ContextReload::outcome)
				.containsExactly(Outcome.RELOADED, Outcome.RELOADED, Outcome.RELOADED);
			if (provider == TlsProvider.OPENSSL) {
				// The engine of the JDK refuses a client that asks for such a name.
				assertThat(OpenSslClient.to(server.port())
					.serverName("my_app.example.com")
					.exchange("hi\n", "hi\n")
					.peerSubject()).contains("second");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void sameRefusalIsToldOnce(TlsProvider provider) {
		RecordedReloads reloads = new RecordedReloads();
		try (RunningServer server = server(provider).serverListeners(reloads).start()) {
			this.files.replace(this.files.cert(), "nothing");
			assertThat(reload(server)).extracting(ContextReload::outcome).containsExactly(Outcome.REFUSED);
			assertThat(reload(server)).extracting(ContextReload::outcome).containsExactly(Outcome.REFUSED);
			assertThat(reloads.of(Outcome.REFUSED)).hasSize(1);
			assertThat(server.server().reloadState().refused()).hasSize(1);
			this.files.identity(certificate("second"));
			assertThat(reload(server)).extracting(ContextReload::outcome).containsExactly(Outcome.RELOADED);
			assertThat(server.server().reloadState().refused()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void serverThatBeginsInPlaintextSeesItselfToo(TlsProvider provider) {
		try (RunningServer server = server(provider)
			.startTls(new StartTlsSpec(StartTlsDialect.SMTP.server("localhost"),
					new PlaintextLimits(Duration.ofSeconds(10), 8192)))
			.start()) {
			this.files.identity(certificate("second"));
			assertThat(reload(server)).extracting(ContextReload::outcome).containsExactly(Outcome.RELOADED);
			assertThat(server.recorder().accepted()).isZero();
			assertThat(OpenSslClient.to(server.port())
				.option("-starttls", "smtp")
				.trust(TestPki.ca())
				.exchange("hi\n", "hi\n")
				.peerSubject()).contains("second");
		}
	}

}
