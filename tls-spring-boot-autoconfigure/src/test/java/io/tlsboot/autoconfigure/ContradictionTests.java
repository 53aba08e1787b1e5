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

import java.util.Map;
import java.util.TreeMap;

import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.Test;

/**
 * What a user reads when properties are unknown, contradict one another or are not
 * enough, word for word.
 */
class ContradictionTests {

	private static final String KEY = "key: " + TestPki.server().keyFile();

	private static final String CERT = "cert: " + TestPki.server().certFile();

	@Test
	void keyAndBundle() {
		FailedStart.ofEcho("bundle: b").says(exclusive("key", Map.of("key", "6:12", "bundle", "8:15")), KEEP_ONE);
	}

	@Test
	void listOfKeysAndBundle() {
		start("key: [" + TestPki.server().keyFile() + "]", CERT, "bundle: b")
			.says(exclusive("key", Map.of("key", "6:13", "bundle", "8:15")), KEEP_ONE);
	}

	@Test
	void keyAndPfx() {
		FailedStart.ofEcho("pfx: file:x.p12").says(exclusive("key", Map.of("key", "6:12", "pfx", "8:12")), KEEP_ONE);
	}

	@Test
	void keyAndDevelopmentCertificateInCamelCase() {
		FailedStart.ofEcho("developmentCertificate: true")
			.says(exclusive("key", Map.of("key", "6:12", "development-certificate", "8:31")), KEEP_ONE);
	}

	@Test
	void certificateAndPfxAndBundle() {
		start(CERT, "pfx: file:x.p12", "bundle: b")
			.says(exclusive("cert", Map.of("cert", "6:13", "pfx", "7:12", "bundle", "8:15")), KEEP_ONE);
	}

	@Test
	void nothing() {
		start().says(
				"The configuration property 'tls.servers.echo.key' is not set:\n\n"
						+ "    The server has no key and no certificate.",
				"Set 'tls.servers.echo.key' and 'tls.servers.echo.cert', or 'pfx', or 'bundle', or, for development, "
						+ "'development-certificate: true'.");
	}

	@Test
	void serverWithEmptyKeysOnly() {
		FailedStart.of("tls:\n  servers:\n    echo:\n      port: ${PORT_OF_NOBODY:}\n      reject-unauthorized:\n")
			.says("The TLS server 'echo' cannot be set up:\n\n    All of its properties are empty.",
					"Give it a port and a key, or remove it.");
	}

	@Test
	void certificateWithoutKey() {
		start(CERT).says(property("cert", "6:13") + "    There is no 'key' for it.",
				"Set 'tls.servers.echo.key', or remove 'tls.servers.echo.cert'.");
	}

	@Test
	void keyWithoutCertificate() {
		start(KEY).says(property("key", "6:12") + "    There is no 'cert' for it.",
				"Set 'tls.servers.echo.cert', or remove 'tls.servers.echo.key'.");
	}

	@Test
	void moreKeysThanCertificates() {
		start("key: [a.pem, b.pem]", CERT).says(
				property("cert", "7:13") + "    2 keys cannot go with 1 certificate chain.",
				"Give 'tls.servers.echo.key' and 'tls.servers.echo.cert' the same number of entries, in the same order.");
	}

	@Test
	void moreCertificatesThanKeys() {
		start(KEY, "cert: [a.pem, b.pem]").says(
				property("key", "6:12") + "    1 key cannot go with 2 certificate chains.",
				"Give 'tls.servers.echo.key' and 'tls.servers.echo.cert' the same number of entries, in the same order.");
	}

	@Test
	void passphraseOfNothing() {
		start("development-certificate: true", "passphrase: " + FailedStart.SECRET).says(
				property("passphrase", "7:19")
						+ "    There is no 'key' and no 'pfx' that a passphrase could belong to.",
				"Remove 'tls.servers.echo.passphrase'.");
	}

	@Test
	void emptyListOfAuthorities() {
		FailedStart.ofEcho("request-cert: true", "ca: []")
			.says(property("ca", "9:11") + "    The list is empty: nobody could be authorized.",
					"Name at least one certificate, or remove 'tls.servers.echo.ca'.");
	}

	@Test
	void authoritiesOfPlaceholderThatLeadsNowhere() {
		FailedStart.ofEcho("request-cert: true", "ca: ${AUTHORITIES_OF_NOBODY:}")
			.says(property("ca", "9:11") + "    The list is empty: nobody could be authorized.",
					"Name at least one certificate, or remove 'tls.servers.echo.ca'.");
	}

	@Test
	void refusalWithoutAuthorities() {
		FailedStart.ofEcho("request-cert: true", "reject-unauthorized: true")
			.says("The configuration property 'tls.servers.echo.ca' is not set:\n\n    The server refuses clients that "
					+ "are not authorized, but no authority is named.",
					"Set 'tls.servers.echo.ca' to the certificates of your client authority; 'ca: well-known' names the "
							+ "public roots, which would let in whoever holds any certificate of theirs.");
	}

	@Test
	void alpnSelectorAndProtocols() {
		FailedStart.ofEcho("alpn-protocols: [a]", "alpn-selector: rule").says("""
				The following configuration properties are mutually exclusive:

					tls.servers.echo.alpn-protocols
					tls.servers.echo.alpn-selector

				However, more than one of those properties has been configured at the same time:

					tls.servers.echo.alpn-protocols (originating from '{yaml} - 8:24')
					tls.servers.echo.alpn-selector (originating from '{yaml} - 9:22')
				""", KEEP_ONE);
	}

