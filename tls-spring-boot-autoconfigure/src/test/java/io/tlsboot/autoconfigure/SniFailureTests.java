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

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.tlsboot.context.ContextException;
import io.tlsboot.sni.ServerNamePattern;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

/**
 * What a user reads when a host of a server cannot be set up, word for word.
 */
class SniFailureTests {

	private static final String PAIR = "key: " + TestPki.server().keyFile() + ", cert: " + TestPki.server().certFile();

	private static final String NO_IDENTITY = "Set 'tls.servers.echo.sni[api.example.com].key' and "
			+ "'tls.servers.echo.sni[api.example.com].cert', or 'pfx', or 'bundle': a host does not use those of the "
			+ "server.";

	@Test
	void hostWithoutIdentity() {
		host("request-cert: false").says(
				"The configuration property 'tls.servers.echo.sni[api.example.com].key' is not set:\n\n"
						+ "    The host has no key and no certificate.",
				"Set 'tls.servers.echo.sni[api.example.com].key' and 'tls.servers.echo.sni[api.example.com].cert', "
						+ "or 'pfx', or 'bundle': a host does not use those of the server.");
	}

	@Test
	void hostWithEmptyKeysOnly() {
		host("request-cert: ''").says(
				"The configuration property 'tls.servers.echo.sni[api.example.com]' cannot be used:\n\n"
						+ "    All of its properties are empty.",
				"Give the host a key and a certificate, or remove it.");
	}

	@Test
	void hostWithNothing() {
		FailedStart.ofEcho("sni:", "  \"[api.example.com]\":")
			.says("The configuration property 'tls.servers.echo.sni[api.example.com].key' is not set:\n\n"
					+ "    The host has no key and no certificate.", NO_IDENTITY);
	}

	@Test
	void certificateWithoutKey() {
		host("cert: x.pem").says(property("cert", "9:38") + "    There is no 'key' for it.",
				"Set 'tls.servers.echo.sni[api.example.com].key', or remove "
						+ "'tls.servers.echo.sni[api.example.com].cert'.");
	}

	@Test
	void bundleThatIsNone() {
		host("bundle: nothing").says(property("bundle", "9:40") + "    There is no SSL bundle 'nothing'.",
				"Declare it under 'spring.ssl.bundle', or correct the name.");
	}

	@Test
	void twoIdentities() {
		host("bundle: b, pfx: file:x.p12, passphrase: " + FailedStart.SECRET).says("""
				The following configuration properties are mutually exclusive:

					tls.servers.echo.sni[api.example.com].bundle
					tls.servers.echo.sni[api.example.com].development-certificate
					tls.servers.echo.sni[api.example.com].pfx

				However, more than one of those properties has been configured at the same time:

					tls.servers.echo.sni[api.example.com].bundle (originating from '{yaml} - 9:40')
					tls.servers.echo.sni[api.example.com].pfx (originating from '{yaml} - 9:48')
				""", "Update your configuration so that only one of the mutually exclusive properties is configured.");
	}

	@Test
	void passphraseOfNothing() {
		host("development-certificate: true, passphrase: " + FailedStart.SECRET).says(
				property("passphrase", "9:75")
						+ "    There is no 'key' and no 'pfx' that a passphrase could belong to.",
				"Remove 'tls.servers.echo.sni[api.example.com].passphrase'.");
	}

	@Test
	void emptyListOfAuthorities() {
		host("ca: [], development-certificate: true").says(
				property("ca", "9:36") + "    The list is empty: nobody could be authorized.",
				"Name at least one certificate, or remove 'tls.servers.echo.sni[api.example.com].ca'.");
	}

	@Test
	void alpnProtocolTwice() {
		host("alpn-protocols: [a, a], development-certificate: true")
			.says(property("alpn-protocols", "9:49") + "    A protocol is named twice.", "Name each protocol once.");
	}

	@Test
	void refusalWithoutAuthorities() {
		FailedStart
			.ofEcho("reject-unauthorized: true", "sni:",
					"  \"[api.example.com]\": { " + PAIR + ", request-cert: true }")
			.says("The configuration property 'tls.servers.echo.sni[api.example.com].ca' is not set:\n\n"
					+ "    The host refuses clients that are not authorized, but no authority is named.",
					"Set 'tls.servers.echo.sni[api.example.com].ca' to the certificates of its client authority, or "
							+ "'tls.servers.echo.ca' for the server and its hosts. Or set "
							+ "'tls.servers.echo.sni[api.example.com].request-cert' to 'false'.");
	}

	@Test
	void sameHostTwice() {
		assumeThat(ServerNamePattern.parse("API.example.com.").toString()).isEqualTo("api.example.com");
		FailedStart
			.ofEcho("sni:", "  \"[api.example.com]\": { " + PAIR + " }", "  \"[API.example.com.]\": { " + PAIR + " }")
			.says("The configuration property 'tls.servers.echo.sni[API.example.com.]' cannot be used:\n\n"
					+ "    It is the same host as 'tls.servers.echo.sni[api.example.com]'.", "Remove one of them.");
	}

