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

import io.tlsboot.handshake.HandshakeFailureReason;
import io.tlsboot.test.Await;
import io.tlsboot.test.peer.OpenSslClient;
import io.tlsboot.test.peer.OpenSslConnection;
import io.tlsboot.test.peer.RawClient;
import io.tlsboot.test.peer.server.FreePort;
import io.tlsboot.test.pki.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The sample with its page open in Chromium, and what can be done to it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tls.servers.whoami.port=0", "tls.servers.mail.port=0" })
abstract class AbstractPageTests {

	static final Path DIRECTORY = TestPki.newDirectory("page");

	static final int ECHO = FreePort.next();

	static Browser browser;

	@Value("${local.server.port}")
	int web;

	@Value("${local.tls.whoami.port}")
	int whoami;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("tls.development-certificates.directory", DIRECTORY::toString);
		registry.add("tls.servers.echo.port", () -> ECHO);
		registry.add("tls.clients.echo.port", () -> ECHO);
	}

	@BeforeAll
	static void startBrowser() {
		browser = Browser.start();
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void openPage() {
		browser.size(1280, 900, false);
		browser.open("http://localhost:" + this.web + "/");
		browser.awaitText("#live", "Live");
	}

	void succeed() {
		long before = number("#secure-note");
		try (OpenSslConnection connection = OpenSslClient.to(ECHO).serverName("localhost").open()) {
			connection.awaitHandshake();
			browser.awaitText("#events", "Secure", "TLSv1.3", "server name localhost");
			Await.until("one is secure now", () -> number("#secure") >= 1);
			Await.until("it is counted", () -> number("#secure-note") > before);
			Await.until("it is drawn",
					() -> browser.<String>script("return document.querySelector('#chart .secured').getAttribute('d')")
						.startsWith("M"));
		}
		browser.awaitText("#events", "Closed");
	}

	void fail() {
		try (RawClient client = RawClient.connect(ECHO)) {
			client.sendHttp().awaitEnd();
			browser.awaitText("#events", "Failed", "NOT_TLS");
			browser.awaitText("#failures", "NOT_TLS", HandshakeFailureReason.NOT_TLS.fix() + ".", "server echo",
					"Last peer 127.0.0.1:" + client.localPort());
		}
	}

	static long number(String selector) {
		return Long.parseLong(browser.text(selector).replaceAll("\\D.*", ""));
	}

}
