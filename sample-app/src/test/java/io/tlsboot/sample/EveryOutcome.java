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

package io.tlsboot.sample;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import io.tlsboot.test.peer.ClientHello;
import io.tlsboot.test.peer.Curl;
import io.tlsboot.test.peer.JdkClient;
import io.tlsboot.test.peer.JdkConnection;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.pki.TestPki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients with which everything happens that can happen to a connection, and how often
 * each of it did.
 */
final class EveryOutcome {

	private static final String HELLO = "hello\n";

	private static final String ALPN = "echo/2";

	private final ToIntFunction<String> ports;

	private final int web;

	private final Path directory;

	private final Map<String, Double> made = new TreeMap<>();

	/**
	 * Create the clients.
	 * @param ports tells the port of a server by its name
	 * @param web the port of the sample's own clients
	 * @param directory where sessions are kept
	 */
	EveryOutcome(ToIntFunction<String> ports, int web, Path directory) {
		this.ports = ports;
		this.web = web;
		this.directory = directory;
	}

	/**
	 * Return how often each outcome was made.
	 * @return the number by role, endpoint and reason; {@code none} is success
	 */
	Map<String, Double> made() {
		return this.made;
	}

	/**
	 * Make everything happen once more, some of it several times.
	 */
	void make() {
		succeed();
		badCertificates();
		nothingInCommon();
		broken();
		limits();
		upgrades();
		ownClients();
	}

	private void succeed() {
		strict().identity(TestPki.client()).alpn(ALPN).exchange(HELLO, HELLO);
		strict().tls12().identity(TestPki.client()).alpn(ALPN).exchange(HELLO, HELLO);
		try (JdkConnection connection = JdkClient.to(port("strict"))
			.trust(TestPki.ca())
			.identity(TestPki.client())
			.alpn(ALPN)
			.connect()) {
			connection.write(HELLO).read(HELLO.length());
		}
		count("server strict none", 3);
		Path session = this.directory.resolve("session");
		OpenSslClient.to(port("echo")).exchangeAndSave(session, HELLO, HELLO);
		assertThat(OpenSslClient.to(port("echo")).resumeSession(session).exchange(HELLO, HELLO).reused()).isTrue();
		count("server echo none", 2);
		OpenSslClient.to(port("named")).serverName("api.example.com").exchange(HELLO, HELLO);
		count("server named none", 1);
		Curl.run("--insecure", "--http0.9", "https://localhost:" + port("whoami") + "/").success();
		count("server whoami none", 1);
	}

	private void badCertificates() {
		strict().identity(TestPki.otherClient()).alpn(ALPN).awaitEnd();
		strict().tls12().identity(TestPki.otherClient()).alpn(ALPN).awaitEnd();
		count("server strict peer-certificate-rejected", 2);
		strict().alpn(ALPN).awaitEnd();
		assertThat(curl("--no-alpn")).isNotZero();
		count("server strict peer-certificate-missing", 2);
		OpenSslClient.to(port("echo")).strict().awaitEnd();
		count("server echo local-certificate-rejected", 1);
	}

	private void nothingInCommon() {
		strict().option("-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0").awaitEnd();
		count("server strict unsupported-protocol", 1);
		strict().identity(TestPki.client()).alpn("echo/1").awaitEnd();
		// It offers http/1.1.
		assertThat(curl("--http1.1")).isNotZero();
		count("server strict no-application-protocol", 2);
		strict().option("-tls1_2", "-cipher", "AES128-SHA").awaitEnd();
		count("server strict no-shared-cipher", 1);
		raw("named", (raw) -> raw.send(ClientHello.of("nobody.example.com")).awaitEnd());
		count("server named unrecognized-name", 1);
	}

	private void broken() {
		raw("hasty", RawClient::awaitEnd);
		count("server hasty timeout", 1);
		raw("strict", (raw) -> raw.sendHttp().awaitEnd());
		raw("strict", (raw) -> raw.sendGarbage(100).awaitEnd());
		count("server strict not-tls", 2);
		raw("strict", (raw) -> {
			raw.sendHello().readRecord();
			raw.reset();
		});
		count("server strict connection-reset", 1);
		raw("strict", (raw) -> raw.sendHello().shutdownOutput().awaitEnd());
		count("server strict peer-closed", 1);
		raw("strict", (raw) -> raw.sendHalfHello().shutdownOutput().awaitEnd());
		count("server strict incomplete-client-hello", 1);
		for (int i = 0; i < 3; i++) {
			raw("strict", (raw) -> raw.shutdownOutput().awaitEnd());
		}
		count("server strict no-client-hello", 3);
	}

	private void limits() {
		try (JdkConnection only = JdkClient.to(port("small")).trust(TestPki.ca()).connect()) {
			only.write(HELLO).read(HELLO.length());
			for (int i = 0; i < 4; i++) {
				raw("small", RawClient::awaitEnd);
			}
		}
		count("server small none", 1);
		count("server small max-connections", 4);
	}

	private void upgrades() {
		OpenSslClient.to(port("mail")).option("-starttls", "smtp", "-crlf").exchange("QUIT\n", "221 Bye");
		count("server mail none", 1);
		raw("mail", (raw) -> raw.send("EHLO me\r\nSTARTTLS\r\nMAIL FROM:<evil@example.com>\r\n").awaitEnd());
		count("server mail start-tls-injection", 1);
	}

	private void ownClients() {
		assertThat(post("echo")).contains("\"received\":\"hello\"");
		count("client echo none", 1);
		count("server echo none", 1);
		assertThat(post("stranger")).contains("PEER_CERTIFICATE_REJECTED");
		count("client stranger peer-certificate-rejected", 1);
		count("server echo local-certificate-rejected", 1);
	}

	private String post(String client) {
		return Curl
			.run("-X", "POST", "-H", "Content-Type: text/plain", "--data-binary", "hello",
					"http://127.0.0.1:" + this.web + "/api/clients/" + client + "/connect")
			.success();
	}

	private int curl(String option) {
		return Curl.run("--insecure", option, "https://localhost:" + port("strict") + "/").status();
	}

	private OpenSslClient strict() {
		return OpenSslClient.to(port("strict"));
	}

	private void raw(String server, Consumer<RawClient> act) {
		try (RawClient client = RawClient.connect(port(server))) {
			act.accept(client);
		}
	}

	private int port(String server) {
		return this.ports.applyAsInt(server);
	}

	private void count(String outcome, int times) {
		this.made.merge(outcome, (double) times, Double::sum);
	}

}
