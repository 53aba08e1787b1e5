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
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.tlsboot.connection.SecureConnection;
import io.tlsboot.material.PeerCertificate;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.pki.TestCertificate;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection tells of the certificate that came over the wire.
 */
class PeerCertificateEndToEndTests {

	private static final String ECHO = "hello\n";

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void namesAreWholeAndHostileOnesAreEscaped(ResumptionTests.Way way, @TempDir Path directory) {
		overFullAndResumed(way, TestPki.hostileNames(), directory, (peer) -> {
			assertThat(peer.subject().keySet()).containsExactly("C", "O", "OU", "CN");
			assertThat(peer.subject().get("O")).containsExactly("A, B");
			assertThat(peer.subject().get("OU")).containsExactly("one", "two");
			assertThat(peer.subject().get("CN")).containsExactly("\u00c1d\u00e1m");
			assertThat(peer.issuer().get("CN")).containsExactly("Test CA");
			assertThat(peer.subjectAltNames()).hasSize(2);
			assertThat(peer.subjectAltNamesText())
				.isEqualTo("DNS:\"good.test\\u0000.evil.test\", DNS:\"a.test\\u002c DNS:b.test\"");
			assertThat(peer.toString()).doesNotContain("\0");
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ways")
	void theWholeChainIsThere(ResumptionTests.Way way, @TempDir Path directory) {
		TestCertificate client = TestPki.clientUnderIntermediate();
		overFullAndResumed(way, client, directory, (peer) -> {
			assertThat(peer.chain()).containsExactlyElementsOf(client.chain());
			assertThat(peer.certificate()).isEqualTo(client.certificate());
			assertThat(peer.validTo()).isEqualTo(client.certificate().getNotAfter().toInstant());
			assertThat(peer.serialNumber()).isEqualToIgnoringCase(client.certificate().getSerialNumber().toString(16));
		});
	}

	static Stream<ResumptionTests.Way> ways() {
		return ResumptionTests.Way.all();
	}

	private static void overFullAndResumed(ResumptionTests.Way way, TestCertificate client, Path directory,
			Consumer<PeerCertificate> assertions) {
		Path session = directory.resolve("session.pem");
		List<SecureConnection> connections;
		try (RunningServer server = RunningServer.with(way.provider()).requestCert(true, TestPki.ca()).start()) {
			client(server, way, client).exchangeAndSave(session, ECHO, ECHO);
			client(server, way, client).resumeSession(session).exchange(ECHO, ECHO);
			server.recorder().awaitEnd(2);
			connections = List.copyOf(server.recorder().secured());
		}
		// The server is gone; what is known stays.
		assertThat(connections).extracting(SecureConnection::sessionReused).containsExactly(false, true);
		for (SecureConnection connection : connections) {
			assertThat(connection.isOpen()).isFalse();
			assertions.accept(connection.peerCertificate().orElseThrow());
		}
	}

	private static OpenSslClient client(RunningServer server, ResumptionTests.Way way, TestCertificate certificate) {
		OpenSslClient client = OpenSslClient.to(server.port()).protocol(way.version()).identity(certificate);
		return way.tickets() ? client : client.option("-no_ticket");
	}

}
