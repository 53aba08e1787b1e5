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

package io.tlsboot.autoconfigure;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user reads who asks for NPN where there is none, word for word.
 */
class NpnFailureTests {

	private static final String PAIR = "key: " + TestPki.server().keyFile() + ", cert: " + TestPki.server().certFile();

	private static final String ALPN = "Use 'alpn-protocols', which took the place of NPN";

	private static final String TLS12 = ALPN + ", or let 'protocols' and 'ciphers' have TLSv1.2.";

	@Test
	void engineOfTheJdk() {
		FailedStart.ofEcho("npn-protocols: [a, b]", "provider: jdk")
			.says(property("", "8:23") + "    The jdk engine does not know NPN, and it is in use because it was "
					+ "chosen (provider: jdk).", ALPN + ", or 'provider: openssl'.");
	}

	@Test
	void engineOfTheJdkForAll() {
		FailedStart
			.of("tls.provider: jdk\n" + FailedStart.ECHO + FailedStart.identity(TestPki.server())
					+ FailedStart.lines("npn-protocols: a"))
			.says(property("", "9:22") + "    The jdk engine does not know NPN, and it is in use because it was "
					+ "chosen (provider: jdk).", ALPN + ", or 'provider: openssl'.");
	}

	@Test
	void versionsWithoutTls12() {
		FailedStart.ofEcho("npn-protocols: [a]", "protocols: TLSv1.3")
			.says(property("", "8:23")
					+ "    There is no NPN in TLS 1.3, and the context 'default' speaks no other version.", TLS12);
	}

	@Test
	void hostWithoutTls12() {
		FailedStart.ofEcho("sni:", "  \"[api.example.com]\": { npn-protocols: a, protocols: TLSv1.3, " + PAIR + " }")
			.says(property("sni[api.example.com].", "9:47")
					+ "    There is no NPN in TLS 1.3, and the context 'api.example.com' speaks no other version.",
					TLS12);
		FailedStart.ofEcho("npn-protocols: a", "sni:", "  \"[api.example.com]\": { protocols: TLSv1.3, " + PAIR + " }")
			.says(property("", "8:22")
					+ "    There is no NPN in TLS 1.3, and the context 'api.example.com' speaks no other version.",
					TLS12);
	}

	@Test
	void nameThatIsTooLong() {
		FailedStart.ofEcho("npn-protocols: [" + "x".repeat(256) + "]")
			.says(property("", "8:23") + "    A protocol name has 256 bytes.",
					"Use names of 1 to 255 bytes (RFC 7301).");
	}

	@Test
	void nameThatIsEmpty() {
		FailedStart.ofEcho("npn-protocols: [a, '']")
			.says(property("", "8:23") + "    A protocol name has 0 bytes.", "Use names of 1 to 255 bytes (RFC 7301).");
	}

	@Test
	void nameTwice() {
		FailedStart.ofEcho("npn-protocols: [a, a]")
			.says(property("", "8:23") + "    A protocol is named twice.", "Name each protocol once.");
	}

	@Test
	void nameThatIsNotAscii() {
		FailedStart.ofEcho("npn-protocols: [a, \u00e9]")
			.says(property("", "8:23") + "    A protocol name is not of US-ASCII, and could not be advertised.",
					"Use names of US-ASCII.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openssl", "jdk", "auto" })
	void clientsHaveNone(String provider) {
		FailedStart
			.of("tls:\n  clients:\n    upstream:\n      port: 8443\n      npn-protocols: a\n      provider: " + provider
					+ "\n")
			.says("""
					The configuration property 'tls.clients.upstream.npn-protocols' ({yaml} - 5:22) cannot be used:

					    NPN is for servers: as a client the openssl engine (BoringSSL) would break off the handshake \
					with every server that advertises none of these names, and the jdk engine does not know NPN.""",
					ALPN + ".");
	}

	private static String property(String host, String position) {
		return "The configuration property 'tls.servers.echo." + host + "npn-protocols' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

}