	@Test
	void patternThatNoNameMatches() {
		assumeThatCode(() -> ServerNamePattern.parse("a..example.com")).isInstanceOf(ContextException.class);
		assertThat(FailedStart.ofEcho("sni:", "  \"[a..example.com]\": { " + PAIR + " }").description())
			.startsWith("The configuration property 'tls.servers.echo.sni[a..example.com]' cannot be used:\n\n    ");
	}

	@Test
	void unknownKeyOfHost() {
		host("passphrse: " + FailedStart.SECRET).says(
				"There are properties below 'tls' that are not known:\n\n"
						+ "    Property: tls.servers.echo.sni[api.example.com].passphrse\n    Origin: {yaml} - 9:43\n",
				ContradictionTests.KNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.example.com", "*.example.com", "*" })
	void hostWithoutBracketsThatIsNone(String host) {
		unbracketed(host)
			.says("Hosts below 'sni' that have dots or wildcards in their names are not written in brackets, so that "
					+ "they are no hosts:\n\n    tls.servers.echo.sni: The host '" + host
					+ "' is not written in brackets ({yaml} - 9:" + (27 + host.length()) + ").", brackets(host));
	}

	@ParameterizedTest
	@ValueSource(strings = { "münchen", "a*", "*.localhost" })
	void hostWithoutBracketsThatWouldBeAnother(String host) {
		unbracketed(host).says(
				"The configuration property 'tls.servers.echo.sni[" + host + "]' cannot be used:\n\n    The host '"
						+ host + "' is not written in brackets ({yaml} - 9:" + (27 + host.length()) + ").",
				brackets(host));
	}

	@Test
	void hostsWithoutBracketsAreCounted() {
		assertThat(
				FailedStart
					.ofEcho(Stream
						.concat(Stream.of("sni:"),
								IntStream.range(0, 12).mapToObj((i) -> "  a" + i + ".b: { bundle: b }"))
						.toArray(String[]::new))
					.description())
			.contains("'a0.b'", "'a9.b'")
			.doesNotContain("'a10.b'")
			.endsWith("and 2 more");
	}

	private static FailedStart unbracketed(String host) {
		return FailedStart.ofEcho("sni:", "  \"" + host + "\": { passphrase: " + FailedStart.SECRET + " }");
	}

	private static String brackets(String host) {
		return "Write it in quotes and brackets, as a key of a map with special characters: \"[" + host + "]\".";
	}

	@Test
	void hostInBracketsWithoutQuotes() {
		FailedStart.ofEcho("sni:", "  [api.example.com]: { " + PAIR + " }")
			.says("The configuration property 'tls.servers.echo.sni[[api.example.com]]' cannot be used:\n\n"
					+ "    YAML reads a key in brackets without quotes as a list.",
					"Write it in quotes: \"[api.example.com]\".");
	}

	@Test
	void keyInPlaceOfHost() {
		FailedStart.ofEcho("sni:", "  passphrase: " + FailedStart.SECRET)
			.says("The configuration property 'tls.servers.echo.sni.passphrase' ({yaml} - 9:21) cannot be used:\n\n"
					+ "    It stands where the name of a host is expected.", "Put it below the name of a host.");
	}

	@Test
	void keyInPlaceOfServer() {
		FailedStart.of("tls:\n  servers:\n    passphrase: " + FailedStart.SECRET + "\n")
			.says("The configuration property 'tls.servers.passphrase' ({yaml} - 3:17) cannot be used:\n\n"
					+ "    It stands where the name of a server is expected.", "Put it below the name of a server.");
	}

	@Test
	void manyHosts() {
		Stream<String> hosts = IntStream.range(0, 12)
			.mapToObj((i) -> "  \"[h" + i + ".example.com]\": { cert: x.pem }");
		FailedStart.ofEcho(Stream.concat(Stream.of("sni:"), hosts).toArray(String[]::new))
			.says("12 hosts of the TLS server 'echo' cannot be set up; the first 10 are:\n\n" + IntStream.range(0, 10)
				.mapToObj((i) -> "    'tls.servers.echo.sni[h" + i + ".example.com].cert' ({yaml} - " + (9 + i)
						+ ":37): There is no 'key' for it.")
				.collect(Collectors.joining("\n")),
					"Correct each of them:\n\n" + IntStream.range(0, 10)
						.mapToObj((i) -> "    Set 'tls.servers.echo.sni[h" + i + ".example.com].key', or remove "
								+ "'tls.servers.echo.sni[h" + i + ".example.com].cert'.")
						.collect(Collectors.joining("\n")));
	}

	private static FailedStart host(String keys) {
		return FailedStart.ofEcho("sni:", "  \"[api.example.com]\": { " + keys + " }");
	}

	private static String property(String key, String position) {
		return "The configuration property 'tls.servers.echo.sni[api.example.com]." + key + "' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

}