	@Test
	void ticketKeyFileWithoutLocation() {
		FailedStart.ofEcho("session.ticket-keys.source: file")
			.says("The configuration property 'tls.servers.echo.session.ticket-keys.location' is not set:\n\n"
					+ "    'tls.servers.echo.session.ticket-keys.source' is 'file', but no file is named.",
					"Set 'tls.servers.echo.session.ticket-keys.location' to the file with the root keys, or remove "
							+ "'tls.servers.echo.session.ticket-keys.source'.");
	}

	@Test
	void unknownKeyShowsNoValue() {
		FailedStart.ofEcho("passphrse: " + FailedStart.SECRET)
			.says(unknown("tls.servers.echo.passphrse", "8:18"), KNOWN);
	}

	@Test
	void unknownKeysAtTheTop() {
		FailedStart.of("tls:\n  sevrers:\n    echo:\n      port: 0\n")
			.says(unknown("tls.sevrers.echo.port", "4:13"), KNOWN);
	}

	private static final String KEEP_ONE = "Update your configuration so that only one of the mutually exclusive "
			+ "properties is configured.";

	static final String KNOWN = "Correct their names, or remove them. A server has 'alpn-protocols', 'alpn-selector', 'bundle', "
			+ "'ca', 'cert', 'ciphers', 'client-hello-max-size', 'crl', 'development-certificate', 'groups', "
			+ "'handler', 'handshake-timeout', 'host', 'key', 'max-connection-age', 'max-connection-age-grace', "
			+ "'max-connection-age-jitter', 'max-connections', 'max-pending-handshakes', 'npn-protocols', 'ocsp', "
			+ "'on-verdict-change', 'passphrase', 'pfx', 'plaintext-timeout', 'port', 'protocols', 'provider', "
			+ "'reject-unauthorized', 'reload', 'request-cert', 'session', 'session-id-context', 'sni', "
			+ "'sni-cache-size', 'sni-resolver', 'start-tls', 'start-tls-dialect', 'start-tls-dialogue', "
			+ "'unknown-server-name', 'verdict-change-grace'; a host below 'sni' has 'alpn-protocols', 'bundle', "
			+ "'ca', 'cert', 'ciphers', 'crl', 'development-certificate', 'groups', 'key', 'npn-protocols', "
			+ "'ocsp', 'passphrase', 'pfx', 'protocols', 'reject-unauthorized', 'request-cert', "
			+ "'session-id-context'; a client has 'alpn-protocols', 'bundle', 'ca', 'cert', 'ciphers', "
			+ "'connect-timeout', 'crl', 'development-certificate', 'extra-ca', 'groups', 'handshake-timeout', "
			+ "'host', 'key', 'max-connection-age', 'max-connection-age-grace', 'max-connection-age-jitter', "
			+ "'npn-protocols', 'ocsp', 'on-verdict-change', 'passphrase', 'pfx', 'plaintext-timeout', 'port', "
			+ "'protocols', 'provider', 'reject-unauthorized', 'reload', 'servername', 'session', 'start-tls', "
			+ "'start-tls-dialect', 'start-tls-dialogue', 'verdict-change-grace', 'verify-hostname'; 'session' of "
			+ "a server has 'cache-size', 'ticket-keys', 'tickets', 'timeout', that of a client 'cache-size', "
			+ "'timeout'; 'ticket-keys' has 'bean', 'location', 'rotate-every', 'source'; 'reload' of a server has "
			+ "'enabled', 'interval', 'max-delay', 'quiet-period', 'self-check', that of a client 'enabled', "
			+ "'interval', 'max-delay', 'quiet-period'; 'ocsp' of a server or a host has 'responder', 'stapling', "
			+ "that of a client 'require-staple'; 'certificates' has 'expiry-thresholds'; 'warm-up' has "
			+ "'enabled', 'handshakes', 'max-time'; 'tls' has 'allocator', 'certificates', 'clients', "
			+ "'development-certificates', 'health', 'key-log-file', 'metrics', 'observations', 'provider', "
			+ "'servers', 'warm-up'.";

	private static FailedStart start(String... keys) {
		return FailedStart.of(FailedStart.ECHO + FailedStart.lines(keys));
	}

	private static String property(String key, String position) {
		return "The configuration property 'tls.servers.echo." + key + "' ({yaml} - " + position
				+ ") cannot be used:\n\n";
	}

	private static String unknown(String name, String position) {
		return "There are properties below 'tls' that are not known:\n\n    Property: " + name
				+ "\n    Origin: {yaml} - " + position + "\n";
	}

	private static String exclusive(String first, Map<String, String> configured) {
		StringBuilder text = new StringBuilder("The following configuration properties are mutually exclusive:\n\n");
		Map<String, String> all = new TreeMap<>(
				Map.of(first, "", "pfx", "", "bundle", "", "development-certificate", ""));
		all.keySet().forEach((key) -> text.append("\ttls.servers.echo.").append(key).append('\n'));
		text.append("\nHowever, more than one of those properties has been configured at the same time:\n\n");
		new TreeMap<>(configured).forEach((key, position) -> text.append("\ttls.servers.echo.")
			.append(key)
			.append(" (originating from '{yaml} - ")
			.append(position)
			.append("')\n"));
		return text.toString();
	}

}
