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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.tlsboot.client.TestClient;
import io.tlsboot.connection.SecureConnection;
import io.tlsboot.context.MaterialChange;
import io.tlsboot.context.SessionSpec;
import io.tlsboot.context.TicketKeySpec;
import io.tlsboot.context.TlsProvider;
import io.tlsboot.material.IdentitySource;
import io.tlsboot.reload.ContextReload.Outcome;
import io.tlsboot.server.RunningServer;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslServer;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestCrls;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for changes of what is neither a key nor a certificate in PEM.
 */
class OtherMaterialTests {

	private static final String PASSWORD = "password";

	@TempDir
	Path directory;

	private final RecordedReloads reloads = new RecordedReloads();

	private static TestCertificate certificate(String name) {
		return TestCertificate.builder(name).issuer(TestPki.ca()).serverAuth().dns("localhost").build();
	}

	private Path put(String name, Path content) throws IOException {
		Path fresh = Files.copy(content, this.directory.resolve("fresh"), StandardCopyOption.REPLACE_EXISTING);
		return Files.move(fresh, this.directory.resolve(name), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void pkcs12(TlsProvider provider) throws IOException {
		Path file = put("server.p12", certificate("first").pfxFile(PASSWORD));
		try (RunningServer server = RunningServer.with(provider)
			.context((context) -> context
				.identities(List.of(new IdentitySource.Pkcs12(file.toUri().toString(), PASSWORD))))
			.serverListeners(this.reloads)
			.reload(ServerReloadTests.QUICK)
			.start()) {
			put("server.p12", certificate("second").pfxFile(PASSWORD));
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(OpenSslClient.to(server.port()).exchange("hi\n", "hi\n").peerSubject()).contains("second");
		}
	}

	@Test
	void ticketKeys() throws IOException {
		Path keys = this.directory.resolve("keys.txt");
		Files.writeString(keys, root(1));
		try (RunningServer server = RunningServer.with(TlsProvider.OPENSSL)
			.context((context) -> context.session(
					new SessionSpec(Duration.ofHours(1), 16, true, new TicketKeySpec(keys.toUri().toString(), null))))
			.serverListeners(this.reloads)
			.reload(ServerReloadTests.QUICK)
			.start()) {
			Files.writeString(keys, root(2) + root(1));
			ContextReload reloaded = this.reloads.await(Outcome.RELOADED, 1);
			assertThat(reloaded.context()).isEqualTo(ContextReload.TICKET_KEYS);
			assertThat(reloaded.changes()).isEqualTo(Set.of(MaterialChange.TICKET_KEYS));
			Files.writeString(keys, "nothing");
			assertThat(this.reloads.await(Outcome.REFUSED, 1).problem()).contains("keys.txt");
			assertThat(server.server().reloadState().refused()).hasSize(1);
			Files.writeString(keys, root(3));
			List<ContextReload> demanded = server.server().reload().block(Await.LIMIT);
			assertThat(demanded).extracting(ContextReload::outcome)
				.containsExactly(Outcome.UNCHANGED, Outcome.RELOADED);
			assertThat(server.server().reloadState().refused()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = TlsProvider.class, names = { "OPENSSL", "JDK" })
	void revocationListOfAClient(TlsProvider provider) throws IOException {
		Path list = put("list.pem", TestCrls.current().file());
		try (OpenSslServer server = OpenSslServer.start(TestPki.server());
				TestClient client = TestClient.with(provider)
					.context((context) -> context.crls(List.of(list.toUri().toString())))
					.reload(ServerReloadTests.QUICK, this.reloads)
					.make()) {
			SecureConnection connection = client.client().connect("localhost", server.port()).block(Await.LIMIT);
			assertThat(connection).isNotNull();
			assertThat(connection.authorized()).isTrue();
			connection.close().block(Await.LIMIT);
			put("list.pem", TestCrls.revoking(TestPki.server()).file());
			this.reloads.await(Outcome.RELOADED, 1);
			assertThat(client.client()
				.connect("localhost", server.port())
				.map((opened) -> "connected")
				.onErrorResume((failure) -> reactor.core.publisher.Mono.just(String.valueOf(failure.getMessage())))
				.block(Await.LIMIT)).contains("CERT_REVOKED");
		}
	}

	private static String root(int seed) {
		byte[] bytes = new byte[48];
		java.util.Arrays.fill(bytes, (byte) seed);
		return Base64.getEncoder().encodeToString(bytes) + "\n";
	}

}
