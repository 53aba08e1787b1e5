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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that cannot be, explained.
 */
class ClientFailureTests {

	private static FailedStart start(String... keys) {
		return FailedStart.of("tls:\n  clients:\n    upstream:\n      port: 8443\n" + FailedStart.lines(keys));
	}

	@Test
	void serverNameIsAnAddress() {
		start("servername: 127.0.0.1").says("""
				The configuration property 'tls.clients.upstream.servername' ({yaml} - 5:19) cannot be used:

				    The server name is an address, which cannot be asked for (RFC 6066).""",
				"Use a host name, or remove 'tls.clients.upstream.servername'.");
	}

	@Test
	void keyWithoutCert() {
		start("key: " + TestPki.client().keyFile()).says("""
				The configuration property 'tls.clients.upstream.key' ({yaml} - 5:12) cannot be used:

				    There is no 'cert' for it.""",
				"Set 'tls.clients.upstream.cert', or remove 'tls.clients.upstream.key'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			session.tickets: false | session.tickets | 5:24
			session.ticket-keys.source: generated | session.ticket-keys.source | 5:35
			session.ticket-keys.location: keys.txt | session.ticket-keys.location | 5:37
			session.ticket-keys.rotate-every: 1h | session.ticket-keys.rotate-every | 5:41
			session.ticket-keys.bean: keys | session.ticket-keys.bean | 5:33
			""")
	void ticketsAreForServers(String line, String key, String position) {
		start(line).says("There are properties below 'tls' that are not known:\n\n    Property: tls.clients.upstream."
				+ key + "\n    Origin: {yaml} - " + position + "\n", ContradictionTests.KNOWN);
	}

	@Test
	void missingCa() {
		start("ca: file:/no/such/ca.pem").says("""
				The configuration property 'tls.clients.upstream.ca' ({yaml} - 5:11) cannot be used:

				    The file does not exist (file:/no/such/ca.pem).""",
				"Create /no/such/ca.pem, or correct the location.");
	}

	@Test
	void missingExtraCa() {
		start("ca: " + TestPki.ca().certFile(), "extra-ca: [" + TestPki.ca().certFile() + ", file:/no/such/ca.pem]")
			.says("""
					The configuration property 'tls.clients.upstream.extra-ca[1]' ({yaml} - 6:%d) cannot be used:

					    The file does not exist (file:/no/such/ca.pem)."""
				.formatted(20 + TestPki.ca().certFile().toString().length()),
					"Create /no/such/ca.pem, or correct the location.");
	}

	@Test
	void serverNameIsNoHostName() {
		start("servername: a_b.example.com").says("""
				The configuration property 'tls.clients.upstream.servername' ({yaml} - 5:19) cannot be used:

				    The server name is not a host name that can be asked for (RFC 6066).""",
				"Use a name of letters, digits, '-' and '.', or remove 'tls.clients.upstream.servername'.");
	}

	@Test
	void namesThatDifferInHyphens() {
		FailedStart.of("tls:\n  clients:\n    my-client:\n      port: 1\n    myclient:\n      port: 2\n")
			.says("""
					The configuration property 'tls.clients.myclient' cannot be used:

					    The clients 'my-client' and 'myclient' differ in hyphens only.""",
					"Rename one. An environment variable cannot write a hyphen: give a client that is set by "
							+ "environment variables a name without.");
	}

}
