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

import java.net.URI;

import io.tlsboot.context.OcspSpec;
import io.tlsboot.test.pki.TestPki;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the OCSP properties become, and what a user reads who cannot have them, word for
 * word.
 */
class OcspPropertiesTests {

	private static final String PAIR = "key: host.pem, cert: host-cert.pem";

	private static final String ADDRESS = "http://ocsp.example.com/";

	@Test
	void nothingByDefault() {
		assertThat(BoundServer.of().spec().context().ocsp()).isEqualTo(OcspSpec.NONE);
		assertThat(BoundServer.withHost("", PAIR).host().ocsp()).isEqualTo(OcspSpec.NONE);
	}

	@Test
	void serverThatStaples() {
		assertThat(BoundServer.of("ocsp.stapling: true").spec().context().ocsp()).isEqualTo(OcspSpec.stapling(null));
		assertThat(BoundServer.of("ocsp.stapling: true", "ocsp.responder: " + ADDRESS).spec().context().ocsp())
			.isEqualTo(OcspSpec.stapling(URI.create(ADDRESS)));
		assertThat(BoundServer.of("ocsp.stapling: ${STAPLING_OF_NOBODY:}", "ocsp.responder: ${RESPONDER_OF_NOBODY:}")
			.spec()
			.context()
			.ocsp()).isEqualTo(OcspSpec.NONE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			stapling: true                     | -                                     | true  | -
			stapling: true                     | stapling: false                       | false | -
			stapling: false                    | stapling: true                        | true  | -
			stapling: true, responder: http://a/ | -                                   | true  | http://a/
			stapling: true, responder: http://a/ | responder: http://b/                | true  | http://b/
			stapling: true, responder: http://a/ | stapling: false                     | false | http://a/
			responder: http://a/               | stapling: true                        | true  | http://a/
			responder: http://a/               | "stapling: true, responder: http://b/" | true | http://b/
			""", quoteCharacter = '"')
	void hostsInherit(String server, @Nullable String host, boolean stapling, @Nullable URI responder) {
		OcspSpec ocsp = BoundServer
			.withHost("ocsp: { " + server + " }", PAIR + ((host != null) ? ", ocsp: { " + host + " }" : ""))
			.host()
			.ocsp();
		assertThat(ocsp).isEqualTo(new OcspSpec(stapling, responder, false));
	}

	@Test
	void responderWithoutStapling() {
		FailedStart.ofEcho("ocsp.responder: " + ADDRESS)
			.says(property("servers.echo.ocsp.responder", "8:23")
					+ "    Nobody is asked, because 'ocsp.stapling' is not 'true'.",
					"Set 'ocsp.stapling: true' beside it, or remove 'ocsp.responder'.");
	}

	@Test
	void responderOfHostWithoutStapling() {
		FailedStart
			.ofEcho("sni:",
					"  \"[api.example.com]\": { ocsp: { responder: '" + ADDRESS + "' }, key: "
							+ TestPki.server().keyFile() + ", cert: " + TestPki.server().certFile() + " }")
			.says(property("servers.echo.sni[api.example.com].ocsp.responder", "9:51")
					+ "    Nobody is asked, because 'ocsp.stapling' is not 'true'.",
					"Set 'ocsp.stapling: true' beside it, or remove 'ocsp.responder'.");
	}

	@Test
	void responderThatIsNoAddress() {
		FailedStart.ofEcho("ocsp.stapling: true", "ocsp.responder: 'http://not an address'")
			.says(property("servers.echo.ocsp.responder", "9:23") + "    It is not an address.",
					"Use a complete address that begins with 'http://' or 'https://'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ocsp.example.com", "ldap://ocsp.example.com/", "https://me:secret@ocsp.example.com/" })
	void responderThatCannotBeAsked(String address) {
		FailedStart.ofEcho("ocsp.stapling: true", "ocsp.responder: '" + address + "'")
			.says(property("servers.echo.ocsp.responder", "9:23") + "    It cannot be asked.",
					"Use a complete address that begins with 'http://' or 'https://' and names no user.");
	}

	@Test
	void staplingByTheEngineOfTheJdk() {
		FailedStart.ofEcho("ocsp.stapling: true", "provider: jdk")
			.says(property("servers.echo.ocsp.stapling", "8:22")
					+ "    The jdk engine cannot staple OCSP responses, and it is in use because it was chosen "
					+ "(provider: jdk).", "Use 'provider: openssl', or remove 'ocsp.stapling'.");
	}

	@Test
	void staplingOfHostByTheEngineOfTheJdk() {
		FailedStart
			.ofEcho("provider: jdk", "sni:",
					"  \"[api.example.com]\": { ocsp: { stapling: true }, key: " + TestPki.server().keyFile()
							+ ", cert: " + TestPki.server().certFile() + " }")
			.says(property("servers.echo.sni[api.example.com].ocsp.stapling", "10:50")
					+ "    The jdk engine cannot staple OCSP responses, and it is in use because it was chosen "
					+ "(provider: jdk).", "Use 'provider: openssl', or remove 'ocsp.stapling'.");
	}

	@Test
	void requirementByTheEngineOfTheJdk() {
		FailedStart
			.of("tls:\n  clients:\n    upstream:\n      port: 8443\n      ocsp.require-staple: true\n"
					+ "      provider: jdk\n")
			.says(property("clients.upstream.ocsp.require-staple", "5:28")
					+ "    The jdk engine cannot require stapled OCSP responses, and it is in use because it was "
					+ "chosen (provider: jdk).", "Use 'provider: openssl', or remove 'ocsp.require-staple'.");
	}

	private static String property(String name, String position) {
		return "The configuration property 'tls." + name + "' ({yaml} - " + position + ") cannot be used:\n\n";
	}

}
