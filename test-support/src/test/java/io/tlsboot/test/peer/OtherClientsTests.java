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

package io.tlsboot.test.peer;

import java.util.List;
import java.util.Map;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Node.js, curl and GnuTLS against {@code openssl s_server}.
 */
class OtherClientsTests {

	@Test
	void nodeConnects() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server(), "-alpn", "echo/1")) {
			String trusted = NodeClient.connect(Map.of("port", server.port(), "ca", TestPki.ca().certFile(),
					"servername", "localhost", "ALPNProtocols", List.of("echo/1"), "write", "abc\n", "expect", "cba"));
			assertThat(trusted).contains("\"authorized\":true", "\"data\":\"cba\\n\"", "\"alpnProtocol\":\"echo/1\"",
					"\"protocol\":\"TLSv1.3\"", "\"CN\":\"localhost\"");
			String untrusted = NodeClient
				.connect(Map.of("port", server.port(), "ca", TestPki.otherCa().certFile(), "servername", "localhost"));
			assertThat(untrusted).contains("\"error\":\"UNABLE_TO_VERIFY_LEAF_SIGNATURE\"")
				.doesNotContain("\"connected\"");
		}
	}

	@Test
	void nodeGetsItsArguments() {
		assertThat(NodeClient
			.run("console.log(args.text, args.list.length, args.yes, args.none)",
					Map.of("text", "a \"quoted\" \\ \u00e1\n", "list", List.of(1, 2), "yes", true))
			.success()).isEqualTo("a \"quoted\" \\ \u00e1\n 2 true undefined\n");
	}

	@Test
	void curlTellsTrustFromDistrust() {
		try (OpenSslServer server = OpenSslServer.startHttp(TestPki.server())) {
			String address = "https://localhost:" + server.port() + "/";
			assertThat(Curl.run("--cacert", TestPki.otherCa().certFile().toString(), address).status()).isEqualTo(60);
			Program.Result trusted = Curl.run("--cacert", TestPki.ca().certFile().toString(), address);
			assertThat(trusted.success()).contains("TLSv1.3");
		}
	}

	@Test
	void gnuTlsConnects() {
		try (OpenSslServer server = OpenSslServer.start(TestPki.server());
				Peer peer = GnuTlsClient.to(server.port()).trust(TestPki.ca()).open()) {
			peer.awaitOutput("Handshake was completed").write("abc\n").awaitOutput("cba");
			assertThat(peer.output()).contains("The certificate is trusted");
		}
	}

}
